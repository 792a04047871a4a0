//! Languages and numbers against files of cases.

mod languages;
mod numbers;
