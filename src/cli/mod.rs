//! The command line: opens files, starts the reader, reports errors.

mod agreement;
mod align;
mod alignment;
mod apply;
mod args;
mod bilingual;
mod cat;
mod check;
mod checking;
mod compare;
mod config;
mod convert;
mod dictionaries;
mod doctor;
mod edits;
mod eval;
mod export;
mod filter;
mod find;
mod find_review;
mod folder;
mod folder_reviews;
mod foreground;
mod glossary;
mod import;
mod job;
mod job_report;
mod judge;
mod judgements;
mod keys;
mod ladder;
mod languages;
mod library;
mod lines;
mod localise;
mod memory;
mod mended;
mod merge;
mod model;
mod open;
mod open_session;
mod opened;
mod output;
mod pair;
mod pairs;
mod positions;
mod print;
mod progress;
mod project;
mod read;
mod recent;
mod records;
mod report;
mod rules;
mod sarif;
mod saved_words;
mod score;
mod scorecard;
mod screen;
mod several;
mod show;
mod source_text;
mod streaming;
mod terminal;
mod texts_in;
mod validate;

use crate::catalogue::UiLanguage;
use crate::cli::args::{Cli, Show, SideName, Task};
use crate::cli::foreground::in_front;
use crate::cli::output::{write_file, write_to};
use crate::cli::print::{say, write_output};
use crate::cli::report::{CliError, GOOD};
use crate::disk;
use crate::session::Setting;
use crate::session::keymaps::Named;
use crate::session::{About, Keymap};
use crate::tui::detect::detect;
use bayn_align::encoder;
use bayn_doc::{Bitext, Document};
use bayn_doc::{Side, Sides};
use bayn_text::Message;
use bayn_text::message::Separator;
use bayn_text::msg;
use clap::CommandFactory;
use harf::terminal::Asking;
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::sync::OnceLock;

/// Runs the program with the words of a command line, its own name first; returns its exit code.
#[must_use]
pub fn main(line: Vec<OsString>) -> ExitCode {
    let args = match Cli::read(line.clone()) {
        Ok(args) => args,
        Err(error) => return localise::answer_parser(&error, line),
    };
    if let Some(asked) = &args.lang_ui {
        let _set_once = UI_LANGUAGE.set(ui_language_of(asked));
    }
    match run(args) {
        Ok(code) => code,
        Err(EarlyExit::ClosedPipe) => ExitCode::from(GOOD),
        Err(EarlyExit::Error(error)) => print::error(&error),
    }
}

/// The language of messages, once known.
static UI_LANGUAGE: OnceLock<UiLanguage> = OnceLock::new();

/// Returns the language that `--lang-ui` names; `auto` uses the environment, not the settings.
fn ui_language_of(asked: &str) -> UiLanguage {
    UiLanguage::of(asked).unwrap_or_else(|| {
        let none_set = crate::session::Settings::default();
        config::language(&none_set, |name| std::env::var(name).ok())
    })
}

/// Returns the language of messages: by flag, setting, environment.
fn language() -> UiLanguage {
    *UI_LANGUAGE.get_or_init(|| {
        let config = config::Config::load(&args::Screen::default());
        config::language(&config.settings, |name| std::env::var(name).ok())
    })
}

/// Why the program stops early.
enum EarlyExit {
    /// The output pipe is closed (`bayn … | head`).
    ClosedPipe,
    /// An error to report.
    Error(CliError),
}

impl From<CliError> for EarlyExit {
    fn from(error: CliError) -> Self {
        if error.is_broken_pipe() {
            Self::ClosedPipe
        } else {
            Self::Error(error)
        }
    }
}

fn run(args: Cli) -> Result<ExitCode, EarlyExit> {
    model::offer(&args)?;
    match &args.command {
        None => return Ok(read::read(&args)?),
        Some(Task::Show(show)) => print_rows(show)?,
        Some(Task::Cat(args)) => cat::run(args)?,
        Some(Task::Align(args)) => return Ok(align::run(args)?),
        Some(Task::Check(args)) => return Ok(check::run(args)?),
        Some(Task::Find(args)) => return Ok(find::run(args)?),
        Some(Task::Validate(args)) => return Ok(validate::run(args)?),
        Some(Task::Score(args)) => score::run(args)?,
        Some(Task::Report(args)) => export::run(args)?,
        Some(Task::Import(args)) => return Ok(import::run(args)?),
        Some(Task::Convert(args)) => convert::run(args)?,
        Some(Task::Merge(args)) => return Ok(merge::run(args)?),
        Some(Task::Agreement(args)) => agreement::run(args)?,
        Some(Task::Apply(args)) => return Ok(apply::run(args)?),
        Some(Task::Edits(args)) => edits::run(args)?,
        Some(Task::Judge(args)) => return Ok(judge::run(args)?),
        Some(Task::Filter(args)) => filter::run(args)?,
        Some(Task::Eval(args)) => eval::run(args)?,
        Some(Task::Pair(args)) => return Ok(pair::run(args)?),
        Some(Task::Compare(args)) => compare::run(args)?,
        Some(Task::Names(args)) => compare::list_names(args)?,
        Some(Task::Words(args)) => saved_words::run(args)?,
        Some(Task::Doctor { calibrate, screen }) => doctor(*calibrate, screen)?,
        Some(Task::Tutor { screen }) => return Ok(read::tutor(screen)?),
        Some(Task::Config { what }) => return Ok(configuration(what.as_ref())?),
        Some(Task::Keys { markdown, keymap }) => {
            let text = if *markdown {
                let named = keymap.as_deref().and_then(Named::by_name);
                keys::markdown(&named.map_or_else(Keymap::default, |named| named.keymap()))
            } else {
                let named = keymap.as_deref().map(|name| (Setting::Keymap, name));
                let config = config::Config::load(&args::Screen {
                    settings: args::SettingFlags::of(named.as_slice()),
                    ..args::Screen::default()
                });
                keys::plain(&config.keymap, language())
            };
            write_output(text.as_bytes())?;
        }
        Some(Task::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "bayn", &mut script);
            write_output(&script)?;
        }
        Some(Task::Man { command }) => {
            write_output(manual(command.as_deref(), language())?.as_bytes())?;
        }
    }
    Ok(ExitCode::from(GOOD))
}

/// Returns the manual page of the program or of a sub-command, in the user's language.
fn manual(command: Option<&str>, language: UiLanguage) -> Result<String, CliError> {
    let mut whole = localise::command(language);
    // Sets the full name of each subcommand.
    whole.build();
    let page = match command {
        None => whole,
        Some(name) => whole.find_subcommand(name).cloned().ok_or_else(|| {
            CliError::with_remedy(
                msg!("there is no subcommand `{name}`", name),
                msg!("`bayn --help` lists them"),
            )
        })?,
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    let text = String::from_utf8_lossy(&text).into_owned();
    Ok(localise::headings(&text, language))
}

/// Shows the settings, their paths or their errors, or sets one.
fn configuration(what: Option<&args::Configuring>) -> Result<ExitCode, CliError> {
    let config = config::Config::load(&args::Screen::default());
    match what {
        Some(args::Configuring::Set { key, value }) => {
            say(config::set(&config, key, value)?);
        }
        Some(args::Configuring::Path) => {
            let (config, state) = (config_folder(), state_folder());
            print::page(&config::path(
                config.as_deref(),
                state.as_deref(),
                language(),
            ))?;
        }
        Some(args::Configuring::Show { markdown: true }) => {
            write_output(config::markdown().as_bytes())?;
        }
        None | Some(args::Configuring::Show { .. }) => {
            print::page(&config::show(&config, language()))?;
        }
        Some(args::Configuring::Check) => {
            print::page(&config::check(&config, language()))?;
            if !config.mistakes.is_empty() {
                return Ok(ExitCode::from(report::FOUND));
            }
        }
    }
    Ok(ExitCode::from(GOOD))
}

fn print_rows(args: &Show) -> Result<(), CliError> {
    job::refuse_list(&args.texts)?;
    let mut opened = open::open_several(&args.texts, true)?;
    let others = std::mem::take(&mut opened.others);
    let mut state = open_session::state_of(opened, aligned);
    for other in others {
        several::add(&mut state, other, None, (usize::MAX, false));
    }
    let side = args.side.map(|side| match side {
        SideName::Source => Side::Source,
        SideName::Target => Side::Target,
    });
    say_notes(&state.texts.about);
    let mut out = print::out();
    show::print(&state, args.width, side, &mut out)?;
    Ok(out.flush()?)
}

fn doctor(calibrate: bool, screen: &args::Screen) -> Result<(), CliError> {
    let found = if calibrate {
        detect(Asking::Output)
    } else {
        detect(Asking::Terminal)
    };
    let facts = screen::facts(&config::Config::load(screen).settings, found);
    if calibrate {
        let config = config_folder()
            .ok_or_else(|| CliError::new(msg!("no home folder to save the answer in")))?;
        let said = doctor::calibrate(&facts, &config, language())?;
        let mut page = print::Page::default();
        page.line(language().say(said));
        print::page(&page)
    } else {
        print::page(&doctor::report(&facts, language()))
    }
}

/// Returns the settings folder: `$XDG_CONFIG_HOME/bayn`, or the system's
/// equivalent.
fn config_folder() -> Option<std::path::PathBuf> {
    use etcetera::BaseStrategy;
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.config_dir().join("bayn"))
}

/// Returns the state folder: `$XDG_STATE_HOME/bayn`, or
/// the system's equivalent.
fn state_folder() -> Option<std::path::PathBuf> {
    use etcetera::BaseStrategy;
    let base = etcetera::choose_base_strategy().ok()?;
    let folder = base.state_dir().unwrap_or_else(|| base.data_dir());
    Some(folder.join("bayn"))
}

/// Returns the cache folder: `$XDG_CACHE_HOME/bayn`, or the system's
/// equivalent.
fn cache_folder() -> Option<std::path::PathBuf> {
    use etcetera::BaseStrategy;
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.cache_dir().join("bayn"))
}

/// Aligns two documents by strings: fast, and sufficient for a first frame.
fn aligned(documents: Sides<Document>) -> Bitext {
    let beads = in_front(|| bayn_align::align_in_windows(&documents, |_share| ()));
    named(documents, beads)
}

/// Returns the way to align: by meaning, or by strings only.
fn aligner(no_model: bool) -> fn(Sides<Document>) -> Bitext {
    if no_model {
        aligned
    } else {
        aligned_by_meaning
    }
}

/// Aligns two documents by meaning too, if an encoder supports both languages.
fn aligned_by_meaning(documents: Sides<Document>) -> Bitext {
    let encoder = encoder::for_languages(&langs(documents.as_ref()));
    if encoder.is_none() {
        if let Some(error) = encoder::model_error() {
            say(msg!(
                "aligned by words and lengths only, because the model cannot be read: {error}",
                error
            ));
        }
        return aligned(documents);
    }
    let options = bayn_align::Options {
        encoder,
        ..bayn_align::Options::default()
    };
    let beads = bayn_align::align(&documents, &options).beads;
    named(documents, beads)
}

/// Returns whether texts of both languages can be aligned by meaning.
fn has_model_for(documents: Sides<&Document>) -> bool {
    encoder::is_available_for(&langs(documents))
}

/// Returns the primary subtags of the languages of two texts.
fn langs(documents: Sides<&Document>) -> [&str; 2] {
    Side::BOTH.map(|side| documents[side].lang.primary())
}

fn named(documents: Sides<Document>, beads: Vec<bayn_doc::Bead>) -> Bitext {
    let mut bitext = Bitext { documents, beads };
    bitext.name_beads();
    bitext
}

/// Prints on standard error what the reader would show in its status line.
fn say_notes(abouts: &Sides<About>) {
    for side in Side::BOTH {
        for note in &abouts[side].notes {
            say(note);
        }
    }
}

/// Returns what a format left out as one list, without the words that begin each line of it.
fn losses(lines: &[Message]) -> Message {
    Message::joined(lines.iter().cloned(), Separator::Dot)
}

/// Refuses to overwrite a file that was read: the last file was meant as input, or
/// the original would be lost. Call it before anything is written.
fn spare_inputs<'a>(
    out: &Path,
    inputs: impl IntoIterator<Item = &'a std::path::PathBuf>,
) -> Result<(), CliError> {
    let taken = |input: &&std::path::PathBuf| {
        if input.as_os_str() == "-" {
            disk::is_standard_input(out)
        } else {
            disk::is_same(out, input)
        }
    };
    match inputs.into_iter().find(taken) {
        None => Ok(()),
        Some(_) => Err(CliError::with_remedy(
            msg!(
                "{out} is an input and cannot be written too",
                out = bayn_text::shown_path(out)
            ),
            msg!("name another file to write"),
        )),
    }
}
