//! Glossaries of any kind as terms: our own table, a term base, a file with two languages.

use crate::cli::bilingual;
use crate::cli::report::CliError;
use bayn_doc::{Side, Sides};
use bayn_formats::tbx;
use bayn_review::check::{Term, read_terms};
use bayn_text::{Lang, msg, shown_path};
use std::path::Path;

/// Reads a glossary: our own table, a term base, or any file with two languages.
pub(crate) fn terms(path: &Path, langs: &Sides<Lang>) -> Result<Vec<Term>, CliError> {
    let bytes = std::fs::read(path).map_err(|error| CliError::unread(path, &error))?;
    let terms = if tbx::is_tbx(&bytes) {
        of_tbx(&bytes, path, langs)?
    } else {
        match bilingual::terms(path, &bytes)? {
            Some(terms) => terms,
            None => read_terms(&bayn_text::decode(&bytes, None).text),
        }
    };
    if terms.is_empty() {
        return Err(CliError::with_remedy(
            msg!("{path} contains no terms", path = shown_path(path)),
            msg!("each line needs a term, a tab and its translations, separated by `|`"),
        ));
    }
    Ok(terms)
}

/// Returns the terms of a term base in the two languages: one for each source term of a
/// concept, with all renderings.
fn of_tbx(bytes: &[u8], path: &Path, langs: &Sides<Lang>) -> Result<Vec<Term>, CliError> {
    let concepts = tbx::read(bytes).map_err(|error| error.of_file(&path.display().to_string()))?;
    let mut terms = Vec::new();
    for concept in concepts {
        let of = |side: Side| {
            let primary = langs[side].primary();
            concept
                .iter()
                .filter(move |term| term.lang.primary() == primary)
        };
        let texts = |deprecated: bool| -> Vec<String> {
            of(Side::Target)
                .filter(|term| term.deprecated == deprecated)
                .map(|term| term.text.clone())
                .collect()
        };
        terms.extend(of(Side::Source).map(|term| Term {
            source: term.text.clone(),
            target: texts(false),
            forbidden: texts(true),
            ..Term::default()
        }));
    }
    terms.retain(|term| !(term.target.is_empty() && term.forbidden.is_empty()));
    Ok(terms)
}
