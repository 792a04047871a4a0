//! `bayn A B`: the reader on the terminal, or its rows as plain text where there is none.

use crate::cli::args::{Cli, Screen, Texts};
use crate::cli::config::Config;
use crate::cli::judgements::{self, Judged};
use crate::cli::library::FileLibrary;
use crate::cli::open::{Input, open, open_several};
use crate::cli::report::{CliError, GOOD};
use crate::cli::{dictionaries, folder, memory, model, print, project, several};
use crate::session::alone::how_to_add;
use crate::session::keymaps::Named;
use crate::session::{Notice, Refining, Setting, Settings, State, Tutor};
use crate::store::{Remembered, TextName};
use crate::tui::autosave::Autosave;
use crate::tui::detect::detect;
use crate::tui::external::External;
use crate::tui::library::Opening;
use crate::tui::post::{Receiver, Sender, channel};
use crate::tui::run::{Ended, run};
use crate::tui::signals;
use crate::tui::terminal::Modes;
use crate::tui::view::Look;
use bayn_doc::Sides;
use bayn_doc::{Bitext, Document};
use bayn_review::proposal::{Judge, place};
use bayn_text::Message;
use bayn_text::msg;
use bayn_text::plural;
use bayn_text::shown_path;
use harf::encode::Encoding;
use harf::shape::{Shaping, Tashkeel};
use harf::terminal::{Asking, Choice, Facts, parse_choice};
use std::io::{IsTerminal, Write, stdin};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Texts with more sentences than this, both sides together, are drawn before they are
/// aligned; aligning fewer takes less time than drawing twice.
const ALIGN_FIRST: usize = 1500;

/// Reads.
pub(crate) fn read(args: &Cli) -> Result<ExitCode, CliError> {
    let mut args = args.clone();
    // A terminal that knows no positions is written to in lines.
    args.screen.accessible |= std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let args = &args;
    if let Some(folder) = folder::named(&args.texts.files) {
        return folder::read(args, folder);
    }
    if args.screen.plain || !print::is_terminal() {
        let mut opened = open_several(&args.texts, true)?;
        let others = std::mem::take(&mut opened.others);
        let mut state = state_of(opened, crate::cli::aligned);
        for other in others {
            several::add(&mut state, other, None, (usize::MAX, false));
        }
        crate::cli::say_notes(&state.about);
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
    let mut library = FileLibrary::new(args.clone(), config);
    let opening = library.first()?;
    on_screen(&args.screen, opening, &mut library, channel)
}

/// Makes a session of texts that are to be opened: a part of a long memory; texts with their
/// review, or aligned. Texts that take long are shown first and aligned beside.
pub(crate) fn open_session(
    args: &Cli,
    rater: &str,
    release: &mut dyn FnMut(),
) -> Result<Opening, CliError> {
    let texts = &args.texts;
    if let Some((memory, state)) = memory::open(texts)? {
        release();
        return Ok(Opening {
            state,
            autosave: Autosave::default(),
            parts: Some(memory),
        });
    }
    let mut opened = open_several(texts, true)?;
    release();
    let others = std::mem::take(&mut opened.others);
    let mut project = project::open(&opened.sides, texts, args.project.as_deref());
    let sides = &opened.sides;
    let kept: Vec<_> = others
        .iter()
        .map(|other| several::kept(&sides.source, other, texts))
        .collect();
    let count = sides.source.document.sentences.len() + sides.target.document.sentences.len();
    let documents = Sides::new(&sides.source.document, &sides.target.document);
    // A review keeps the alignment that it was made on, and a file the one that it gives.
    let meaning = !args.no_model && crate::cli::has_model_for(documents);
    let by_meaning = meaning && opened.beads.is_none() && project.review.is_none();
    let remembered = remembered(args, documents).filter(|_| by_meaning);
    let recalled = remembered
        .as_ref()
        .and_then(|place| place.recall(documents));
    let is_recalled = recalled.is_some();
    let mut state = if let Some(review) = project.review.take() {
        review.state(opened.sides)
    } else if let Some(beads) = recalled {
        state_of(opened, |documents| crate::cli::named(documents, beads))
    } else if count <= ALIGN_FIRST || opened.beads.is_some() {
        state_of(opened, crate::cli::aligned)
    } else {
        let mut state = state_of(opened, drafted);
        // Aligned beside the loop, as soon as that begins.
        state.progress = Some(0.0);
        state
    };
    if by_meaning && !is_recalled {
        state.refining = Some(Refining::new(&state.bitext));
    }
    if let Some(work) = &mut state.refining {
        work.by_strings = !meaning;
    }
    for (other, beads) in others.into_iter().zip(kept) {
        several::add(&mut state, other, beads, (ALIGN_FIRST, !args.no_model));
    }
    state.judges = Arc::new(judges(args, &state.bitext)?);
    let placed = state.judges.iter().map(|judge| place(judge, &state.bitext));
    let strays: usize = placed.map(|(_, strays)| strays).sum();
    if strays > 0 {
        state.message = Some(Notice::bad(plural!(
            "1 segment with proposals is not in these texts",
            "{count} segments with proposals are not in these texts",
            count = strays
        )));
    }
    state.review.rater = reviewer(rater);
    state.review.read_only = project.read_only;
    if let Some(said) = project.said {
        state.message = Some(said);
    }
    Ok(Opening {
        state,
        autosave: project.autosave.remembering(remembered),
        parts: None,
    })
}

/// Reads what automatic judges marked; each file is a judge, named in it or after it.
fn judges(args: &Cli, bitext: &Bitext) -> Result<Vec<Judge>, CliError> {
    let read = |path: &PathBuf| match judgements::read(path, Some(bitext))? {
        Judged::RatedSegments(rated) => {
            let mut names = rated.segments.iter().map(|segment| segment.rater.as_str());
            let first = names.next().unwrap_or_default();
            let name = match first.is_empty() || names.any(|name| name != first) {
                true => shown_path(path.file_stem().unwrap_or_default()),
                false => first.to_owned(),
            };
            Ok(Judge { name, rated })
        }
        _ => Err(CliError::with_remedy(
            msg!(
                "{path} holds no error spans of a judge",
                path = shown_path(path)
            ),
            msg!("`bayn import` takes other judgements into the review"),
        )),
    };
    args.proposals.iter().map(read).collect()
}

/// Returns who reviews: as set, else the user.
fn reviewer(set: &str) -> String {
    if set.is_empty() {
        project::rater()
    } else {
        set.to_owned()
    }
}

/// Reads the bundled sample with a lesson in the bottom line; what is written about it goes
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
    state.tutor = Some(Tutor::default());
    let names = Sides::from_fn(|side| TextName {
        name: state.about[side].name.clone(),
        lang: state.bitext.documents[side].lang.tag().to_owned(),
    });
    let channel = channel()?;
    let mut config = Config::load(screen);
    config.check_flag(screen)?;
    state.review.rater = reviewer(config.settings.get(Setting::Rater));
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
    on_screen(screen, opening, &mut library, channel)
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
    if state.message.is_none() && !screen.accessible {
        let hint = facts.hint().map(crate::cli::terminal::hint);
        state.message = hint.map(|hint| Notice::bad(Message::label(hint)));
    }
    let look = library.look(&facts);
    signals::listen(sender.clone())?;
    let named = Named::by_name(state.home.settings.get(Setting::Keymap));
    if let Some(side) = state.alone().filter(|_| state.message.is_none()) {
        let how = how_to_add(&state.about[side].name);
        state.message = Some(Notice::good(how));
    }
    let in_link = named.is_some_and(|named| named.link);
    state.link.on = in_link && state.review.read_only.is_none() && state.alone().is_none();
    let modes = Modes {
        mouse: state.home.settings.flag(Setting::Mouse) && !screen.accessible,
        linear: screen.accessible,
        facts,
    };
    let sources =
        dictionaries::sources(&screen.dict, &library.dictionary_settings(), &opening.state)?;
    let channel = (sender, receiver);
    match run(opening, look, modes, channel, library, sources)? {
        Ended::Quit => Ok(ExitCode::from(GOOD)),
        Ended::Signal(signal) => Ok(die_of(signal)),
    }
}

/// Returns what the terminal says of itself; where everything is said in lines, nothing is
/// asked, since a question is an escape sequence.
pub(crate) fn terminal_facts(screen: &Screen) -> Facts {
    if screen.accessible {
        Facts::unasked()
    } else {
        detect(Asking::Output)
    }
}

/// Returns where the alignment of two texts is remembered, if it may be.
fn remembered(args: &Cli, documents: Sides<&Document>) -> Option<Remembered> {
    let folder = crate::cli::cache_folder().filter(|_| !args.no_cache)?;
    let langs = crate::cli::langs(documents);
    let recipe = bayn_align::recipe(bayn_align::encoder::stamp_for(&langs));
    let recipe = format!("{} {recipe:x}", env!("CARGO_PKG_VERSION"));
    Some(Remembered::new(
        &folder.join("alignments"),
        documents,
        &recipe,
    ))
}

/// Returns how the terminal is written to: what settings leave open, calibration and the
/// terminal decide.
pub(crate) fn facts(settings: &Settings, found: Facts) -> Facts {
    let mut facts = found;
    if let Some(folder) = crate::cli::config_folder() {
        facts = crate::cli::doctor::with_calibration(facts, &folder);
    }
    // The table of settings allows no other words.
    let choice = Choice {
        bidi: parse_choice::<Encoding>(settings.get(Setting::Bidi)).unwrap_or(None),
        shaping: parse_choice::<Shaping>(settings.get(Setting::Shaping)).unwrap_or(None),
        tashkeel: parse_choice::<Tashkeel>(settings.get(Setting::Tashkeel)).unwrap_or(None),
    };
    facts.chosen(choice)
}

/// Returns how a screen beside the reader looks, and the modes that it enters.
pub(crate) fn screen(args: &Screen) -> Result<(Look, Modes), CliError> {
    let mut config = Config::load(args);
    config.check_flag(args)?;
    let facts = facts(&config.settings, terminal_facts(args));
    let look = config.look(&facts);
    let modes = Modes {
        mouse: config.settings.flag(Setting::Mouse),
        linear: false,
        facts,
    };
    Ok((look, modes))
}

/// Makes the state of a session from what was opened and a way to align texts.
pub(crate) fn state_of(input: Input, align: impl FnOnce(Sides<Document>) -> Bitext) -> State {
    let (bitext, abouts, _) = input.into_bitext(align);
    State::new(bitext, abouts)
}

/// Pairs sentences by their place in the text alone, to have something to show.
fn drafted(documents: Sides<Document>) -> Bitext {
    let mut bitext = Bitext {
        beads: bayn_align::draft([
            documents.source.sentences.len(),
            documents.target.sentences.len(),
        ]),
        documents,
    };
    bitext.name_beads();
    bitext
}

/// Ends as the signal would have ended the process.
pub(crate) fn die_of(signal: i32) -> ExitCode {
    #[cfg(unix)]
    {
        let _returned = signal_hook::low_level::emulate_default_handler(signal);
    }
    ExitCode::from(u8::try_from(128 + signal).unwrap_or(crate::cli::report::FAILED))
}
