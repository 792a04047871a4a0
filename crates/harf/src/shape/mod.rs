//! From letters to what a terminal that does not shape must be given.
//!
//! [`shape`] cuts a text into the clusters that will each fill a cell and gives every one
//! its symbol: the presentation form of an Arabic letter with its marks behind it, or the
//! lam-alef ligature for two letters. Each cluster keeps the bytes that it stands for, so
//! that nothing above needs to look at the letters again.

mod cluster;
mod forms;
mod joining;
mod ligature;
mod marks;
mod policy;

pub use cluster::{Cluster, shape};
pub use forms::form;
pub use joining::Joins;
pub use ligature::lam_alef;
pub use marks::{is_invisible, is_mark, is_tashkeel};
pub use policy::{Policy, Shaping, Tashkeel, Tatweel};
