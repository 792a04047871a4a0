//! Reading: the position in the texts, how they are shown, search and bookmarks.

use crate::session::cursor::{Cursor, Jumps};
use crate::session::search::Search;
use crate::session::select::Selection;
use crate::session::tutor::Tutor;
use crate::session::view::View;
use bayn_doc::Side;
use std::collections::BTreeMap;

/// The position, and how the texts are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The position.
    pub cursor: Cursor,
    /// Words being selected in the current bead.
    pub selection: Option<Selection>,
    /// How the texts are shown.
    pub view: View,
    /// The search and its hits.
    pub search: Search,
    /// Bookmarks by their letter.
    pub bookmarks: BTreeMap<char, usize>,
    /// The jump list.
    pub jumps: Jumps,
    /// The tutorial, while it runs.
    pub tutor: Option<Tutor>,
}

impl Reading {
    /// Starts at the first bead, with one side active.
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
