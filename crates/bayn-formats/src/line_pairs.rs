//! Two plain texts and how their lines go together: ladders and Moses pairs.
//!
//! What a ladder's lines are is told where they are read ([`bayn_doc::read_rungs`]); here they
//! meet the texts. A line of a text is a sentence and a blank line ends a paragraph. Indexes count
//! sentences; where they can only be met by counting blank lines too, they do.

use crate::FormatError;
use crate::corpus::{Corpus, FileInfo, Segment, Unit};
use crate::left_out::LeftOut;
use crate::sign;
use crate::text::Text;
use crate::texts::Texts;
use bayn_doc::Sides;
use bayn_doc::{LadderErrorKind, Rung, read_rungs, rung_line};
use bayn_text::Lang;
use bayn_text::label;
use bayn_text::msg;
use std::fmt::Write;

/// Reads a ladder of either kind.
///
/// # Errors
/// Where a line is neither kind of rung.
pub fn read(text: &str) -> Result<Vec<Rung>, FormatError> {
    let (rungs, errors) = read_rungs(text);
    let Some(error) = errors.first() else {
        return Ok(rungs);
    };
    let line = text.get(error.bytes.clone()).unwrap_or("").trim();
    let short = format!("{line:.40}");
    let (expected, found) = match error.kind {
        LadderErrorKind::Form => (
            msg!("ladder: [0, 1]:[0]:score, or two numbers and a score"),
            msg!("`{line}` is not a line of a ladder", line = short),
        ),
        LadderErrorKind::Back => (
            msg!("ladder: sentence numbers never go back"),
            msg!(
                "the line `{line}` goes back behind the one before",
                line = short
            ),
        ),
        LadderErrorKind::Leap => (
            msg!("ladder: sentence numbers never go back"),
            msg!(
                "the line `{line}` skips more than 100000 sentences",
                line = short
            ),
        ),
    };
    Err(FormatError::at(text, error.bytes.start, expected, found))
}

/// The sentences of a text as lines, and the paragraph of each.
struct Lines<'a> {
    all: Vec<&'a str>,
    sentences: Vec<(&'a str, usize)>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let all: Vec<&str> = text.lines().map(str::trim_end).collect();
        let mut paragraph = 0;
        let mut sentences: Vec<(&str, usize)> = Vec::new();
        for line in &all {
            if line.trim().is_empty() {
                paragraph = sentences.last().map_or(0, |(_, last)| last + 1);
            } else {
                sentences.push((line, paragraph));
            }
        }
        Self { all, sentences }
    }

    /// Returns line `at`, counting all lines or sentences only, with its paragraph.
    fn get(&self, at: usize, all: bool) -> Option<(&'a str, usize)> {
        if all {
            self.all.get(at).map(|line| (*line, 0))
        } else {
            self.sentences.get(at).copied()
        }
    }
}

/// How many bytes the sentences of all rungs may always have together.
const ALWAYS: usize = 16 << 20;
/// Beyond that, how many for each byte of the two texts.
const RATIO: usize = 2;

/// Joins a ladder with its two texts.
///
/// # Errors
/// Where the ladder names a sentence that the texts do not have.
pub fn join(rungs: &[Rung], texts: Sides<&str>, langs: Sides<Lang>) -> Result<Corpus, FormatError> {
    let most = ALWAYS + RATIO * (texts.source.len() + texts.target.len());
    let mut left = most;
    let lines = texts.map(Lines::new);
    let highest = |of: fn(&Rung) -> &Vec<usize>| rungs.iter().flat_map(of).max().copied();
    let highest = [
        highest(|rung| &rung.sentences.source),
        highest(|rung| &rung.sentences.target),
    ];
    let fits = |all: bool| {
        [&lines.source, &lines.target]
            .iter()
            .zip(highest)
            .all(|(lines, highest)| {
                let count = if all {
                    lines.all.len()
                } else {
                    lines.sentences.len()
                };
                highest.is_none_or(|highest| highest < count)
            })
    };
    let all = !fits(false) && fits(true);
    let mut corpus = Corpus::bilingual(langs.source, langs.target);
    corpus.files.push(FileInfo::default());
    let mut last = [usize::MAX; 2];
    for (number, rung) in rungs.iter().enumerate() {
        let mut begins = corpus.units.is_empty();
        let mut segment = Segment {
            confidence: rung.score,
            ..Segment::default()
        };
        for (side, (lines, indexes)) in [
            (&lines.source, &rung.sentences.source),
            (&lines.target, &rung.sentences.target),
        ]
        .into_iter()
        .enumerate()
        {
            let mut sentences = Vec::new();
            for index in indexes {
                let Some((line, paragraph)) = lines.get(*index, all) else {
                    return Err(FormatError::whole(
                        msg!("ladder: sentence numbers must exist"),
                        msg!("line {number} of the ladder names sentence {index}, but the {what} text has {sentences}", number = number + 1, index, what = if side == 0 { "source" } else { "target" }, sentences = lines.sentences.len()),
                    )
                    .remedy(msg!("give the very texts that were aligned, one sentence per line")));
                };
                if let Some(last) = last.get_mut(side) {
                    begins |= *last != paragraph;
                    *last = paragraph;
                }
                if !line.trim().is_empty() {
                    left = left.checked_sub(line.len()).ok_or_else(|| {
                        FormatError::whole(
                            msg!("repetition limit"),
                            msg!("the lines of the ladder repeat sentences, for more than {most} bytes", most),
                        )
                        .remedy(msg!("a sentence is on one line of the ladder only: align the texts again"))
                    })?;
                    sentences.push(Text::from(line));
                }
            }
            segment.texts.set(side, sentences);
        }
        if segment.texts.is_empty() {
            continue;
        }
        corpus.push_segment(segment, begins);
    }
    Ok(corpus)
}

/// Joins two texts of equally many lines, line by line.
///
/// # Errors
/// Where they have not equally many lines.
pub fn pair(texts: Sides<&str>, langs: Sides<Lang>) -> Result<Corpus, FormatError> {
    let lines = texts.map(|text| {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        text.lines().map(str::trim_end).collect::<Vec<_>>()
    });
    if lines.source.len() != lines.target.len() {
        return Err(FormatError::whole(
            msg!("Moses pair: both files must have the same number of lines"),
            msg!(
                "the source has {source} lines, the target {target}",
                source = lines.source.len(),
                target = lines.target.len()
            ),
        )
        .remedy(msg!("align the two texts first, with `bayn align`")));
    }
    let mut corpus = Corpus::bilingual(langs.source, langs.target);
    corpus.files.push(FileInfo::default());
    for (source, target) in lines.source.iter().zip(&lines.target) {
        let side = |line: &str| {
            if line.trim().is_empty() {
                Vec::new()
            } else {
                vec![Text::from(line)]
            }
        };
        let texts = Texts::from([side(source), side(target)]);
        if texts.is_empty() {
            continue;
        }
        corpus.units.push(Unit {
            segments: vec![Segment {
                texts,
                ..Segment::default()
            }],
            ..Unit::default()
        });
    }
    Ok(corpus)
}

/// Writes the beads as a ladder by sentence index.
#[must_use]
pub fn write(corpus: &Corpus, left_out: &mut LeftOut) -> String {
    let mut out = String::new();
    let mut next = Sides::new(0, 0);
    for segment in corpus.segments() {
        let here = next;
        next = Sides::new(
            here.source + segment.sentences(0).len(),
            here.target + segment.sentences(1).len(),
        );
        let sentences = Sides::from_fn(|side| here[side]..next[side]);
        let _ = writeln!(
            out,
            "{}",
            rung_line(&sentences, segment.confidence.unwrap_or(1.0))
        );
    }
    left_out.count(
        label!("the texts themselves (write them with --to plain or tsv)"),
        true,
    );
    out
}

/// Returns whether every line is a rung of a ladder.
pub(crate) fn is_ladder(lines: &sign::Lines<'_>) -> bool {
    !lines.lines.is_empty() && lines.lines.iter().all(|line| is_rung(line))
}

/// Returns whether a line is `[0]:[0, 1]:…` (vecalign) or `0\t0\t0.5` (hunalign).
fn is_rung(line: &str) -> bool {
    if line.starts_with('[') {
        return line.contains("]:[");
    }
    let mut fields = line.split('\t');
    let is_number = |field: Option<&str>| field.is_some_and(|f| f.trim().parse::<u32>().is_ok());
    let whole = is_number(fields.next()) && is_number(fields.next());
    whole
        && fields
            .next()
            .is_some_and(|score| score.trim().parse::<f64>().is_ok())
        && fields.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn langs() -> Sides<Lang> {
        Sides::new(Lang::new("ar"), Lang::new("en"))
    }

    #[test]
    fn both_kinds_of_ladder_say_the_same() {
        let vecalign = read("[0, 1]:[0]:0.5\n[2]:[1]:0.25\n").unwrap();
        let hunalign = read("0\t0\t0.5\n2\t1\t0.25\n3\t2\t0\n").unwrap();
        assert_eq!(vecalign, hunalign);
        let texts = Sides::new("A.\nB.\n\nC.\n", "a b.\n\nc.\n");
        let corpus = join(&vecalign, texts, langs()).unwrap();
        assert_eq!(corpus.units.len(), 2);
        assert_eq!(corpus.units[0].segments[0].sentences(0).len(), 2);
        let mut left_out = LeftOut::default();
        assert_eq!(
            write(&corpus, &mut left_out),
            "[0, 1]:[0]:0.5\n[2]:[1]:0.25\n"
        );
    }

    #[test]
    fn a_rung_that_leads_nowhere_is_refused() {
        let rungs = read("[9]:[0]:0\n").unwrap();
        assert!(join(&rungs, Sides::new("A.", "a."), langs()).is_err());
        assert!(read("x\ty\n").is_err());
        assert!(pair(Sides::new("A.\nB.", "a."), langs()).is_err());
    }
}
