//! Two plain texts and the alignment of their lines: ladders and Moses pairs.
//!
//! The syntax of ladders is documented at [`bayn_doc::parse_ladder`]; here they
//! are joined with the texts. A line of a text is a sentence and a blank line ends a paragraph. Indexes count
//! sentences; if they are valid only when blank lines are counted too, they include those.
//! Sentences from another splitter can be joined too, if the caller has them.

use crate::FormatError;
use crate::corpus::{Corpus, FileInfo, Segment, Unit};
use crate::left_out::LeftOut;
use crate::sign;
use crate::text::Text;
use crate::texts::Texts;
use bayn_doc::{LadderErrorKind, Rung, Side, Sides, parse_ladder, rung_line};
use bayn_text::{Lang, Message, label, msg, plural};
use std::fmt::Write;

/// Reads a ladder of either kind.
///
/// # Errors
/// If a line is neither kind of rung.
pub fn read(text: &str) -> Result<Vec<Rung>, FormatError> {
    let (rungs, errors) = parse_ladder(text);
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
                "the sentence numbers of the line `{line}` are lower than those of the line before",
                line = short
            ),
        ),
        LadderErrorKind::Skip => (
            msg!("ladder: sentence numbers never go back"),
            msg!(
                "the line `{line}` skips more than 100000 sentences",
                line = short
            ),
        ),
    };
    Err(FormatError::at(text, error.bytes.start, expected, found))
}

/// A sentence with its paragraph.
type Placed<'a> = (&'a str, usize);

/// Returns the lines of a text that are sentences, and all of its lines.
fn lines(text: &str) -> (Vec<Placed<'_>>, Vec<Placed<'_>>) {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut paragraph = 0;
    let mut sentences: Vec<Placed<'_>> = Vec::new();
    let mut all = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if line.trim().is_empty() {
            paragraph = sentences.last().map_or(0, |(_, last)| last + 1);
        } else {
            sentences.push((line, paragraph));
        }
        all.push((line, paragraph));
    }
    (sentences, all)
}

/// Returns how much of texts of this many sentences a ladder covers: 1 up to the last of both, and
/// `None` if it names a sentence that does not exist.
#[must_use]
pub fn reach(rungs: &[Rung], counts: Sides<usize>) -> Option<f64> {
    let share = |side: Side| {
        let named = rungs.iter().flat_map(|rung| &rung.sentences[side]).max();
        let (named, count) = (named.map_or(0, |last| last + 1), counts[side]);
        #[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
        match count {
            0 if named == 0 => Some(1.0),
            _ => (named <= count).then(|| named as f64 / count as f64),
        }
    };
    Some(share(Side::Source)?.min(share(Side::Target)?))
}

/// Returns the sentences that the numbers of a ladder count in two texts of lines, and how far it
/// reaches in them: lines that are not blank, unless it can only be met in all.
fn counted<'a>(rungs: &[Rung], texts: Sides<&'a str>) -> (Sides<Vec<Placed<'a>>>, Option<f64>) {
    let Sides { source, target } = texts.map(lines);
    let sentences = Sides::new(source.0, target.0);
    let all = Sides::new(source.1, target.1);
    let reach = |lines: &Sides<Vec<Placed<'_>>>| reach(rungs, lines.as_ref().map(Vec::len));
    let (of_sentences, of_all) = (reach(&sentences), reach(&all));
    if of_all > of_sentences {
        (all, of_all)
    } else {
        (sentences, of_sentences)
    }
}

/// Returns how far a ladder reaches in two texts of lines, as [`reach`] does.
#[must_use]
pub fn reach_of_lines(rungs: &[Rung], texts: Sides<&str>) -> Option<f64> {
    counted(rungs, texts).1
}

/// The total number of bytes that the sentences of all rungs may always have.
const ALWAYS: usize = 16 << 20;
/// Beyond that, the number for each byte of the two texts.
const RATIO: usize = 2;

/// Joins a ladder with its two texts of lines.
///
/// # Errors
/// If the ladder names a sentence that the texts do not have.
pub fn join(rungs: &[Rung], texts: Sides<&str>, langs: Sides<Lang>) -> Result<Corpus, FormatError> {
    join_sentences(rungs, &counted(rungs, texts).0, langs)
}

/// Joins a ladder with the sentences that its numbers count, each with its paragraph. A sentence
/// that the ladder does not name has no counterpart.
///
/// # Errors
/// If the ladder names a sentence that does not exist.
pub fn join_sentences(
    rungs: &[Rung],
    sentences: &Sides<Vec<(&str, usize)>>,
    langs: Sides<Lang>,
) -> Result<Corpus, FormatError> {
    let bytes = |side: Side| -> usize { sentences[side].iter().map(|(line, _)| line.len()).sum() };
    let most = ALWAYS + RATIO * (bytes(Side::Source) + bytes(Side::Target));
    let mut left = most;
    let mut corpus = Corpus::bilingual(langs.source, langs.target);
    corpus.files.push(FileInfo::default());
    let mut rest = Unnamed::of(rungs, sentences);
    let mut last = Sides::new(usize::MAX, usize::MAX);
    for (number, rung) in rungs.iter().enumerate() {
        for side in Side::BOTH {
            let first = rung.sentences[side].iter().min();
            rest.add_unnamed(side, first.copied().unwrap_or(0), &mut last, &mut corpus);
        }
        let mut begins = corpus.units.is_empty();
        let mut segment = Segment {
            confidence: rung.score,
            ..Segment::default()
        };
        for side in Side::BOTH {
            let mut texts = Vec::new();
            for index in &rung.sentences[side] {
                let Some((line, paragraph)) = sentences[side].get(*index).copied() else {
                    return Err(FormatError::whole(
                        msg!("ladder: sentence numbers must exist"),
                        msg!("line {number} of the ladder names sentence {index}, but the {what} text has {sentences}", number = number + 1, index, what = if side == Side::Source { "source" } else { "target" }, sentences = sentences[side].len()),
                    )
                    .remedy(msg!("give the very texts that were aligned, one sentence per line")));
                };
                begins |= last[side] != paragraph;
                last[side] = paragraph;
                if !line.trim().is_empty() {
                    left = left.checked_sub(line.len()).ok_or_else(|| {
                        FormatError::whole(
                            msg!("repetition limit"),
                            msg!("the lines of the ladder repeat sentences, for more than {most} bytes", most),
                        )
                        .remedy(msg!("a sentence is on one line of the ladder only: align the texts again"))
                    })?;
                    texts.push(Text::from(line));
                }
            }
            segment.texts.set(at(side), texts);
        }
        if segment.texts.is_empty() {
            continue;
        }
        corpus.push_segment(segment, begins);
    }
    for side in Side::BOTH {
        rest.add_unnamed(side, usize::MAX, &mut last, &mut corpus);
    }
    corpus.warnings.extend(unnamed(rest.count));
    Ok(corpus)
}

/// Reports how many sentences a ladder does not name; `None` if it names all.
#[must_use]
pub fn unnamed(count: usize) -> Option<Message> {
    (count > 0).then(|| {
        plural!(
            "1 sentence is not in the ladder and has no counterpart",
            "{count} sentences are not in the ladder and have no counterpart",
            count
        )
    })
}

/// The sentences that no rung names, to be inserted where they belong.
struct Unnamed<'s, 'a> {
    sentences: &'s Sides<Vec<Placed<'a>>>,
    named: Sides<Vec<bool>>,
    next: Sides<usize>,
    count: usize,
}

impl<'s, 'a> Unnamed<'s, 'a> {
    fn of(rungs: &[Rung], sentences: &'s Sides<Vec<Placed<'a>>>) -> Self {
        let named = Sides::from_fn(|side: Side| {
            let mut named = vec![false; sentences[side].len()];
            for index in rungs.iter().flat_map(|rung| &rung.sentences[side]) {
                if let Some(named) = named.get_mut(*index) {
                    *named = true;
                }
            }
            named
        });
        Self {
            sentences,
            named,
            next: Sides::new(0, 0),
            count: 0,
        }
    }

    /// Adds those of a side before the sentence `end`, each separately.
    fn add_unnamed(
        &mut self,
        side: Side,
        end: usize,
        last: &mut Sides<usize>,
        corpus: &mut Corpus,
    ) {
        let named = self.named[side].iter().zip(&self.sentences[side]);
        for (is_named, (line, paragraph)) in named
            .skip(self.next[side])
            .take(end.saturating_sub(self.next[side]))
        {
            self.next[side] += 1;
            if *is_named || line.trim().is_empty() {
                continue;
            }
            self.count += 1;
            let mut segment = Segment {
                confidence: Some(0.0),
                ..Segment::default()
            };
            segment.texts.set(at(side), vec![Text::from(*line)]);
            let begins = last[side] != *paragraph;
            last[side] = *paragraph;
            corpus.push_segment(segment, begins);
        }
    }
}

/// Returns the place of a side in a corpus.
const fn at(side: Side) -> usize {
    match side {
        Side::Source => 0,
        Side::Target => 1,
    }
}

/// Joins two texts with the same number of lines, line by line.
///
/// # Errors
/// If the numbers of lines differ.
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
    fn sentences_that_no_rung_names_keep_their_place() {
        let texts = Sides::new("A.\n\nB.\nC.\nD.\n", "a.\nb.\nc.\n");
        for (ladder, wanted, count) in [
            ("[1]:[1]\n", ["A.", "", "B.", "C.", "D.", ""], 5),
            ("[0]:[0]\n[3]:[2]\n", ["A.", "B.", "C.", "", "D.", ""], 3),
            ("[3]:[0]\n[0]:[2]\n", ["B.", "C.", "D.", "", "A.", ""], 3),
            (
                "[0, 1]:[0, 1]\n[2, 3]:[2]\n",
                ["A. B.", "C. D.", "", "", "", ""],
                0,
            ),
        ] {
            let corpus = join(&read(ladder).unwrap(), texts, langs()).unwrap();
            let sources = corpus.segments().map(|segment| segment.joined(0));
            let sources: Vec<String> = sources
                .map(|text| text.map_or_else(String::new, |text| text.plain()))
                .collect();
            let wanted: Vec<&str> = wanted.into_iter().filter(|text| !text.is_empty()).collect();
            let there: Vec<&String> = sources.iter().filter(|text| !text.is_empty()).collect();
            assert_eq!(there, wanted, "{ladder}");
            let said: Vec<String> = corpus.warnings.iter().map(ToString::to_string).collect();
            let wanted = unnamed(count).map(|said| said.to_string());
            assert_eq!(said, Vec::from_iter(wanted), "{ladder}");
            let targets = corpus
                .segments()
                .flat_map(|segment| segment.sentences(1).to_vec());
            assert_eq!(targets.count(), 3, "{ladder}");
        }
        assert_eq!(
            reach(&read("[1]:[2]\n").unwrap(), Sides::new(4, 3)),
            Some(0.5)
        );
        assert_eq!(reach(&read("[4]:[2]\n").unwrap(), Sides::new(4, 3)), None);
    }

    #[test]
    fn a_rung_that_leads_nowhere_is_refused() {
        let rungs = read("[9]:[0]:0\n").unwrap();
        assert!(join(&rungs, Sides::new("A.", "a."), langs()).is_err());
        assert!(read("x\ty\n").is_err());
        assert!(pair(Sides::new("A.\nB.", "a."), langs()).is_err());
    }
}
