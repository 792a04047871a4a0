//! Answers of work beside the reader: each is about the text and the revision that it was
//! asked for, and never about another.

mod editor;
mod interleaving;
mod old;
mod reader;
