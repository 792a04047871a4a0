//! Alignment: which sentences of one side say what those of the other side say.

pub mod encoder;
