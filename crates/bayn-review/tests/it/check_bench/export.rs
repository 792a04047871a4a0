//! The pairs of the bench as a table, clean and with planted errors, for checkers of others
//! (`tools/peers/checkers.py`).

use super::data::{self, Half};
use super::plant::{KINDS, Place, plant};
use std::fmt::Write as _;

#[test]
#[ignore = "writes a file where PAIRS names one"]
fn pairs_are_written_for_other_checkers() {
    let Ok(path) = std::env::var("PAIRS") else {
        return;
    };
    let mut out = String::new();
    for direction in data::news(Half::Reporting) {
        let name = direction.name();
        let langs = [direction.langs[0].as_str(), direction.langs[1].as_str()];
        for document in direction.documents.values() {
            for (at, pair) in document.iter().enumerate() {
                let other = &document[(at + 2) % document.len()];
                let _written = writeln!(out, "{name}\t\t{}\t{}\t{}", pair[0], pair[1], pair[1]);
                for kind in KINDS {
                    if let Some([source, target]) = plant(kind, &Place { langs, pair, other }) {
                        let _written =
                            writeln!(out, "{name}\t{kind}\t{source}\t{target}\t{}", pair[1]);
                    }
                }
            }
        }
    }
    std::fs::write(path, out).expect("written");
}
