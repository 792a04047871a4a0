//! The user's own sentence encoder: named by `--model` or by the setting `model`, checked, and
//! registered for alignment.
//!
//! A folder that a flag names must be valid; if one that the settings name is not, that is reported,
//! and the program goes on without it.

use crate::cli::args::{Cli, Task};
use crate::cli::config::Config;
use crate::cli::report::CliError;
use crate::session::settings_file;
use crate::session::{Origin, Setting, Settings};
use crate::store::open_model;
use bayn_align::encoder::{self, ModelError};
use bayn_text::msg;
use bayn_text::shown_path;
use bayn_text::{Message, label};
use std::path::Path;

/// What a folder must contain.
const REMEDY: &str = label!(
    "expected a folder with config.json, tokenizer.json and model.safetensors of multilingual-e5-small"
);

/// Registers the model that the command line names, else the one of the settings; for the reader
/// the latter is left to [`offer_set`].
pub(crate) fn offer(args: &Cli) -> Result<(), CliError> {
    let (flag, no_model) = match &args.command {
        None => (&args.model, true),
        Some(Task::Align(align)) => (&align.model, align.no_model),
        Some(Task::Check(check)) => (&None, check.no_model),
        Some(Task::Find(find)) => (&None, find.no_model),
        Some(Task::Convert(convert)) => (&None, convert.no_model),
        Some(Task::Report(report)) => (&None, report.no_model),
        Some(Task::Import(import)) => (&None, import.no_model),
        _ => return Ok(()),
    };
    if let Some(folder) = flag {
        return open(folder).map_err(|mistake| {
            CliError::about(shown_path(folder), mistake).helped_by(Message::label(REMEDY))
        });
    }
    if !no_model {
        let config = Config::load(&crate::cli::args::Screen::default());
        if let Some(mistake) = offer_set(&config.settings) {
            crate::cli::say(&mistake.problem);
        }
    }
    Ok(())
}

/// Registers the model of the settings; returns what is wrong with it.
pub(crate) fn offer_set(settings: &Settings) -> Option<settings_file::SettingError> {
    let folder = settings.get(Setting::Model);
    if folder.is_empty() {
        return None;
    }
    let mistake = open(Path::new(folder)).err()?;
    let line = match settings.origin(Setting::Model) {
        Origin::File(line) => line,
        _ => 0,
    };
    let said = msg!(
        "the model in {folder} cannot be read: {mistake}",
        folder,
        mistake
    );
    Some(
        settings_file::SettingError::new(line, said, Message::label(REMEDY)).in_file("config.toml"),
    )
}

fn open(folder: &Path) -> Result<(), ModelError> {
    encoder::offer(open_model(folder)?)
}
