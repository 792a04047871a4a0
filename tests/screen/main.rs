//! Whole screens and whole journeys: texts, a size and keys in; what is there out.
//!
//! Nothing here knows how the program is built inside: keys go through the keymap into the
//! session, and frames come from the same `draw` as in a terminal.

mod alone;
mod arabic;
mod comparison;
mod direction;
mod esa;
mod filter;
mod findings;
mod home;
mod judge;
mod keyboard;
mod link;
mod looks;
mod marks;
mod navigation;
mod proposals;
mod refine;
mod refine_gold;
mod repair_slips;
mod review;
#[path = "../../crates/bayn-align/tests/it/sets_kit.rs"]
mod sets_kit;
mod several;
mod sizes;
mod stage;
mod typing;
mod views;
mod words;
