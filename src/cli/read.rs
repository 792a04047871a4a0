//! `bayn A B`: the reader on the terminal, or its rows as plain text if there is none.

use crate::cli::args::{Cli, Screen, Texts, near_task};
use crate::cli::config::Config;
use crate::cli::job::Job;
use crate::cli::library::FileLibrary;
use crate::cli::open::{open, open_several};
use crate::cli::open_session::{reviewer, state_of};
use crate::cli::report::{CliError, GOOD};
use crate::cli::screen::{die_of, terminal_facts};
use crate::cli::{dictionaries, folder, model, print, several};
use crate::session::alone::how_to_add;
use crate::session::keymaps::Named;
use crate::session::{Notice, Setting, Tutor};
use crate::store::TextName;
use crate::tui::autosave::Autosave;
use crate::tui::ended::Ended;
use crate::tui::event_channel::{Receiver, Sender, channel};
use crate::tui::external::External;
use crate::tui::library::Opening;
use crate::tui::modes::Modes;
use crate::tui::run::run;
use crate::tui::signals;
use bayn_doc::Sides;
use bayn_text::Message;
use bayn_text::{msg, shown_path};
use std::io::{IsTerminal, Write, stdin};
use std::path::PathBuf;
use std::process::ExitCode;

/// Reads.
pub(crate) fn read(args: &Cli) -> Result<ExitCode, CliError> {
    let mut args = args.clone();
    // On a terminal without cursor addressing output is line by line.
    args.screen.accessible |= std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let args = &args;
    refuse_misspelt(&args.texts.files)?;
    let Some(job) = Job::named(&args.texts.files)? else {
        return read_texts(args, Vec::new(), false);
    };
    let is_list = matches!(job, Job::List(..));
    match folder::choose(&args.screen, &job)? {
        folder::Choice::Ended(code) => Ok(code),
        folder::Choice::Texts(files, job) => {
            let mut args = args.clone();
            args.texts.files = files;
            read_texts(&args, job, is_list)
        }
    }
}

/// Rejects a word that is not a file but similar to a subcommand.
fn refuse_misspelt(files: &[PathBuf]) -> Result<(), CliError> {
    let word = files.first().and_then(|path| path.to_str());
    let is_word = |word: &&str| word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let missing = word
        .filter(is_word)
        .filter(|word| !PathBuf::from(word).exists());
    match missing.and_then(|word| Some((word, near_task(word)?))) {
        None => Ok(()),
        Some((word, near)) => Err(CliError::with_remedy(
            msg!("{shown} does not exist", shown = shown_path(word)),
            msg!("did you mean `{near}`?", near = format!("bayn {near}")),
        )),
    }
}

/// Reads the texts that the command line names; `job` are all texts of the folder or list that was
/// opened.
fn read_texts(args: &Cli, job: Vec<Vec<PathBuf>>, is_list: bool) -> Result<ExitCode, CliError> {
    if args.screen.plain || !print::is_terminal() {
        let mut opened = open_several(&args.texts, true)?;
        let others = std::mem::take(&mut opened.others);
        let mut state = state_of(opened, crate::cli::aligned);
        for other in others {
            several::add(&mut state, other, None, (usize::MAX, false));
        }
        crate::cli::say_notes(&state.texts.about);
        let mut out = print::out();
        crate::cli::show::print(&state, 100, None, &mut out)?;
        out.flush()?;
        return Ok(ExitCode::from(GOOD));
    }
    let channel = channel()?;
    let mut args = args.clone();
    args.texts.reading.ask = stdin().is_terminal();
    let mut config = Config::start(&args.screen);
    config.check_flag(&args.screen)?;
    if !args.no_model {
        config.mistakes.extend(model::offer_set(&config.settings));
    }
    let mut library = FileLibrary::new(args.clone(), config).with_job(job, is_list);
    let opening = library.first()?;
    on_screen(&args.screen, opening, &mut library, channel)
}

/// Reads the bundled sample with a lesson in the bottom line; annotations are discarded
/// with the tutorial.
pub(crate) fn tutor(screen: &Screen) -> Result<ExitCode, CliError> {
    if !print::is_terminal() {
        return Err(CliError::with_remedy(
            msg!("the tutorial needs a terminal"),
            msg!("`bayn show` prints the sample, `bayn keys` the keys"),
        ));
    }
    let desk = tempfile::tempdir()?;
    let mut state = state_of(open(&Texts::default(), true)?, crate::cli::aligned);
    state.reading.tutor = Some(Tutor::default());
    let names = Sides::from_fn(|side| TextName {
        name: state.texts.about[side].name.clone(),
        lang: state.texts.bitext.documents[side].lang.tag().to_owned(),
    });
    let channel = channel()?;
    let mut config = Config::load(screen);
    config.check_flag(screen)?;
    state.reviewing.review.rater = reviewer(config.settings.get(Setting::Rater));
    let args = Cli {
        command: None,
        texts: Texts::default(),
        project: None,
        proposals: Vec::new(),
        screen: screen.clone(),
        lang_ui: None,
        no_model: true,
        model: None,
        no_cache: true,
    };
    let mut library = FileLibrary::new(args, config);
    let mut opening = Opening {
        state,
        autosave: Autosave::new(vec![desk.path().join("tutor.bayn.jsonl")], names),
        parts: None,
    };
    library.apply_settings(&mut opening.state);
    let code = on_screen(screen, opening, &mut library, channel)?;
    if code == ExitCode::from(GOOD) {
        print::say(msg!(
            "the tutorial is closed; `bayn tutor` begins it again, `bayn A B` opens two texts"
        ));
    }
    Ok(code)
}

/// Runs the reader on the terminal until the user leaves.
fn on_screen(
    screen: &Screen,
    mut opening: Opening,
    library: &mut FileLibrary,
    (sender, receiver): (Sender<External>, Receiver<External>),
) -> Result<ExitCode, CliError> {
    let facts = library.detect(terminal_facts(screen));
    let state = &mut opening.state;
    if state.ui.message.is_none() && !screen.accessible {
        let hint = facts.hint().map(crate::cli::terminal::hint);
        state.ui.message = hint.map(|hint| Notice::bad(Message::label(hint)));
    }
    let look = library.look(&facts);
    signals::listen(sender.clone())?;
    let named = Named::by_name(state.home.settings.get(Setting::Keymap));
    if let Some(side) = state.texts.alone().filter(|_| state.ui.message.is_none()) {
        let how = how_to_add(&state.texts.about[side].name);
        state.ui.message = Some(Notice::good(how));
    }
    let in_link = named.is_some_and(|named| named.link);
    state.aligning.link.on =
        in_link && state.reviewing.review.read_only.is_none() && state.texts.alone().is_none();
    let modes = Modes {
        mouse: state.home.settings.flag(Setting::Mouse) && facts.mouse && !screen.accessible,
        linear: screen.accessible,
        facts,
    };
    let langs = opening.state.texts.bitext.documents.as_ref();
    let langs = langs.map(|document| document.lang.clone());
    let sources = dictionaries::sources(&screen.dict, &library.dictionary_settings(), &langs)?;
    let channel = (sender, receiver);
    match run(opening, look, modes, channel, library, sources)? {
        Ended::Quit => Ok(ExitCode::from(GOOD)),
        Ended::Signal(signal) => Ok(die_of(signal)),
    }
}
