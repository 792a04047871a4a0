//! Languages and numbers against files of cases, mending against real texts.

mod languages;
mod mended;
mod numbers;
