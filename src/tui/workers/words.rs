//! Words: their links, the word index, glossary and dictionary entries.

use crate::lookup::{Dictionaries, Said};
use crate::session::Answer as Outcome;
use crate::session::concordance::WordIndex;
use crate::session::lookup::Answer;
use crate::session::ticket::TextId;
use crate::tui::workers::reply::Reply;
use bayn_align::WordLinker;
use bayn_align::encoder::{Encoder, knows_language};
use bayn_doc::{Bead, Bitext};
use bayn_doc::{Side, Sides};
use bayn_text::Lang;
use bayn_text::{Message, msg};
use std::thread;

/// From this many beads on, the linker learns from the text first.
const LEARN_FROM: usize = 50;
/// Up to this many; learning from more takes longer than it helps.
const LEARN_TO: usize = 20_000;

/// Looks up a word; sources that could not be opened are reported once, as an entry.
#[must_use]
pub fn looked_up(dictionaries: &mut Dictionaries, word: &str, lang: &Lang) -> Vec<Answer> {
    let said = dictionaries.look_up(word, lang);
    let mut answers: Vec<Answer> = said.into_iter().map(to_answer).collect();
    let errors = std::mem::take(&mut dictionaries.errors);
    if !errors.is_empty() {
        answers.push(Answer {
            from: msg!("could not be run"),
            lines: errors,
            ..Answer::default()
        });
    }
    answers
}

fn to_answer(said: Said) -> Answer {
    Answer {
        from: Message::name(said.from),
        headword: said.headword,
        lines: said.lines,
        is_glossary: said.is_glossary,
    }
}

/// Indexes all words of both texts, each text on its own thread.
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

/// Links words: quickly first, by meaning once the encoder is loaded. What it learned from a
/// text is valid for that text.
#[derive(Default)]
pub(super) struct Linker {
    best: Option<(TextId, WordLinker<'static>)>,
}

impl Linker {
    /// Returns the links of a bead, and sends quick ones first if the best take long.
    pub(super) fn link(&mut self, bitext: &Bitext, bead: &Bead, reply: &Reply) -> Outcome {
        let text = &reply.ticket().text;
        let outcome = |links, is_best| Outcome::WordsLinked(bead.sentences.clone(), links, is_best);
        if self.best.as_ref().is_some_and(|(of, _)| of != text) {
            self.best = None;
        }
        if self.best.is_none() {
            let quick = WordLinker::new(None).links(bitext, bead);
            reply.send(outcome(quick, false));
        }
        let (_, linker) = self
            .best
            .get_or_insert_with(|| (text.clone(), learned(bitext)));
        outcome(linker.links(bitext, bead), true)
    }
}

/// Returns a linker that has learned from a text.
fn learned(bitext: &Bitext) -> WordLinker<'static> {
    let known = Side::BOTH
        .into_iter()
        .all(|side| knows_language(bitext.documents[side].lang.primary()));
    let mut linker = WordLinker::new(Encoder::load().filter(|_| known));
    if (LEARN_FROM..=LEARN_TO).contains(&bitext.beads.len()) {
        linker.learn(bitext);
    }
    linker
}
