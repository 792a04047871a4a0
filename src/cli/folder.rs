//! `bayn DIR`: the texts of a folder that belong together, to choose from.

use crate::cli::args::Screen;
use crate::cli::pair::{self, Hear, Herald, Paired, Stage};
use crate::cli::print;
use crate::cli::report::{CliError, GOOD};
use crate::cli::screen::{die_of, screen};
use crate::tui::picker::{Line, Picked, Picker, Work, pick};
use crate::tui::post::channel;
use crate::tui::signals;
use bayn_review::compare::Pairing;
use bayn_text::Message;
use bayn_text::message::{Number, Separator};
use bayn_text::msg;
use bayn_text::plural;
use bayn_text::shown_path;
use std::io::{IsTerminal, stdin};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::thread;

/// Returns the folder that is to be opened, if it is one.
pub(crate) fn named(files: &[PathBuf]) -> Option<&Path> {
    match files {
        [only] if only.is_dir() => Some(only),
        _ => None,
    }
}

/// What came of a folder.
pub(crate) enum Choice {
    /// The command is done.
    Ended(ExitCode),
    /// These texts are to be read, and from them all of the folder, in the order of the list.
    Texts(Vec<PathBuf>, Vec<Vec<PathBuf>>),
}

/// Finds the pairs of a folder, and lets the user choose one; without a terminal the
/// pairs are printed.
pub(crate) fn choose(args: &Screen, folder: &Path) -> Result<Choice, CliError> {
    let at_terminal = print::is_terminal() && stdin().is_terminal();
    if args.plain || args.accessible || !at_terminal {
        let found = find(folder, &mut Herald::default())?;
        print::page(&pair::table(&found))?;
        return Ok(Choice::Ended(ExitCode::from(GOOD)));
    }
    let (look, modes) = screen(args)?;
    let (sender, outside) = channel()?;
    signals::listen(sender)?;
    let name = Message::of(folder);
    let news = search(folder.to_owned());
    let mut found = None;
    let mut heard = |picker: &mut Picker| hear(&news, &mut found, picker, &name, folder);
    let picked = match pick(Picker::default(), &look, modes, &outside, &mut heard)? {
        Picked::Signal(signal) => return Ok(Choice::Ended(die_of(signal))),
        Picked::Nothing => None,
        Picked::Line(at) => Some(at),
    };
    let found = found.transpose()?;
    let chosen = found.as_ref().zip(picked);
    let Some((found, pair)) = chosen.and_then(|(found, at)| Some((found, found.pairs.get(at)?)))
    else {
        return Ok(Choice::Ended(ExitCode::from(GOOD)));
    };
    let file = |at: usize| found.files.get(at).cloned().unwrap_or_default();
    let texts = |pair: &Pairing| vec![file(pair.source), file(pair.target)];
    let all = found.pairs.iter().map(texts).collect();
    Ok(Choice::Texts(texts(pair), all))
}

/// Finds the pairs of a folder, of which there is at least one.
fn find(folder: &Path, herald: &mut dyn Hear) -> Result<Paired, CliError> {
    let found = pair::find(&[folder.to_owned()], true, herald)?;
    if found.pairs.is_empty() {
        return Err(CliError::with_remedy(
            msg!(
                "no two texts in {folder} belong together",
                folder = shown_path(folder)
            ),
            msg!("name the two files to read them side by side anyway"),
        ));
    }
    Ok(found)
}

/// What the search for pairs sends.
enum News {
    At(Stage),
    Done(Result<Paired, CliError>),
}

impl Hear for Sender<News> {
    fn hear(&mut self, stage: Stage) {
        // Nobody may wait for it any more.
        let _gone = self.send(News::At(stage));
    }
}

/// Searches a folder on a thread of its own, which ends with the process at the latest.
fn search(folder: PathBuf) -> Receiver<News> {
    let (mut sender, news) = mpsc::channel();
    thread::spawn(move || {
        let found = find(&folder, &mut sender);
        let _gone = sender.send(News::Done(found));
    });
    news
}

/// Takes what the search has sent and shows it; what was found in the end goes to `found`.
fn hear(
    news: &Receiver<News>,
    found: &mut Option<Result<Paired, CliError>>,
    picker: &mut Picker,
    name: &Message,
    folder: &Path,
) -> Work {
    if found.is_some() {
        return Work::Done;
    }
    let mut stage = None;
    loop {
        match news.try_recv() {
            Ok(News::At(at)) => stage = Some(at),
            Ok(News::Done(Ok(pairs))) => {
                picker.fill(headed(name, summary(&pairs)), lines(&pairs, folder));
                *found = Some(Ok(pairs));
                return Work::Done;
            }
            Ok(News::Done(Err(error))) => {
                *found = Some(Err(error));
                return Work::Failed;
            }
            Err(TryRecvError::Empty) => break,
            Err(TryRecvError::Disconnected) => return Work::Failed,
        }
    }
    if let Some(stage) = stage {
        picker.head(headed(name, stage.sentence()));
    }
    Work::GoesOn
}

/// What is said of a folder, behind its name.
fn headed(name: &Message, said: Message) -> Message {
    Message::joined([name.clone(), said], Separator::Colon)
}

/// What was found, in a few words.
fn summary(found: &Paired) -> Message {
    let count = |kind: bayn_review::compare::Kind| {
        found.pairs.iter().filter(|pair| pair.kind == kind).count()
    };
    let lonely = found.lonely().count();
    let translations = count(bayn_review::compare::Kind::Translation);
    let comparable = count(bayn_review::compare::Kind::Comparable);
    let mut parts = vec![plural!(
        "1 with a translation",
        "{translations} with a translation",
        translations
    )];
    if comparable > 0 {
        parts.push(msg!("{comparable} about the same event", comparable));
    }
    if lonely > 0 {
        parts.push(msg!("{lonely} without a partner", lonely));
    }
    Message::joined(parts, Separator::Comma)
}

fn lines(found: &Paired, folder: &Path) -> Vec<Line> {
    let name = |at: usize| {
        let path = found.files.get(at).map_or(Path::new(""), PathBuf::as_path);
        shown_path(path.strip_prefix(folder).unwrap_or(path))
    };
    let line = |pair: &Pairing| Line {
        kind: Message::joined(
            [
                Message::of(Number::decimal(pair.score.value(), 2)),
                Message::label(pair.kind.name()),
            ],
            Separator::Gap,
        ),
        source: name(pair.source),
        target: name(pair.target),
        preview: [pair.source, pair.target]
            .map(|at| found.previews.get(at).cloned().unwrap_or_default()),
    };
    found.pairs.iter().map(line).collect()
}
