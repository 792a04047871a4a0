//! The user's options for checks: a glossary, rules and a client's profile, by flags or settings,
//! for both `bayn check` and the reader.
//!
//! A file named by a flag must be valid; one named by the settings may be missing, which is
//! reported, and the checks run without it.

use crate::cli::glossary;
use crate::cli::report::CliError;
use crate::cli::rules;
use crate::session::{Origin, Setting, Settings};
use bayn_doc::Sides;
use bayn_review::check::Options;
use bayn_review::scorecard::Metric;
use bayn_review::{Profile, profile};
use bayn_text::{Lang, decode, msg, shown_path};
use std::path::{Path, PathBuf};

/// The files with the options.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    glossary: Option<Named>,
    rules: Option<Named>,
    profile: Option<Named>,
}

/// A file, and whether it must be there.
#[derive(Clone, Debug)]
struct Named {
    path: PathBuf,
    by_flag: bool,
}

impl Wanted {
    /// Returns the files that flags name, else those of the settings.
    pub(crate) fn new(settings: &Settings, [glossary, rules, profile]: [Option<&Path>; 3]) -> Self {
        let named = |flag: Option<&Path>, setting: Setting| {
            let by_flag = flag.is_some() || matches!(settings.origin(setting), Origin::Named(_));
            let set = Path::new(settings.get(setting));
            let path = flag.unwrap_or(set).to_owned();
            (!path.as_os_str().is_empty()).then_some(Named { path, by_flag })
        };
        Self {
            glossary: named(glossary, Setting::Glossary),
            rules: named(rules, Setting::Rules),
            profile: named(profile, Setting::Profile),
        }
    }

    /// Reads the files; `complain` gets the errors in those of the settings.
    ///
    /// # Errors
    /// The first error in a file that a flag names.
    pub(crate) fn options(
        &self,
        langs: &Sides<Lang>,
        complain: &mut dyn FnMut(&CliError),
    ) -> Result<Options, CliError> {
        let mut heeded = |error: CliError, named: &Named| match named.by_flag {
            true => Err(error),
            false => {
                complain(&error);
                Ok(())
            }
        };
        let mut options = Options::default();
        let (mut glossary_file, mut rules_file) = (self.glossary.clone(), self.rules.clone());
        if let Some(named) = &self.profile {
            match read_profile(&named.path) {
                Ok(profile) => {
                    let folder = named.path.parent().unwrap_or(Path::new(""));
                    let beside = |name: Option<String>| {
                        name.map(|name| Named {
                            path: folder.join(name),
                            by_flag: named.by_flag,
                        })
                    };
                    // Flags override the profile, and the profile overrides
                    // the settings for all clients.
                    let first = |own: Option<Named>, its: Option<Named>| match own {
                        Some(own) if own.by_flag => Some(own),
                        own => its.or(own),
                    };
                    glossary_file = first(glossary_file, beside(profile.glossary));
                    rules_file = first(rules_file, beside(profile.rules));
                    options.only = profile.only;
                    options.off = profile.off;
                    options.severities = profile.severities;
                }
                Err(error) => heeded(error, named)?,
            }
        }
        if let Some(named) = &glossary_file {
            match glossary::terms(&named.path, langs) {
                Ok(terms) => options.glossary = terms,
                Err(error) => heeded(error, named)?,
            }
        }
        if let Some(named) = &rules_file {
            match rules::read(&named.path) {
                Ok(read) => options.rules = read,
                Err(error) => heeded(error, named)?,
            }
        }
        Ok(options)
    }

    /// Returns the metric by which errors are scored, if a profile defines it. An error in the
    /// profile is reported by [`options`](Self::options).
    pub(crate) fn metric(&self) -> Option<Metric> {
        read_profile(&self.profile.as_ref()?.path).ok()?.metric
    }
}

/// Returns the metric of the profile that a flag names.
///
/// # Errors
/// The first error in it, or that it defines no scores.
pub(crate) fn metric_of(path: &Path) -> Result<Metric, CliError> {
    read_profile(path)?.metric.ok_or_else(|| {
        CliError::about(
            shown_path(path),
            msg!("this profile does not define scores"),
        )
        .helped_by(msg!("write a part [score]; docs/reviewing.md shows one"))
    })
}

/// Reads a profile: a bundled one by its name, else a file.
fn read_profile(path: &Path) -> Result<Profile, CliError> {
    if let Some(text) = path.to_str().and_then(profile::named) {
        return Profile::read(text).map_err(|error| CliError::about(shown_path(path), error.what));
    }
    if path.parent() == Some(Path::new("")) && path.extension().is_none() && !path.exists() {
        let names: Vec<&str> = profile::names().collect();
        return Err(CliError::with_remedy(
            msg!("no profile is called {name}", name = shown_path(path)),
            msg!(
                "the names are {names}; a file is given by its path",
                names = names.join(", ")
            ),
        ));
    }
    let bytes = std::fs::read(path).map_err(|error| CliError::unread(path, &error))?;
    let text = decode(&bytes, None).text;
    Profile::read(&text).map_err(|error| {
        let place = format!("{}:{}", shown_path(path), error.line);
        CliError::about(place, error.what).helped_by(error.remedy)
    })
}
