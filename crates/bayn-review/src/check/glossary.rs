//! Terms of the user's glossary: a rendering that is missing, or one that must not occur.
//!
//! Arabic terms are found under their proclitics and without marks; the last word of a
//! rendering may be longer than in the glossary, as endings make it.

use super::lexicon::Patterns;
use super::{Hit, Hits, Pair, Setup};
use bayn_doc::Side;
use bayn_text::msg;

/// One entry of a glossary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// The term in the language of the source.
    pub source: String,
    /// Its renderings, any of which is accepted.
    pub target: Vec<String>,
    /// Renderings that must not occur.
    pub forbidden: Vec<String>,
}

/// Returns the terms of a table: source, renderings and forbidden renderings by tabs, several
/// of them divided by `|`; lines that begin with `#` and lines without a tab are left out.
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
        .map(|line| {
            let mut cells = line.split('\t');
            Term {
                source: cells.next().unwrap_or("").trim().to_owned(),
                target: list(cells.next()),
                forbidden: list(cells.next()),
            }
        })
        .filter(|term| !term.source.is_empty())
        .collect()
}

/// The glossary made ready for finding its terms in sentences.
#[derive(Debug, Default)]
pub(super) struct Index<'t> {
    source: Patterns<'t>,
    target: Patterns<'t>,
    forbidden: Patterns<'t>,
}

impl<'t> Index<'t> {
    pub(super) fn new(terms: &'t [Term]) -> Self {
        let mut index = Self::default();
        for term in terms {
            let name = term.source.as_str();
            index
                .source
                .add("glossary", name, &term.source.to_lowercase());
            for rendering in &term.target {
                // Longer words than these take endings.
                let open = rendering.chars().count() >= 4;
                let pattern = format!(
                    "{}{}",
                    rendering.to_lowercase(),
                    if open { "*" } else { "" }
                );
                index.target.add("glossary", name, &pattern);
            }
            for rendering in &term.forbidden {
                index
                    .forbidden
                    .add("glossary", name, &rendering.to_lowercase());
            }
        }
        index
    }
}

pub(crate) fn check(pair: &Pair<'_>, setup: &Setup<'_>, hits: &mut Hits) {
    if setup.options.glossary.is_empty() || !pair.is_matched() {
        return;
    }
    let target = setup.glossary.target.mentions(&pair.sides.target);
    let forbidden = setup.glossary.forbidden.mentions(&pair.sides.target);
    let mut reported = Vec::new();
    for term in setup.glossary.source.mentions(&pair.sides.source) {
        let known = setup
            .options
            .glossary
            .iter()
            .find(|entry| entry.source == term.concept);
        let Some(entry) = known.filter(|_| !reported.contains(&term.concept)) else {
            continue;
        };
        reported.push(term.concept);
        let wrong = forbidden.iter().find(|other| other.concept == term.concept);
        let right = target.iter().any(|other| other.concept == term.concept);
        if let Some(wrong) = wrong {
            hits.push(
                pair.index,
                Hit::new(msg!("The glossary forbids this rendering."))
                    .at(Side::Source, term.span)
                    .at(Side::Target, wrong.span),
            );
        } else if !right && !entry.target.is_empty() {
            hits.push(
                pair.index,
                Hit::new(msg!(
                    "The glossary has \u{201C}{target}\u{201D} for this term.",
                    target = entry.target.join("\u{201D} or \u{201C}")
                ))
                .at(Side::Source, term.span),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_becomes_terms() {
        let terms = read_terms("# ours\nfoo bar\tA|B\tC\nno tab here\nx\ty\n");
        assert_eq!(terms.len(), 2);
        assert_eq!(terms[0].target, ["A", "B"]);
        assert_eq!(terms[0].forbidden, ["C"]);
        assert!(terms[1].forbidden.is_empty());
    }
}
