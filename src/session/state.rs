//! The state of a reading session: plain data, without handles, threads or clock.
//!
//! `update` changes it, the view borrows it. Positions are bead indexes and byte offsets of
//! the documents; rows and cells live in [`crate::session::Geometry`].

use crate::session::chord::Chord;
use crate::session::comparison::Comparing;
use crate::session::concordance::{Concordance, Kwic};
use crate::session::cuts::Cuts;
use crate::session::dialogue::Dialogue;
use crate::session::event::{Effect, Message};
use crate::session::geometry::Anchor;
use crate::session::home::Home;
use crate::session::link::{Explained, Link, Preview};
use crate::session::lookup::Lookup;
use crate::session::panel::Panel;
use crate::session::part::{Part, Turning};
use crate::session::prompt::Prompt;
use crate::session::refine::Refining;
use crate::session::review::{Findings, Review};
use crate::session::search::Search;
use crate::session::select::Selection;
use crate::session::several::Several;
use crate::session::sheet::Sheet;
use crate::session::sieve::FilterPanel;
use crate::session::ticket::{Revision, TextId, Ticket};
use crate::session::tour::Tour;
use crate::session::tutor::Tutor;
use crate::session::words::Words;
use crate::session::work::Work;
use bayn_doc::{BeadId, Bitext, MarkId, NoteId};
use bayn_doc::{Side, Sides};
use bayn_text::{Found, Romanisation};
use harf::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The index of the current bead.
    pub bead: usize,
    /// The side that the caret, free scrolling and copying speak of.
    pub side: Side,
    /// The byte of the active document under the caret, once the caret was moved.
    pub caret: Option<usize>,
}

/// How the two texts share the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Columns where there is room for them, else stacked.
    #[default]
    Auto,
    /// Side by side.
    Columns,
    /// The source above its translation, bead by bead.
    Stacked,
    /// Each sentence with its translation under it, indented.
    Interlinear,
    /// The source alone.
    SourceOnly,
    /// The target alone.
    TargetOnly,
}

/// Digits as they are shown; the text keeps its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Digits {
    /// As written.
    #[default]
    AsWritten,
    /// 0 to 9.
    Western,
    /// U+0660 to U+0669.
    ArabicIndic,
}

/// Where the current bead is to stand on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Wherever it is, as long as it can be seen.
    #[default]
    Keep,
    /// At the top.
    Top,
    /// In the middle.
    Center,
    /// At the bottom.
    Bottom,
    /// With the line of this byte of a side on this row of the screen.
    Row {
        /// The side.
        side: Side,
        /// The byte of its document; the current bead holds it.
        byte: usize,
        /// The row, 0 for the first of the texts.
        row: usize,
    },
}

/// How the texts are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The first row wanted in each pane; the frame may show another.
    pub top: Sides<Anchor>,
    /// Where the current bead is wanted.
    pub place: Place,
    /// Whether the panes scroll apart.
    pub free: bool,
    /// Whether the panes changed places.
    pub swapped: bool,
    /// How the texts share the screen.
    pub layout: Layout,
    /// Whether vowel marks and tatweel are hidden.
    pub bare: bool,
    /// How digits are shown.
    pub digits: Digits,
    /// Whether invisible characters are shown.
    pub invisibles: bool,
    /// How Arabic is written in Latin letters under its lines, if at all.
    pub roman: Option<Romanisation>,
    /// Whether each link's probability is shown.
    pub confidence: bool,
    /// Empty rows after each line.
    pub spacing: u16,
    /// The most columns a line may have; 0 is as many as there are.
    pub measure: u16,
    /// Whether lines are filled to one length.
    pub justified: bool,
    /// Whether nothing but the text is shown.
    pub zen: bool,
    /// The side whose letters are hidden.
    pub hidden: Option<Side>,
    /// What is shown of it.
    pub revealed: Option<Revealed>,
}

/// How much is shown of the hidden side of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revealed {
    /// The index of the bead.
    pub bead: usize,
    /// How many of its words; none for all.
    pub words: Option<usize>,
}

/// What a line is being typed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Why a bead is rejected.
    Reason(BeadId),
    /// A note on a bead or on spans of it; with a name when one is being changed.
    Note(BeadId, Option<NoteId>, Sides<Vec<Span>>),
    /// What is said about a mark.
    MarkNote(MarkId),
    /// What should stand in place of what a mark points at.
    Suggestion(MarkId),
    /// A score from 0 to 100.
    Score(BeadId),
}

impl Ask {
    /// Returns the word before the line.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Reason(_) => "rejected because: ",
            Self::Note(..) => "note: ",
            Self::MarkNote(_) => "marked; note on it (tab: what it should say): ",
            Self::Suggestion(_) => "should read: ",
            Self::Score(_) => "score, 0 nothing kept \u{2026} 100 perfect: ",
        }
    }
}

/// What has the keyboard.
#[derive(Clone, Debug, PartialEq)]
pub enum Focus {
    /// The search line.
    Search(Prompt),
    /// An answer to a question.
    Line(Ask, Prompt),
    /// The dialogue that marks an error.
    Mark(Dialogue),
    /// The places of a word.
    Kwic(Kwic),
    /// What dictionaries say of a word, and the first line shown.
    Lookup(usize),
    /// A list, with the line chosen.
    Panel(Panel, usize),
    /// The panel that chooses a filter.
    Filter(FilterPanel),
    /// What aligning again would change.
    Preview(Preview),
    /// Why a link stands.
    Explain(Explained),
    /// A page, with the line chosen or the first line shown.
    Sheet(Sheet, usize),
    /// The command line with its list of commands, and the line chosen.
    Palette(Prompt, usize),
    /// Help: the words its lines must hold, whether they are being typed, and the first
    /// line shown.
    Help {
        /// The words asked for.
        filter: Prompt,
        /// Whether keys go to the filter.
        typing: bool,
        /// The first line shown.
        first: usize,
    },
}

/// A command that waits for one more key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// The name of the mark to set.
    SetMark,
    /// The name of the mark to go to.
    GotoMark,
}

/// Keys that have been typed and not yet been answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// The beginning of a binding.
    pub chords: Vec<Chord>,
    /// A count.
    pub count: Option<usize>,
    /// A command that waits for its argument.
    pub wait: Option<Wait>,
}

/// The list of places jumped from, like a browser's history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jumps {
    /// Places, oldest first.
    pub list: Vec<Cursor>,
    /// The place in the list; its length when nothing was gone back over.
    pub at: usize,
}

/// What is known of one text beside its characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The name shown: the file's name without its folders.
    pub name: String,
    /// What the decoder and the cleaning had to say, in sentences.
    pub notes: Vec<String>,
    /// The encoding, where it is worth showing: guessed, or not UTF-8.
    pub encoding: String,
    /// Invisible, control and direction characters, by their offset in the clean text.
    pub found: Vec<Found>,
}

/// The whole state of a session.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The two texts and their alignment.
    pub bitext: Arc<Bitext>,
    /// Which texts they are.
    pub text: TextId,
    /// How often they were edited.
    pub revision: Revision,
    /// What is known of each text.
    pub about: Sides<About>,
    /// Further translations of the source.
    pub several: Several,
    /// Word links.
    pub words: Words,
    /// Where each word stands.
    pub concordance: Concordance,
    /// The tour of what looks worst.
    pub tour: Tour,
    /// What dictionaries were asked.
    pub lookup: Lookup,
    /// What is written about them.
    pub review: Review,
    /// What the checks found.
    pub findings: Findings,
    /// What both texts share beside their beads.
    pub comparing: Comparing,
    /// Where the reader is.
    pub cursor: Cursor,
    /// Words being selected in the current bead.
    pub selection: Option<Selection>,
    /// LINK mode.
    pub link: Link,
    /// Pairs that would better be cut.
    pub cuts: Cuts,
    /// How the texts are shown.
    pub view: View,
    /// What has the keyboard, innermost last; the reader when empty.
    pub focus: Vec<Focus>,
    /// Keys waiting for more.
    pub pending: Pending,
    /// The search and its hits.
    pub search: Search,
    /// Bookmarks by their letter.
    pub marks: BTreeMap<char, usize>,
    /// Where the reader jumped from.
    pub jumps: Jumps,
    /// The line to say until the next key.
    pub message: Option<Message>,
    /// The tutorial, while it runs.
    pub tutor: Option<Tutor>,
    /// The part that is open, where a file is read part by part.
    pub part: Option<Part>,
    /// What is being done about the parts.
    pub turning: Turning,
    /// How much of the alignment is done, while it is being made.
    pub progress: Option<f32>,
    /// The work of aligning by meaning, while it goes on beside.
    pub refining: Option<Refining>,
    /// Settings, recent texts, time read.
    pub home: Home,
}

impl State {
    /// Returns the state in which a bitext opens: at its first bead of running text or
    /// title, with the source active.
    #[must_use]
    pub fn new(mut bitext: Bitext, about: Sides<About>) -> Self {
        // Everything that is said of a bead names it.
        if bitext.beads.iter().any(|bead| bead.id == BeadId(0)) {
            bitext.name_beads();
        }
        let message = Side::BOTH
            .iter()
            .flat_map(|&side| about[side].notes.first())
            .next()
            .map(Message::bad);
        Self {
            bitext: Arc::new(bitext),
            text: TextId::default(),
            revision: Revision::default(),
            review: Review::default(),
            findings: Findings::default(),
            comparing: Comparing::default(),
            about,
            several: Several::default(),
            words: Words::default(),
            concordance: Concordance::default(),
            tour: Tour::default(),
            lookup: Lookup::default(),
            cursor: Cursor {
                bead: 0,
                side: Side::Source,
                caret: None,
            },
            selection: None,
            link: Link::default(),
            cuts: Cuts::default(),
            view: View::default(),
            focus: Vec::new(),
            pending: Pending::default(),
            search: Search::default(),
            marks: BTreeMap::new(),
            jumps: Jumps::default(),
            message,
            tutor: None,
            part: None,
            turning: Turning::default(),
            progress: None,
            refining: None,
            home: Home::default(),
        }
    }

    /// Returns what work is to carry that is asked for now.
    #[must_use]
    pub fn ticket(&self) -> Ticket {
        Ticket {
            text: self.text.clone(),
            revision: self.revision,
        }
    }

    /// Returns whether anything that was asked for is still to come. Where it is so though no
    /// work is under way, the session waits for ever.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.progress.is_some()
            || self.refining.as_ref().is_some_and(|work| work.is_asked)
            || self.several.is_asked
            || self.turning != Turning::default()
            || self.findings.asked.is_some()
            || self.comparing.asked.is_some()
            || self.words.asked.is_some()
            || self.concordance.running
            || self.concordance.asked.is_some()
            || self.lookup.asked.is_some()
            || self.link.asked.is_some()
            || self.cuts.waits()
    }

    /// Returns the effect that asks for work.
    pub(crate) fn ask(&self, work: Work) -> Effect {
        Effect::Work(self.ticket(), work)
    }

    /// Returns the index of the last bead; 0 when there is none.
    #[must_use]
    pub fn last_bead(&self) -> usize {
        self.bitext.beads.len().saturating_sub(1)
    }

    /// Returns whether a paragraph begins with this bead on either side.
    #[must_use]
    pub fn begins_paragraph(&self, bead: usize) -> bool {
        let Some(bead) = self.bitext.beads.get(bead) else {
            return false;
        };
        Side::BOTH.into_iter().any(|side| {
            let document = &self.bitext.documents[side];
            let first = bead.sentences[side].start;
            !bead.sentences[side].is_empty()
                && document
                    .sentences
                    .get(first)
                    .and_then(|sentence| document.paragraphs.get(sentence.paragraph))
                    .is_some_and(|paragraph| paragraph.sentences.start == first)
        })
    }

    /// Returns the text of one side of a bead, as it stands in the document.
    #[must_use]
    pub fn text_of(&self, bead: usize, side: Side) -> &str {
        let document = &self.bitext.documents[side];
        self.bitext
            .beads
            .get(bead)
            .and_then(|bead| document.span_of(&bead.sentences[side]))
            .map_or("", |span| span.of(&document.text))
    }

    /// Returns the bead that holds the byte of a side, or the nearest one before it.
    #[must_use]
    pub fn bead_at(&self, side: Side, byte: usize) -> usize {
        let document = &self.bitext.documents[side];
        let sentence = document
            .sentences
            .partition_point(|sentence| sentence.span.start <= byte)
            .saturating_sub(1);
        self.bead_of_sentence(side, sentence)
    }

    /// Returns the bead that holds a sentence of a side.
    #[must_use]
    pub fn bead_of_sentence(&self, side: Side, sentence: usize) -> usize {
        self.bitext
            .beads
            .partition_point(|bead| bead.sentences[side].end <= sentence)
            .min(self.last_bead())
    }
}
