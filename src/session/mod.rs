//! Floor 6: the reading session as plain data, and how each event changes it.
//!
//! Nothing here draws, waits, opens a file or reads a clock: `update` takes a state and an
//! event and gives a state and effects, so that tests, replay and undo need no terminal.

pub mod chord;
pub mod command;
pub mod comparison;
pub mod concordance;
pub mod cuts;
pub mod dialogue;
pub mod event;
pub mod geometry;
pub mod home;
pub mod keymap;
pub mod keymaps;
pub mod langmap;
pub mod link;
pub mod lookup;
pub mod panel;
pub mod part;
mod prompt;
pub mod refine;
pub mod review;
pub mod search;
pub mod select;
pub mod setting;
pub mod several;
pub mod sheet;
pub mod sieve;
pub mod state;
pub mod table;
pub mod ticket;
pub mod tour;
pub mod tutor;
mod update;
pub mod word_index;
pub mod words;
pub mod work;

pub use chord::{Chord, Key};
pub use command::Command;
pub use comparison::{Compared, Comparing};
pub use cuts::Cuts;
pub use event::{Effect, Event, Message, Mouse, Tone};
pub use geometry::{Anchor, Geometry, Pane, PlacedCell, ScreenRow};
pub use home::{Home, Recent};
pub use keymap::{Keymap, Mode};
pub use part::Part;
pub use prompt::Prompt;
pub use refine::{Refining, Replacement};
pub use review::{Findings, PlacedFinding, Record, Review};
pub use setting::{Origin, Setting, Settings};
pub use several::{Several, Text};
pub use state::{About, Ask, Cursor, Digits, Focus, Layout, Place, State, View};
pub use ticket::{Basis, Revision, Ticket};
pub use tutor::Tutor;
pub use update::{Offer, current, mode, offers, update};
pub use work::{Answer, Task, Work};
