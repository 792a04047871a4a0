//! The state of a reading session: plain data, without handles, threads or clock.
//!
//! `update` changes it, the view borrows it. Positions are bead indexes and byte offsets of
//! the documents; rows and cells live in [`crate::session::Geometry`].

use crate::session::about::About;
use crate::session::aligning::Aligning;
use crate::session::comparison::Comparing;
use crate::session::concordance::Concordance;
use crate::session::cursor::{Cursor, Jumps};
use crate::session::event::Effect;
use crate::session::focus::{Focus, Pending};
use crate::session::home::Home;
use crate::session::link::Link;
use crate::session::lookup::Lookup;
use crate::session::notice::Notice;
use crate::session::part::{Part, Turning};
use crate::session::review::{Findings, Review};
use crate::session::search::Search;
use crate::session::select::Selection;
use crate::session::setting::Setting;
use crate::session::several::Several;
use crate::session::thin::Thin;
use crate::session::ticket::{Revision, TextId, Ticket};
use crate::session::tour::Tour;
use crate::session::tutor::Tutor;
use crate::session::view::View;
use crate::session::words::Words;
use crate::session::work::Work;
use bayn_doc::{BeadId, Bitext};
use bayn_doc::{Side, Sides};
use bayn_review::Method;
use bayn_review::proposal::Judge;
use std::collections::BTreeMap;
use std::sync::Arc;

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
    /// Where each word occurs.
    pub concordance: Concordance,
    /// The tour of what looks worst.
    pub tour: Tour,
    /// What dictionaries were asked.
    pub lookup: Lookup,
    /// What is written about them.
    pub review: Review,
    /// What the checks found.
    pub findings: Findings,
    /// What automatic judges marked; listed among the findings.
    pub judges: Arc<Vec<Judge>>,
    /// What both texts share beside their beads.
    pub comparing: Comparing,
    /// Where the reader is.
    pub cursor: Cursor,
    /// Words being selected in the current bead.
    pub selection: Option<Selection>,
    /// LINK mode.
    pub link: Link,
    /// How the texts are shown.
    pub view: View,
    /// What has the keyboard, innermost last; the reader when empty.
    pub focus: Vec<Focus>,
    /// What thins the list on the screen out.
    pub thin: Thin,
    /// Keys waiting for more.
    pub pending: Pending,
    /// The search and its hits.
    pub search: Search,
    /// Bookmarks by their letter.
    pub marks: BTreeMap<char, usize>,
    /// Where the reader jumped from.
    pub jumps: Jumps,
    /// The line to say until the next key.
    pub message: Option<Notice>,
    /// The tutorial, while it runs.
    pub tutor: Option<Tutor>,
    /// The part that is open, where a file is read part by part.
    pub part: Option<Part>,
    /// What is being done about the parts.
    pub turning: Turning,
    /// How far their alignment is.
    pub aligning: Aligning,
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
            .map(Notice::bad);
        let only = bitext.only_side();
        Self {
            bitext: Arc::new(bitext),
            text: TextId::default(),
            revision: Revision::default(),
            review: Review::default(),
            findings: Findings::default(),
            judges: Arc::default(),
            comparing: Comparing::default(),
            about,
            several: Several::default(),
            words: Words::default(),
            concordance: Concordance::default(),
            tour: Tour::default(),
            lookup: Lookup::default(),
            cursor: Cursor {
                bead: 0,
                side: only.unwrap_or(Side::Source),
                caret: None,
            },
            selection: None,
            link: Link::default(),
            view: View::default(),
            focus: Vec::new(),
            thin: Thin::default(),
            pending: Pending::default(),
            search: Search::default(),
            marks: BTreeMap::new(),
            jumps: Jumps::default(),
            message,
            tutor: None,
            part: None,
            turning: Turning::default(),
            aligning: Aligning::default(),
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
        self.aligning.waits()
            || self.several.is_asked
            || self.turning != Turning::default()
            || self.findings.asked.is_some()
            || self.comparing.asked.is_some()
            || self.words.asked.is_some()
            || self.concordance.running
            || self.concordance.asked.is_some()
            || self.lookup.asked.is_some()
            || self.link.asked.is_some()
    }

    /// Returns the effect that asks for work.
    pub(crate) fn ask(&self, work: Work) -> Effect {
        Effect::Work(self.ticket(), work)
    }

    /// Returns how errors are marked: as the review says, else as the setting does.
    #[must_use]
    pub fn method(&self) -> Method {
        let set = || Method::from_name(self.home.settings.get(Setting::Method));
        self.review.method.unwrap_or_else(set)
    }

    /// Returns whether errors are marked by severity alone and pairs scored (ESA).
    #[must_use]
    pub fn is_esa(&self) -> bool {
        self.method() == Method::Esa
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

    /// Returns the text of one side of a bead; see [`Bitext::text_of`].
    #[must_use]
    pub fn text_of(&self, bead: usize, side: Side) -> &str {
        self.bitext.text_of(bead, side)
    }

    /// Returns the bead that holds the byte of a side; see [`Bitext::bead_at`].
    #[must_use]
    pub fn bead_at(&self, side: Side, byte: usize) -> usize {
        self.bitext.bead_at(side, byte)
    }

    /// Returns the bead that holds a sentence of a side; see [`Bitext::bead_of_sentence`].
    #[must_use]
    pub fn bead_of_sentence(&self, side: Side, sentence: usize) -> usize {
        self.bitext.bead_of_sentence(side, sentence)
    }
}
