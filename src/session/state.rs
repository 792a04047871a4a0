//! The state of a reading session: plain data, without handles, threads or clock.
//!
//! It is divided into parts. A function that needs only one takes that part:
//!
//! ```text
//!   texts        which texts are open, their beads, their revision
//!   reading      the position and how the texts are shown
//!   reviewing    annotations and findings
//!   aligning     the alignment in progress, and manual changes
//!   background   results of workers
//!   ui           keyboard focus, and the message that answers the last key
//!   home         user data: settings, recent texts, time read
//! ```
//!
//! `update` changes it, the view borrows it. Positions are bead indexes and byte offsets of
//! the documents; rows and cells are in [`crate::session::Geometry`].

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
    /// The position.
    pub reading: Reading,
    /// Annotations and findings.
    pub reviewing: Reviewing,
    /// The alignment in progress.
    pub aligning: Aligning,
    /// Background work.
    pub background: Background,
    /// The keyboard focus.
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

    /// Returns whether any request is pending. If so although no
    /// work is in progress, the session would wait for ever.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.texts.several.is_asked
            || self.reviewing.findings.asked.is_some()
            || self.aligning.waits()
            || self.background.waits()
    }

    /// Returns how errors are marked: by the review, else by the setting.
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
