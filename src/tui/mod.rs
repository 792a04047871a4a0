//! Floor 7: the reader on the screen.

pub mod autosave;
mod bounded;
pub mod calibrate;
mod canvas;
pub mod detect;
pub mod editor;
mod effects;
pub(crate) use effects::mistakes_in_settings;
pub mod external;
pub mod input;
pub mod judge;
pub mod library;
mod linear;
pub mod page;
pub mod paint;
pub mod picker;
pub mod plan;
pub mod post;
pub mod run;
mod scroll;
pub mod signals;
pub mod terminal;
pub mod theme;
pub mod view;
pub mod workers;
