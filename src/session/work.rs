//! Work that takes long: what the session asks for, and what comes of it.
//!
//! A new kind of work is a line in each of three lists, and the compiler asks for the rest:
//! [`Work`] says what to do, [`Task`] names it when it is over, [`Answer`] is what came of
//! it. Both ways it travels with a [`Ticket`](crate::session::Ticket), since nothing else
//! carries work or answers ([`Effect::Work`](crate::session::Effect::Work),
//! [`Event::Answer`](crate::session::Event::Answer)).

use crate::session::comparison::Compared;
use crate::session::concordance::WordIndex;
use crate::session::lookup;
use crate::session::notice::Notice;
use crate::session::refine::Replacement;
use crate::session::review::PlacedFinding;
use crate::session::several::{Stage, Text};
use crate::session::ticket::Basis;
use crate::session::words::Sentences;
use bayn_align::{Explanation, Split, UnalignedPair, WordLink};
use bayn_doc::Sides;
use bayn_doc::{Bead, BeadId, Bitext};
use bayn_review::check::Options;
use bayn_text::Lang;
use bayn_text::label;
use std::ops::Range;
use std::sync::Arc;

/// Something to be done beside the loop. Each comes to one last [`Answer`], a failure being
/// one; see [`Answer::is_last`].
#[derive(Clone, Debug, PartialEq)]
pub enum Work {
    /// Align the texts by strings.
    Align(Arc<Bitext>),
    /// Align a further translation (the first of them is 0) with the source by strings.
    AlignText(Arc<Bitext>, usize, Arc<Text>),
    /// Count the parts of a long file.
    CountParts,
    /// Read another part of a long file.
    Turn(usize),
    /// Run the automatic checks, as the user wants them.
    Check(Arc<Bitext>, Arc<Options>),
    /// Find names, shared facts and contradictions.
    Compare(Arc<Bitext>),
    /// Align a run of beads by meaning, or (`false`) by strings alone.
    Refine(Arc<Bitext>, Range<usize>, bool),
    /// Align a further translation by meaning.
    RefineText(Arc<Bitext>, usize, Arc<Text>),
    /// Link the words of a bead.
    LinkWords(Arc<Bitext>, Bead),
    /// Find the places of all words.
    IndexWords(Arc<Bitext>),
    /// Ask glossaries and dictionaries for a word of a language.
    LookUp(String, Lang),
    /// Have a command of the user's say a sentence of a language; the number tells it from
    /// what was said before.
    Speak(usize, Vec<String>, Lang, String),
    /// Align the run about a bead again.
    Realign(Arc<Bitext>, BeadId, Range<usize>),
    /// Say why the link of a bead was chosen.
    Explain(Arc<Bitext>, BeadId),
    /// Find pairs in a run that would better be cut, and sentences alone that answer to each
    /// other.
    FindCuts(Arc<Bitext>, Range<usize>),
}

/// A piece of work by its name, when it is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// [`Work::Align`].
    Align,
    /// [`Work::AlignText`] of that translation.
    AlignText(usize),
    /// [`Work::CountParts`].
    CountParts,
    /// [`Work::Turn`] to that part.
    Turn(usize),
    /// [`Work::Check`].
    Check,
    /// [`Work::Compare`].
    Compare,
    /// [`Work::Refine`].
    Refine,
    /// [`Work::RefineText`] of that translation.
    RefineText(usize),
    /// [`Work::LinkWords`] of the bead with those sentences.
    LinkWords(Sentences),
    /// [`Work::IndexWords`].
    IndexWords,
    /// [`Work::LookUp`] of that word.
    LookUp(String),
    /// [`Work::Speak`] with that number.
    Speak(usize),
    /// [`Work::Realign`] about that bead.
    Realign(BeadId),
    /// [`Work::Explain`] of that bead.
    Explain(BeadId),
    /// [`Work::FindCuts`].
    FindCuts,
}

/// What came of a piece of work.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The share of [`Work::Align`] that is done.
    Progress(f32),
    /// The beads by strings.
    Aligned(Vec<Bead>),
    /// The beads of a further translation by strings.
    TextAligned(usize, Vec<Bead>),
    /// The number of parts.
    PartsCounted(usize),
    /// A part, by its number.
    Turned(usize, Arc<Bitext>),
    /// What the checks found.
    Checked(Vec<PlacedFinding>),
    /// What both texts share.
    Compared(Arc<Compared>),
    /// A run of beads, aligned again.
    Refined(Replacement),
    /// A further translation as far as it is aligned by meaning; the last time it is
    /// [`Stage::Done`].
    TextRefined(usize, Vec<Bead>, Stage),
    /// The links of a bead's words. Whether they are the best that come is said last.
    WordsLinked(Sentences, Vec<WordLink>, bool),
    /// The places of all words.
    WordsIndexed(Arc<Sides<WordIndex>>),
    /// The answers about a word.
    LookedUp(String, Vec<lookup::Answer>),
    /// A sentence was spoken, by the number of [`Work::Speak`].
    Spoken(usize),
    /// What would be in the place of the run about a bead.
    Realigned(BeadId, Range<usize>, Vec<Bead>),
    /// Why the link of a bead was chosen, if that is known.
    Explained(BeadId, Option<Explanation>),
    /// Pairs that would better be cut, and sentences alone that answer to each other.
    CutsFound(Vec<Split>, Vec<UnalignedPair>),
    /// The work could not be done; why not, for the user.
    Failed(Task, Notice),
}

impl Work {
    /// Returns the name of the work.
    #[must_use]
    pub fn task(&self) -> Task {
        match self {
            Self::Align(_) => Task::Align,
            Self::AlignText(_, at, _) => Task::AlignText(*at),
            Self::CountParts => Task::CountParts,
            Self::Turn(part) => Task::Turn(*part),
            Self::Check(..) => Task::Check,
            Self::Compare(_) => Task::Compare,
            Self::Refine(..) => Task::Refine,
            Self::RefineText(_, at, _) => Task::RefineText(*at),
            Self::LinkWords(_, bead) => Task::LinkWords(bead.sentences.clone()),
            Self::IndexWords(_) => Task::IndexWords,
            Self::LookUp(word, _) => Task::LookUp(word.clone()),
            Self::Speak(turn, ..) => Task::Speak(*turn),
            Self::Realign(_, bead, _) => Task::Realign(*bead),
            Self::Explain(_, bead) => Task::Explain(*bead),
            Self::FindCuts(..) => Task::FindCuts,
        }
    }
}

impl Task {
    /// Returns what the answer to the work speaks of.
    #[must_use]
    pub const fn basis(&self) -> Basis {
        match self {
            // While the texts are being aligned nothing can be edited.
            Self::Align | Self::CountParts | Self::Turn(_) | Self::IndexWords | Self::LookUp(_) => {
                Basis::Text
            }
            // Runs are put where their beads still are, sentence by sentence.
            Self::AlignText(_)
            | Self::Refine
            | Self::RefineText(_)
            | Self::LinkWords(_)
            | Self::Speak(_) => Basis::Sentences,
            Self::Check | Self::Compare | Self::Realign(_) | Self::Explain(_) | Self::FindCuts => {
                Basis::Beads
            }
        }
    }

    /// Returns what to say when the work failed for no reason that it could name.
    #[must_use]
    pub const fn failure(&self) -> &'static str {
        match self {
            Self::Align => {
                label!("the texts could not be aligned; they are paired by position only")
            }
            Self::AlignText(_) => {
                label!(
                    "a translation could not be aligned; its sentences are paired by position only"
                )
            }
            Self::CountParts => label!("the parts of the file could not be counted"),
            Self::Turn(_) => label!("the part could not be read"),
            Self::Check => label!("the checks failed; nothing was changed"),
            Self::Compare => label!("comparing the texts failed; nothing was changed"),
            Self::Refine | Self::RefineText(_) => {
                label!("aligning by meaning failed; the alignment stays as it is")
            }
            Self::LinkWords(_) => label!("the words of this pair could not be linked"),
            Self::IndexWords => label!("the words of the texts could not be listed"),
            Self::LookUp(_) => label!("the word could not be looked up"),
            Self::Speak(_) => label!("the sentence could not be read aloud"),
            Self::Realign(_) => label!("aligning again failed; nothing was changed"),
            Self::Explain(_) => label!("the link could not be explained"),
            Self::FindCuts => {
                label!("looking for pairs that contain two failed; nothing was changed")
            }
        }
    }
}

impl Answer {
    /// Returns the name of the work that this came of.
    #[must_use]
    pub fn task(&self) -> Task {
        match self {
            Self::Progress(_) | Self::Aligned(_) => Task::Align,
            Self::TextAligned(at, _) => Task::AlignText(*at),
            Self::PartsCounted(_) => Task::CountParts,
            Self::Turned(part, _) => Task::Turn(*part),
            Self::Checked(_) => Task::Check,
            Self::Compared(_) => Task::Compare,
            Self::Refined(_) => Task::Refine,
            Self::TextRefined(at, ..) => Task::RefineText(*at),
            Self::WordsLinked(sentences, ..) => Task::LinkWords(sentences.clone()),
            Self::WordsIndexed(_) => Task::IndexWords,
            Self::LookedUp(word, _) => Task::LookUp(word.clone()),
            Self::Spoken(turn) => Task::Speak(*turn),
            Self::Realigned(bead, ..) => Task::Realign(*bead),
            Self::Explained(bead, _) => Task::Explain(*bead),
            Self::CutsFound(..) => Task::FindCuts,
            Self::Failed(task, _) => task.clone(),
        }
    }

    /// Returns whether the work is over with this answer.
    #[must_use]
    pub const fn is_last(&self) -> bool {
        match self {
            Self::Progress(_) => false,
            Self::TextRefined(_, _, stage) => matches!(stage, Stage::Done),
            Self::WordsLinked(_, _, is_best) => *is_best,
            Self::Aligned(_)
            | Self::TextAligned(..)
            | Self::PartsCounted(_)
            | Self::Turned(..)
            | Self::Checked(_)
            | Self::Compared(_)
            | Self::Refined(_)
            | Self::WordsIndexed(_)
            | Self::LookedUp(..)
            | Self::Spoken(_)
            | Self::Realigned(..)
            | Self::Explained(..)
            | Self::CutsFound(..)
            | Self::Failed(..) => true,
        }
    }
}
