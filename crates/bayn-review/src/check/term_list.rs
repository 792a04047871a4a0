//! The user's glossary: its terms, read from a table, and made ready for finding them.
//!
//! Arabic terms are found under their proclitics and without marks; the last word of a
//! rendering may be longer than in the glossary, as endings make it.

use super::lexicon::Patterns;

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
pub(crate) struct TermIndex<'t> {
    pub(super) source: Patterns<'t>,
    pub(super) target: Patterns<'t>,
    pub(super) forbidden: Patterns<'t>,
}

impl<'t> TermIndex<'t> {
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
