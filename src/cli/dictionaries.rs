//! Where words are looked up: sources named by `--dict`, by the settings, and those in
//! the usual folders of the system.

use crate::cli::report::CliError;
use crate::lookup::{Glossary, Sources, beside, in_system};
use crate::session::{Setting, Settings};
use bayn_doc::Sides;
use bayn_text::Lang;
use bayn_text::msg;
use bayn_text::shown_path;
use std::path::{Path, PathBuf};

/// The settings for looking words up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Dictionaries, folders of them, glossaries.
    pub(crate) paths: Vec<PathBuf>,
    /// A command and its arguments, with `{word}` for the word.
    pub(crate) command: Vec<String>,
}

impl Wanted {
    /// Returns the values of the settings.
    pub(crate) fn new(settings: &Settings) -> Self {
        let list = |setting| {
            let value = settings.get(setting);
            value.lines().map(str::to_owned).collect::<Vec<_>>()
        };
        Self {
            paths: list(Setting::Dict).into_iter().map(Into::into).collect(),
            command: list(Setting::DictCommand),
        }
    }
}

/// Returns where to look words up.
///
/// # Errors
/// If a path named by `--dict` is neither a dictionary nor a glossary.
pub(crate) fn sources(
    named: &[PathBuf],
    settings: &Wanted,
    langs: &Sides<Lang>,
) -> Result<Sources, CliError> {
    let mut sources = Sources {
        command: settings.command.clone(),
        ..Sources::default()
    };
    for path in named {
        add(&mut sources, path, langs)?;
    }
    for path in &settings.paths {
        // Sources named by the settings may be missing; the reader starts anyway.
        if let Err(error) = add(&mut sources, path, langs) {
            crate::cli::print::error(&error);
        }
    }
    let own: Vec<PathBuf> = data_folder()
        .into_iter()
        .flat_map(|folder| [folder.join("bayn/dict"), folder.join("stardict/dic")])
        .collect();
    for path in in_system(&own) {
        if !sources.dictionaries.contains(&path) {
            sources.dictionaries.push(path);
        }
    }
    Ok(sources)
}

/// Returns the user's data folder: `$XDG_DATA_HOME`, or the system's equivalent.
pub(crate) fn data_folder() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    Some(etcetera::choose_base_strategy().ok()?.data_dir())
}

/// Adds the source at a path.
fn add(sources: &mut Sources, path: &Path, langs: &Sides<Lang>) -> Result<(), CliError> {
    let dictionaries = beside(path);
    if !dictionaries.is_empty() {
        sources.dictionaries.extend(dictionaries);
        return Ok(());
    }
    if path.is_dir() {
        return Err(CliError::with_remedy(
            msg!("{path} contains no dictionary", path = shown_path(path)),
            msg!(
                "dictionaries are NAME.ifo (StarDict) or NAME.index (dictd) with their other files beside them"
            ),
        ));
    }
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy();
    sources.glossaries.push(Glossary {
        terms: terms(path, langs)?,
        name: name.into_owned(),
    });
    Ok(())
}

/// Reads the terms of a glossary of any kind.
fn terms(path: &Path, langs: &Sides<Lang>) -> Result<Vec<(String, String)>, CliError> {
    Ok(crate::cli::glossary::terms(path, langs)?
        .into_iter()
        .map(|term| (term.source, term.target.join(" | ")))
        .collect())
}
