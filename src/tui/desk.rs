//! Work that the reader asks for and does not wait for: word links, the index of words,
//! glossaries and dictionaries. Each kind has a thread of its own, started when it is first
//! wanted; answers come back as events.

use crate::align::WordLinker;
use crate::align::encoder::Encoder;
use crate::doc::Bitext;
use crate::lookup::{Said, Shelf, Sources};
use crate::session::Event;
use crate::session::concordance::WordIndex;
use crate::session::lookup::Answer;
use crate::text::Lang;
use crate::tui::post::Sender;
use crate::units::{Side, Sides};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, channel};
use std::thread;

/// From this many beads on, the linker learns from the text first.
const LEARN_FROM: usize = 50;
/// Up to this many; learning from more takes longer than it helps.
const LEARN_TO: usize = 20_000;

/// A bead whose words are to be linked.
type Linked = (Arc<Bitext>, usize);

/// The threads that were started, by what they are sent.
pub struct Desk {
    answers: Sender<Event>,
    sources: Sources,
    links: Option<mpsc::Sender<Linked>>,
    words: Option<mpsc::Sender<(String, Lang)>>,
}

impl Desk {
    /// Returns a desk that sends its answers to `answers`.
    #[must_use]
    pub const fn new(answers: Sender<Event>, sources: Sources) -> Self {
        Self {
            answers,
            sources,
            links: None,
            words: None,
        }
    }

    /// Has the words of a bead linked.
    pub fn link(&mut self, bitext: Arc<Bitext>, bead: usize) {
        let answers = &self.answers;
        let sender = self.links.get_or_insert_with(|| {
            let (sender, receiver) = channel();
            let answers = answers.clone();
            thread::spawn(move || link_all(&receiver, &answers));
            sender
        });
        // A thread that is gone answers nothing, and nothing waits for it.
        let _gone = sender.send((bitext, bead));
    }

    /// Has the places of all words found.
    pub fn index(&self, bitext: Arc<Bitext>) {
        let answers = self.answers.clone();
        thread::spawn(move || {
            let _gone = answers.send(Event::WordsIndexed(Arc::new(index(&bitext))));
        });
    }

    /// Has a word looked up.
    pub fn look_up(&mut self, word: String, lang: Lang) {
        let (answers, sources) = (&self.answers, &self.sources);
        let sender = self.words.get_or_insert_with(|| {
            let (sender, receiver) = channel::<(String, Lang)>();
            let answers = answers.clone();
            let mut shelf = Shelf::new(sources.clone());
            thread::spawn(move || {
                for (word, lang) in receiver {
                    let event = looked_up(&mut shelf, word, &lang);
                    if answers.send(event).is_err() {
                        break;
                    }
                }
            });
            sender
        });
        let _gone = sender.send((word, lang));
    }
}

/// Looks a word up; what could not be opened is told as an answer too, once.
#[must_use]
pub fn looked_up(shelf: &mut Shelf, word: String, lang: &Lang) -> Event {
    let said = shelf.look_up(&word, lang);
    let mut answers: Vec<Answer> = said.into_iter().map(answer).collect();
    let faults = std::mem::take(&mut shelf.faults);
    if !faults.is_empty() {
        answers.push(Answer {
            from: "could not be asked".to_owned(),
            lines: faults,
            ..Answer::default()
        });
    }
    Event::LookedUp(word, answers)
}

fn answer(said: Said) -> Answer {
    Answer {
        from: said.from,
        headword: said.headword,
        lines: said.lines,
        is_glossary: said.is_glossary,
    }
}

/// Finds the places of all words of both texts, each on a thread.
#[must_use]
pub fn index(bitext: &Bitext) -> Sides<WordIndex> {
    let documents = bitext.documents.as_ref();
    thread::scope(|scope| {
        let source = scope.spawn(|| WordIndex::of(documents.source));
        let target = WordIndex::of(documents.target);
        let source = source.join();
        Sides::new(
            source.unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            target,
        )
    })
}

/// Links beads as they come: quickly first, by meaning once the encoder is there.
fn link_all(beads: &Receiver<Linked>, answers: &Sender<Event>) {
    let mut quick = WordLinker::new(None);
    let mut best: Option<WordLinker<'static>> = None;
    for (bitext, at) in beads {
        let Some(bead) = bitext.beads.get(at) else {
            continue;
        };
        let known = Side::BOTH.into_iter().all(|side| {
            crate::align::encoder::knows_language(bitext.documents[side].lang.primary())
        });
        if best.is_none() {
            let links = quick.links(&bitext, bead);
            let found = Event::WordsLinked(bead.sentences.clone(), links, false);
            if answers.send(found).is_err() {
                return;
            }
        }
        let linker = best.get_or_insert_with(|| {
            let mut linker = WordLinker::new(Encoder::load().filter(|_| known));
            if (LEARN_FROM..=LEARN_TO).contains(&bitext.beads.len()) {
                linker.learn(&bitext);
            }
            linker
        });
        let links = linker.links(&bitext, bead);
        let found = Event::WordsLinked(bead.sentences.clone(), links, true);
        if answers.send(found).is_err() {
            return;
        }
    }
}
