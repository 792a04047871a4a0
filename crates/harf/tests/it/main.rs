//! The text engine against Unicode's own files, random text and models of terminals.

mod conformance_bidi;
mod conformance_break;
mod conformance_shape;
mod conformance_text;
mod encode;
mod finish;
mod layout_golden;
mod lines;
mod properties_layout;
mod spotless;
mod ucd;
