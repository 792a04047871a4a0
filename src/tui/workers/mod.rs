//! Workers: long-running work is done in the background, and its answers return with the ticket.
//!
//! ```text
//!   session ─ Effect::Work(ticket, work) ─► Workers::start ─► a thread ─► job
//!   session ◄─ Event::Answer(ticket, answer) ─ one channel ◄───────────────┘
//! ```
//!
//! Threads for the reader are started only here. Every piece of work has one final
//! answer: its result, why there is none, or, if the work panicked or no thread could be started,
//! that it failed.

mod checks;
mod lane;
pub mod links;
mod reply;
pub mod texts;
mod voice;
pub mod words;

pub use checks::{checked, compared};
pub use links::refined;

use crate::lookup::{Dictionaries, Sources};
use crate::session::several::Stage;
use crate::session::{Answer, Notice, Ticket, Work};
use crate::tui::event_channel::Sender;
use crate::tui::external::External;
use crate::tui::library::Parts;
use crate::tui::workers::lane::Lane;
use crate::tui::workers::links::encoder;
use crate::tui::workers::reply::{Reply, beside, quietly};
use crate::tui::workers::voice::Voice;
use crate::tui::workers::words::Linker;
use bayn_align::align_in_windows;
use bayn_doc::Sides;
use bayn_doc::{Bead, Bitext};
use bayn_text::Lang;
use bayn_text::msg;
use std::sync::Arc;

/// Starts work and sends its answers to the loop.
pub struct Workers {
    answers: Sender<External>,
    sources: Sources,
    /// The parts of the file that is open, if it is read part by part.
    pub parts: Option<Arc<dyn Parts>>,
    links: Lane<(Arc<Bitext>, Bead)>,
    lookups: Lane<(String, Lang)>,
    voice: Voice,
}

impl Workers {
    /// Returns workers that send to `answers`.
    #[must_use]
    pub fn new(answers: Sender<External>, sources: Sources, parts: Option<Arc<dyn Parts>>) -> Self {
        Self {
            answers,
            sources,
            parts,
            links: Lane::new(),
            lookups: Lane::new(),
            voice: Voice::default(),
        }
    }

    /// Starts a piece of work.
    pub fn start(&mut self, ticket: Ticket, work: Work) {
        let reply = Reply::new(ticket, work.task(), self.answers.clone());
        match work {
            Work::LinkWords(bitext, bead) => {
                // Of the queued pairs only the last is still displayed.
                let run =
                    |linker: &mut Linker, (bitext, bead): (Arc<Bitext>, Bead), reply: &Reply| {
                        Ok(linker.link(&bitext, &bead, reply))
                    };
                self.links
                    .submit(reply, (bitext, bead), true, Linker::default, run);
            }
            Work::LookUp(word, lang) => {
                let sources = self.sources.clone();
                let make = move || Dictionaries::new(sources.clone());
                let run =
                    |dictionaries: &mut Dictionaries, (word, lang): (String, Lang), _: &Reply| {
                        let answers = words::looked_up(dictionaries, &word, &lang);
                        Ok(Answer::LookedUp(word, answers))
                    };
                self.lookups.submit(reply, (word, lang), false, make, run);
            }
            Work::Speak(turn, command, lang, text) => {
                self.voice.speak(reply, turn, &command, (&lang, &text));
            }
            work => {
                let parts = self.parts.clone();
                beside(reply, move |reply| job(work, parts.as_deref(), reply));
            }
        }
    }

    /// Stops reading aloud.
    pub fn hush(&self) {
        self.voice.hush();
    }

    /// Does background work without answer.
    pub fn quietly(&self, job: impl FnOnce() + Send + 'static) {
        quietly(job);
    }
}

/// Does a piece of work. It owns the texts, so that they are released before its answer is
/// sent: the next change of them need not copy.
fn job(work: Work, parts: Option<&dyn Parts>, reply: &Reply) -> Result<Answer, Notice> {
    let no_parts = || Notice::bad(msg!("the whole file is open already"));
    Ok(match work {
        Work::Align(bitext) => {
            let beads = align_in_windows(&bitext.documents, |share| {
                reply.send(Answer::Progress(share));
            });
            let mut named = Bitext {
                beads,
                ..Bitext::default()
            };
            named.name_beads();
            Answer::Aligned(named.beads)
        }
        Work::AlignText(main, at, text) => {
            let source = main.documents.source.clone();
            let documents = Sides::new(source, text.document.clone());
            Answer::TextAligned(at, align_in_windows(&documents, |_share| ()))
        }
        Work::CountParts => Answer::PartsCounted(parts.ok_or_else(no_parts)?.count()?),
        Work::Turn(at) => {
            let bitext = parts.ok_or_else(no_parts)?.part(at)?;
            Answer::Turned(at, Arc::new(bitext))
        }
        Work::Check(bitext, options) => Answer::Checked(checked(&bitext, &options)),
        Work::Compare(bitext) => Answer::Compared(Arc::new(compared(&bitext))),
        Work::Refine(bitext, run, by_meaning) => {
            let encoder = by_meaning.then(|| encoder(&bitext)).flatten();
            Answer::Refined(refined(&bitext, run, encoder))
        }
        Work::RefineText(main, at, text) => {
            let beads = texts::refine(main, text, |beads| {
                reply.send(Answer::TextRefined(at, beads.to_vec(), Stage::Quick))
            });
            Answer::TextRefined(at, beads, Stage::Done)
        }
        Work::IndexWords(bitext) => Answer::WordsIndexed(Arc::new(words::index(&bitext))),
        Work::Realign(bitext, bead, run) => {
            let beads = links::realigned(&bitext, run.clone(), encoder(&bitext));
            Answer::Realigned(bead, run, beads)
        }
        Work::Explain(bitext, bead) => {
            let at = bitext.index_of(bead);
            let why = at.and_then(|at| links::explained(&bitext, at, encoder(&bitext)));
            Answer::Explained(bead, why)
        }
        Work::FindCuts(bitext, run) => {
            let encoder = encoder(&bitext);
            let unaligned = bayn_align::match_unaligned(&bitext, run.clone(), encoder);
            Answer::CutsFound(bayn_align::find_splits_in(&bitext, run, encoder), unaligned)
        }
        // They are done by lanes and the voice.
        Work::LinkWords(..) | Work::LookUp(..) | Work::Speak(..) => return Err(reply.failure()),
    })
}
