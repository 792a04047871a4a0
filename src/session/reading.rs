//! Reading: where the reader is in the texts, how they are shown, what was searched and marked.

use crate::session::cursor::{Cursor, Jumps};
use crate::session::search::Search;
use crate::session::select::Selection;
use crate::session::tutor::Tutor;
use crate::session::view::View;
use bayn_doc::Side;
use std::collections::BTreeMap;

/// Where the reader is, and how the texts are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Where the reader is.
    pub cursor: Cursor,
    /// Words being selected in the current bead.
    pub selection: Option<Selection>,
    /// How the texts are shown.
    pub view: View,
    /// The search and its hits.
    pub search: Search,
    /// Bookmarks by their letter.
    pub bookmarks: BTreeMap<char, usize>,
    /// Where the reader jumped from.
    pub jumps: Jumps,
    /// The tutorial, while it runs.
    pub tutor: Option<Tutor>,
}

impl Reading {
    /// Begins at the first bead, with one side active.
    pub(crate) fn new(side: Side) -> Self {
        Self {
            cursor: Cursor {
                bead: 0,
                side,
                caret: None,
            },
            selection: None,
            view: View::default(),
            search: Search::default(),
            bookmarks: BTreeMap::new(),
            jumps: Jumps::default(),
            tutor: None,
        }
    }
}
