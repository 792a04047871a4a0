//! Floor 7: the reader on the screen.

pub mod calibrate;
pub mod encode;
pub mod facts;
