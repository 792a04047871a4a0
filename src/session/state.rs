//! The state of a reading session: plain data, without handles, threads or clock.
//!
//! It falls into parts. A function that needs one of them takes that part:
//!
//! ```text
//!   texts        which texts are open, their beads, their revision
//!   reading      where the reader is and how the texts are shown
//!   reviewing    what is written about the pairs, and what points at errors
//!   aligning     the alignment while it is made, and what changes it by hand
//!   background   what workers find for the reader
//!   ui           what has the keyboard, and the line that answers the last key
//!   home         what belongs to the user: settings, recent texts, time read
//! ```
//!
//! `update` changes it, the view borrows it. Positions are bead indexes and byte offsets of
//! the documents; rows and cells live in [`crate::session::Geometry`].

use crate::session::about::About;
use crate::session::aligning::Aligning;
use crate::session::background::Background;
use crate::session::home::Home;
use crate::session::notice::Notice;
use crate::session::reading::Reading;
use crate::session::reviewing::Reviewing;
use crate::session::setting::Setting;
use crate::session::texts::Texts;
use crate::session::ui::Ui;
use bayn_doc::{Bitext, Side, Sides};
use bayn_review::Method;

/// The whole state of a session.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The texts that are open.
    pub texts: Texts,
    /// Where the reader is.
    pub reading: Reading,
    /// What is written about the texts.
    pub reviewing: Reviewing,
    /// How far their alignment is.
    pub aligning: Aligning,
    /// What is found beside the reading.
    pub background: Background,
    /// What has the keyboard.
    pub ui: Ui,
    /// Settings, recent texts, time read.
    pub home: Home,
}

impl State {
    /// Returns the state in which a bitext opens: at its first bead of running text or
    /// title, with the source active.
    #[must_use]
    pub fn new(bitext: Bitext, about: Sides<About>) -> Self {
        let notes = Side::BOTH
            .iter()
            .flat_map(|&side| about[side].notes.first());
        let message = notes.into_iter().next().map(Notice::bad);
        let side = bitext.only_side().unwrap_or(Side::Source);
        Self {
            texts: Texts::new(bitext, about),
            reading: Reading::new(side),
            reviewing: Reviewing::default(),
            aligning: Aligning::default(),
            background: Background::default(),
            ui: Ui {
                message,
                ..Ui::default()
            },
            home: Home::default(),
        }
    }

    /// Returns whether anything that was asked for is still to come. Where it is so though no
    /// work is under way, the session waits for ever.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.texts.several.is_asked
            || self.reviewing.findings.asked.is_some()
            || self.aligning.waits()
            || self.background.waits()
    }

    /// Returns how errors are marked: as the review says, else as the setting does.
    #[must_use]
    pub fn method(&self) -> Method {
        let set = || Method::from_name(self.home.settings.get(Setting::Method));
        self.reviewing.review.method.unwrap_or_else(set)
    }

    /// Returns whether errors are marked by severity alone and pairs scored (ESA).
    #[must_use]
    pub fn is_esa(&self) -> bool {
        self.method() == Method::Esa
    }
}
