//! The terms of a glossary, and finding them in sentences.
//!
//! Terms and renderings are found in their inflected forms in Arabic and English
//! ([`super::inflected`]); in other languages the last word of a rendering may be longer than in
//! the glossary, because of endings. Phrases in which a term is not meant are ignored.

use super::lexicon::Patterns;
use bayn_doc::Sides;
use bayn_text::Lang;
use std::collections::HashMap;

/// One entry of a glossary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// The term in the language of the source.
    pub source: String,
    /// Irregular forms of it, such as a broken plural.
    pub forms: Vec<String>,
    /// Its renderings, any of which is accepted.
    pub target: Vec<String>,
    /// Renderings that must not occur.
    pub forbidden: Vec<String>,
    /// Phrases of either language in which neither the term nor a forbidden rendering is meant.
    pub exempt: Vec<String>,
}

/// Returns the terms of a table: the term, renderings, forbidden renderings and exempt phrases separated by
/// tabs, several of them divided by `|`; lines that begin with `#` and lines without a tab are
/// left out.
#[must_use]
pub fn read_terms(table: &str) -> Vec<Term> {
    let list = |cell: Option<&str>| -> Vec<String> {
        let items = cell.unwrap_or("").split('|').map(str::trim);
        items
            .filter(|item| !item.is_empty())
            .map(str::to_owned)
            .collect()
    };
    table
        .lines()
        .filter(|line| !line.starts_with('#') && line.contains('\t'))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let mut forms = list(cells.next()).into_iter();
            Some(Term {
                source: forms.next()?,
                forms: forms.collect(),
                target: list(cells.next()),
                forbidden: list(cells.next()),
                exempt: list(cells.next()),
            })
        })
        .collect()
}

/// The glossary, prepared for finding its terms in sentences.
#[derive(Debug, Default)]
pub(super) struct TermIndex<'t> {
    pub(super) terms: HashMap<&'t str, &'t Term>,
    pub(super) source: Patterns<'t>,
    pub(super) target: Patterns<'t>,
    pub(super) forbidden: Patterns<'t>,
    /// Exempt phrases, on either side.
    pub(super) exempt: Patterns<'t>,
}

impl<'t> TermIndex<'t> {
    pub(super) fn new(terms: &'t [Term], langs: &Sides<Lang>) -> Self {
        let mut index = Self {
            source: Patterns::inflected(),
            target: Patterns::inflected(),
            forbidden: Patterns::inflected(),
            ..Self::default()
        };
        let forms_known = matches!(langs.target.primary(), "ar" | "en");
        for term in terms {
            let name = term.source.as_str();
            index.terms.entry(name).or_insert(term);
            let source = &mut index.source;
            for form in [&term.source].into_iter().chain(&term.forms) {
                source.add("glossary", name, &lower(form));
            }
            for rendering in &term.target {
                // Where endings are not known, longer words than these take any.
                let open = !forms_known && rendering.chars().count() >= 4;
                let end = if open { "*" } else { "" };
                index
                    .target
                    .add("glossary", name, &format!("{}{end}", lower(rendering)));
            }
            for rendering in &term.forbidden {
                index.forbidden.add("glossary", name, &lower(rendering));
            }
            for phrase in &term.exempt {
                index.exempt.add("exempt", name, &phrase.to_lowercase());
            }
        }
        index
    }
}

/// Returns a term in lower case except its acronyms, which are matched as written:
/// WHO is not "who".
fn lower(term: &str) -> String {
    let is_acronym = |word: &str| word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    let words = term.split_whitespace().map(|word| match is_acronym(word) {
        true => word.to_owned(),
        false => word.to_lowercase(),
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_becomes_terms() {
        let terms = read_terms("# ours\nfoo bar|foos\tA|B\tC\td foo\nno tab here\nx\ty\n");
        assert_eq!(terms.len(), 2);
        assert_eq!(
            (&*terms[0].source, &*terms[0].forms),
            ("foo bar", &["foos".to_owned()][..])
        );
        assert_eq!(terms[0].exempt, ["d foo"]);
        assert_eq!(terms[0].target, ["A", "B"]);
        assert_eq!(terms[0].forbidden, ["C"]);
        assert!(terms[1].forbidden.is_empty());
    }
}
