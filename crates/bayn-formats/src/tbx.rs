//! Reading TBX term bases: ISO 30042:2008 (`martif`, `termEntry`) and ISO 30042:2019 (`tbx`,
//! `conceptEntry`), any dialect, in either style.
//!
//! Only what a glossary needs is read: the terms of each concept by language, and whether a
//! term is deprecated.

use crate::FormatError;
use crate::decode_xml;
use crate::xml::{Element, Item, Puller};
use bayn_text::Lang;

/// A term of a concept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TbxTerm {
    /// Its language.
    pub lang: Lang,
    /// The term.
    pub text: String,
    /// Whether it must not be used.
    pub deprecated: bool,
}

/// Returns whether bytes look like a term base.
#[must_use]
pub fn is_tbx(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    head.contains("<martif") || head.contains("<tbx")
}

/// Reads the concepts of a term base.
///
/// # Errors
/// If it is no well-formed XML.
pub fn read(bytes: &[u8]) -> Result<Vec<Vec<TbxTerm>>, FormatError> {
    let text = decode_xml(bytes)?;
    let mut puller = Puller::new(&text);
    let mut concepts = Vec::new();
    loop {
        match puller.next()? {
            Item::Start(element) if matches!(&*element.local, "termEntry" | "conceptEntry") => {
                let tree = puller.subtree(element)?;
                concepts.push(concept(&tree));
            }
            Item::Eof => break,
            _ => {}
        }
    }
    Ok(concepts)
}

fn concept(entry: &Element) -> Vec<TbxTerm> {
    let mut terms = Vec::new();
    let sections = entry
        .elements()
        .filter(|child| matches!(&*child.local, "langSet" | "langSec"));
    for section in sections {
        let lang = Lang::new(section.xml_lang().unwrap_or("und"));
        let groups = section
            .elements()
            .filter(|child| matches!(&*child.local, "tig" | "ntig" | "termSec"));
        for group in groups {
            let mut term = TbxTerm {
                lang: lang.clone(),
                ..TbxTerm::default()
            };
            group.walk(&mut |element| match &*element.local {
                "term" => term.text = element.text().trim().to_owned(),
                _ => term.deprecated |= deprecates(element),
            });
            if !term.text.is_empty() {
                terms.push(term);
            }
        }
    }
    terms
}

/// Says whether an element gives the administrative status of a term that must not be used:
/// by attribute (data category as attribute) or by its own name.
fn deprecates(element: &Element) -> bool {
    let status = element.get("type") == Some("administrativeStatus")
        || element.get("type") == Some("normativeAuthorization")
        || &*element.local == "administrativeStatus";
    let text = element.text();
    status && (text.contains("deprecated") || text.contains("superseded"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_versions_give_terms_and_their_status() {
        let old = br#"<martif type="TBX" xml:lang="en"><text><body><termEntry id="c1">
            <langSet xml:lang="ar"><tig><term>&#x628;</term></tig></langSet>
            <langSet xml:lang="en"><tig><term>b</term></tig><ntig><termGrp><term>p</term>
            <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
            </langSet></termEntry></body></text></martif>"#;
        let new =
            br#"<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
            xmlns:min="http://www.tbxinfo.net/ns/min"><text><body><conceptEntry id="c1">
            <langSec xml:lang="ar"><termSec><term>&#x628;</term></termSec></langSec>
            <langSec xml:lang="en"><termSec><term>b</term></termSec><termSec><term>p</term>
            <min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
            </langSec></conceptEntry></body></text></tbx>"#;
        for bytes in [&old[..], &new[..]] {
            assert!(is_tbx(bytes));
            let concepts = read(bytes).expect("it is read");
            let terms: Vec<(&str, &str, bool)> = concepts[0]
                .iter()
                .map(|term| (term.lang.primary(), term.text.as_str(), term.deprecated))
                .collect();
            assert_eq!(
                terms,
                [
                    ("ar", "\u{628}", false),
                    ("en", "b", false),
                    ("en", "p", true)
                ]
            );
        }
        assert!(!is_tbx(b"a\tb\n"));
    }
}
