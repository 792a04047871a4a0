//! Ladders: alignments of two texts by sentence indexes, one bead per line.
//!
//! ```text
//!   [0, 1]:[0]:0.52     vecalign, Bertalign: sentences of source, of target, score
//!   2 TAB 1 TAB 0.52    hunalign: a rung, from which both sides continue together
//! ```
//! The texts themselves are elsewhere. Nothing is rejected here: lines that are not rungs are
//! returned with the rest.

use crate::Sides;
use std::ops::Range;

/// A bead as indexes of sentences, not always consecutive.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rung {
    /// The sentences of each side.
    pub sentences: Sides<Vec<usize>>,
    /// The score as written: a cost in vecalign, a quality elsewhere.
    pub score: Option<f32>,
}

/// A line that is not a rung, or not a valid one at its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LadderError {
    /// Its number, from 1.
    pub line: usize,
    /// Its bytes.
    pub bytes: Range<usize>,
    /// What is wrong with it.
    pub kind: LadderErrorKind,
}

/// What is wrong with a line of a ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LadderErrorKind {
    /// It has neither of the two forms.
    Form,
    /// It goes back on one side.
    Back,
    /// It skips more sentences than a rung may.
    Skip,
}

/// The most sentences that one rung of hunalign may skip.
const LONGEST_SKIP: usize = 100_000;

/// A rung of hunalign and its line.
struct Step {
    at: Sides<usize>,
    score: Option<f32>,
    line: usize,
    bytes: Range<usize>,
}

/// Reads a ladder of either kind; empty lines and those that begin with `#` are skipped.
#[must_use]
pub fn parse_ladder(text: &str) -> (Vec<Rung>, Vec<LadderError>) {
    let mut rungs = Vec::new();
    let mut steps: Vec<Step> = Vec::new();
    let mut errors = Vec::new();
    let mut offset = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let bytes = offset..offset + line.len();
        offset = bytes.end;
        let line = line.trim().trim_start_matches('\u{FEFF}');
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let known = if line.starts_with(['[', '(']) {
            bracketed(line).map(|rung| rungs.push(rung))
        } else {
            step(line).map(|(at, score)| {
                steps.push(Step {
                    at,
                    score,
                    line: number + 1,
                    bytes: bytes.clone(),
                });
            })
        };
        if known.is_none() {
            errors.push(LadderError {
                line: number + 1,
                bytes,
                kind: LadderErrorKind::Form,
            });
        }
    }
    for pair in steps.windows(2) {
        let [from, to] = pair else { continue };
        let error = |kind| LadderError {
            line: to.line,
            bytes: to.bytes.clone(),
            kind,
        };
        let (at, next) = (from.at, to.at);
        if next.source < at.source || next.target < at.target {
            errors.push(error(LadderErrorKind::Back));
        } else if next.source - at.source + (next.target - at.target) > LONGEST_SKIP {
            errors.push(error(LadderErrorKind::Skip));
        } else {
            rungs.push(Rung {
                sentences: Sides::from_fn(|side| (at[side]..next[side]).collect()),
                score: from.score,
            });
        }
    }
    errors.sort_by_key(|error| error.line);
    (rungs, errors)
}

/// Reads `[0, 1]:[0]:0.5`, also as `([0, 1], [0])`.
fn bracketed(line: &str) -> Option<Rung> {
    let list = |text: &str| -> Option<Vec<usize>> {
        text.split(',')
            .map(str::trim)
            .filter(|number| !number.is_empty())
            .map(|number| number.parse().ok())
            .collect()
    };
    let line = line.trim_start_matches('(');
    let (source, rest) = line.strip_prefix('[')?.split_once(']')?;
    let rest = rest.trim_start_matches([':', ',', ' ', '\t']);
    let (target, rest) = rest.strip_prefix('[')?.split_once(']')?;
    let score = rest.trim_matches([':', ',', ' ', ')', '\t']);
    Some(Rung {
        sentences: Sides::new(list(source)?, list(target)?),
        score: if score.is_empty() {
            None
        } else {
            Some(score.parse().ok()?)
        },
    })
}

/// Reads a rung: two numbers and a score, separated by tabs.
fn step(line: &str) -> Option<(Sides<usize>, Option<f32>)> {
    let mut fields = line.split('\t');
    let source = fields.next()?.trim().parse().ok()?;
    let target = fields.next()?.trim().parse().ok()?;
    let score = match fields.next() {
        None => None,
        Some(score) => Some(score.trim().parse().ok()?),
    };
    Some((Sides::new(source, target), score))
}

/// Returns the line of a bead, without its end: `[0, 1]:[0]:0.5`.
#[must_use]
pub fn rung_line(sentences: &Sides<Range<usize>>, score: impl std::fmt::Display) -> String {
    let list = |range: &Range<usize>| {
        let numbers: Vec<String> = range.clone().map(|at| at.to_string()).collect();
        numbers.join(", ")
    };
    let (source, target) = (list(&sentences.source), list(&sentences.target));
    format!("[{source}]:[{target}]:{score}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_ladder_say_the_same() {
        let (vecalign, faults) = parse_ladder("[0, 1]:[0]:0.5\n[2]:[1]:0.25\n");
        assert!(faults.is_empty());
        let (hunalign, faults) = parse_ladder("0\t0\t0.5\n2\t1\t0.25\n3\t2\t0\n");
        assert!(faults.is_empty());
        assert_eq!(vecalign, hunalign);
        let line = rung_line(&Sides::new(0..2, 1..1), 0.5);
        assert_eq!(line, "[0, 1]:[]:0.5");
        assert_eq!(parse_ladder(&line).0[0].sentences.source, [0, 1]);
    }

    #[test]
    fn lines_that_are_no_rung_are_told() {
        let (rungs, faults) = parse_ladder("[0]:[1]\nhello\n\n# note\n[x]:[1]\n");
        assert_eq!(rungs.len(), 1);
        let lines: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [2, 5]);
        assert_eq!(faults[0].bytes, 8..14);
        let kind = |text: &str| parse_ladder(text).1[0].kind;
        assert_eq!(kind("3\t3\n2\t4\n"), LadderErrorKind::Back);
        assert_eq!(kind("0\t0\n2\t400000\n"), LadderErrorKind::Skip);
    }
}
