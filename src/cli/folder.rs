//! `bayn DIR` and `bayn LIST`: the pairs of a job, to choose from.

use crate::cli::args::Screen;
use crate::cli::config::Config;
use crate::cli::job::{self, Found, Job};
use crate::cli::pair;
use crate::cli::print;
use crate::cli::progress::{Hear, ProgressListener, Stage};
use crate::cli::recent;
use crate::cli::report::{CliError, GOOD};
use crate::cli::screen::{die_of, screen};
use crate::session::Setting;
use crate::tui::event_channel::channel;
use crate::tui::picker::{Line, Picked, Picker, Work, pick};
use crate::tui::signals;
use bayn_text::Message;
use bayn_text::message::Separator;
use std::io::{IsTerminal, stdin};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::thread;

/// The outcome of a job.
pub(crate) enum Choice {
    /// The command is finished.
    Ended(ExitCode),
    /// These texts are to be opened, and from them all others of the job, in the order of the list.
    Texts(Vec<PathBuf>, Vec<Vec<PathBuf>>),
}

/// Finds the pairs of a job, and lets the user choose one; without a terminal the pairs are printed.
pub(crate) fn choose(args: &Screen, job: &Job) -> Result<Choice, CliError> {
    let at_terminal = print::is_terminal() && stdin().is_terminal();
    if args.plain || args.accessible || !at_terminal {
        let page = match job {
            Job::Folder(folder) => {
                pair::table(&job::find(folder, &mut ProgressListener::default())?)
            }
            Job::List(..) => job.find(&mut ProgressListener::default())?.table(),
        };
        print::page(&page)?;
        return Ok(Choice::Ended(ExitCode::from(GOOD)));
    }
    let (look, modes) = screen(args)?;
    let (sender, outside) = channel()?;
    signals::listen(sender)?;
    let path = job.path();
    let name = Message::of(Path::new(path.file_name().unwrap_or(path.as_os_str())));
    let resumes = Config::load(args).settings.flag(Setting::Resume);
    let news = search(job.clone());
    let mut found = None;
    let mut heard = |picker: &mut Picker| hear(&news, &mut found, picker, &name, resumes);
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
    let all = found.pairs.iter().map(|pair| pair.files.to_vec()).collect();
    Ok(Choice::Texts(pair.files.to_vec(), all))
}

/// The messages of the search for pairs.
enum News {
    At(Stage),
    Done(Result<Found, CliError>),
}

impl Hear for Sender<News> {
    fn hear(&mut self, stage: Stage) {
        // Nobody may be waiting any more.
        let _gone = self.send(News::At(stage));
    }
}

/// Searches on a thread of its own, which ends with the process at the latest.
fn search(job: Job) -> Receiver<News> {
    let (mut sender, news) = mpsc::channel();
    thread::spawn(move || {
        let found = job.find(&mut sender);
        let _gone = sender.send(News::Done(found));
    });
    news
}

/// Receives and shows the messages of the search; the final result goes to `found`.
fn hear(
    news: &Receiver<News>,
    found: &mut Option<Result<Found, CliError>>,
    picker: &mut Picker,
    name: &Message,
    resumes: bool,
) -> Work {
    if found.is_some() {
        return Work::Done;
    }
    let mut stage = None;
    loop {
        match news.try_recv() {
            Ok(News::At(at)) => stage = Some(at),
            Ok(News::Done(Ok(pairs))) => {
                picker.fill(headed(name, pairs.summary()), lines(&pairs));
                if let Some(at) = last_read(&pairs).filter(|_| resumes) {
                    picker.begin_at(at);
                }
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

/// Returns which pair of the job was read last, if any was.
fn last_read(found: &Found) -> Option<usize> {
    let absolute = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
    let pairs: Vec<[PathBuf; 2]> = found
        .pairs
        .iter()
        .map(|pair| pair.files.each_ref().map(absolute))
        .collect();
    let read = recent::load(&crate::cli::state_folder()?);
    read.iter()
        .find_map(|entry| pairs.iter().position(|files| *files == *entry.files))
}

/// Returns the summary of a job, after its name.
fn headed(name: &Message, said: Message) -> Message {
    Message::joined([name.clone(), said], Separator::Colon)
}

fn lines(found: &Found) -> Vec<Line> {
    let pairs = found.pairs.iter();
    pairs
        .map(|pair| {
            let [source, target] = pair.names.clone();
            Line {
                kind: pair.kind.clone(),
                reviewed: pair.reviewed(),
                source,
                target,
                preview: pair.preview.clone(),
            }
        })
        .collect()
}
