//! A ladder with its two texts, if its numbers count the sentences into which the texts are split
//! when they are opened, as in the ladders of `bayn align`. Ladders over lines are read elsewhere
//! ([`bayn_formats::line_pairs`]).

use crate::cli::opened::{Input, RawFile};
use bayn_doc::{Bead, BeadId, Document, Rung, Score, Side, Sides};
use bayn_formats::{self as format, Corpus, Format, FormatError, Kind, line_pairs};
use bayn_text::decode;
use std::ops::Range;

/// A ladder among the files that are opened.
pub(crate) struct Ladder {
    path: String,
    rungs: Vec<Rung>,
    /// The two texts line by line, and how much of these lines the ladder covers.
    lines: Sides<String>,
    reach: Option<f64>,
}

impl Ladder {
    /// Finds the ladder among three files, with its two texts.
    pub(crate) fn among(files: &[RawFile]) -> Option<(Self, Sides<&RawFile>)> {
        let [_, _, _] = files else { return None };
        let is_ladder = |file: &&RawFile| {
            format::detect(format::inner_name(&file.path), &file.bytes) == Kind::Of(Format::Ladder)
        };
        let ladder = files.iter().find(is_ladder)?;
        let mut texts = files.iter().filter(|file| !std::ptr::eq(*file, ladder));
        let texts = Sides::new(texts.next()?, texts.next()?);
        // Its errors are reported where ladders over lines are read.
        let rungs = line_pairs::read(&decode(&ladder.bytes, None).text).ok()?;
        let lines = Sides::from_fn(|side: Side| decode(&texts[side].bytes, None).text);
        let reach = line_pairs::reach_of_lines(&rungs, Sides::new(&lines.source, &lines.target));
        let ladder = Self {
            path: ladder.path.clone(),
            rungs,
            lines,
            reach,
        };
        Some((ladder, texts))
    }

    /// Returns whether the ladder counts the sentences of these documents rather than lines: it
    /// covers more of them, or they are the lines.
    pub(crate) fn counts(&self, input: &Input) -> bool {
        let counts = Sides::from_fn(|side| input.sides[side].document.sentences.len());
        let reach = line_pairs::reach(&self.rungs, counts);
        reach > self.reach || (reach.is_some() && reach == self.reach && self.is_by_line(input))
    }

    /// Returns whether each sentence is a line of its text.
    fn is_by_line(&self, input: &Input) -> bool {
        Side::BOTH.into_iter().all(|side| {
            let document = &input.sides[side].document;
            let sentences = (0..document.sentences.len()).map(|at| document.sentence(at));
            let lines = self.lines[side].lines().map(str::trim);
            sentences.eq(lines.filter(|line| !line.is_empty()))
        })
    }

    /// Puts the beads of the ladder into the input. If its lines go back or skip, as when
    /// neighbours were swapped, the resulting corpus is returned.
    ///
    /// # Errors
    /// If its lines repeat sentences too often.
    pub(crate) fn join(&self, input: &mut Input) -> Result<Option<Corpus>, FormatError> {
        let documents = Sides::from_fn(|side| &input.sides[side].document);
        let counts = documents.map(|document| document.sentences.len());
        if let Some((beads, rest)) = tiled(&self.rungs, counts) {
            let said = line_pairs::unnamed(rest);
            input.sides.source.about.notes.extend(said);
            input.beads = Some(beads);
            return Ok(None);
        }
        let sentences = documents.map(placed);
        let langs = documents.map(|document| document.lang.clone());
        line_pairs::join_sentences(&self.rungs, &sentences, langs)
            .map(Some)
            .map_err(|error| error.of_file(&self.path))
    }
}

/// Returns the sentences of a document with their paragraphs.
fn placed(document: &Document) -> Vec<(&str, usize)> {
    let places = document.sentences.iter().enumerate();
    places
        .map(|(at, sentence)| (document.sentence(at), sentence.paragraph))
        .collect()
}

/// Returns the beads of rungs that go on along both texts, and the number of sentences that no rung names:
/// each is a separate bead. `None` if rungs go back or leave out sentences in between.
fn tiled(rungs: &[Rung], counts: Sides<usize>) -> Option<(Vec<Bead>, usize)> {
    let mut beads = Vec::new();
    let mut next = Sides::new(0, 0);
    let mut rest = 0;
    let mut alone = |beads: &mut Vec<Bead>, next: &mut Sides<usize>, ends: &Sides<usize>| {
        for side in Side::BOTH {
            while next[side] < ends[side] {
                let mut sentences = next.map(|at| at..at);
                sentences[side].end += 1;
                next[side] += 1;
                rest += 1;
                beads.push(Bead::new(sentences, Score::new(0.0)));
            }
        }
    };
    for rung in rungs {
        let mut ranges = Sides::new(0..0, 0..0);
        for side in Side::BOTH {
            ranges[side] = run(&rung.sentences[side], next[side])?;
        }
        let starts = Sides::from_fn(|side| ranges[side].start);
        alone(&mut beads, &mut next, &starts);
        next = Sides::from_fn(|side| ranges[side].end);
        let bead = Bead::new(ranges, Score::new(rung.score.unwrap_or(1.0)));
        if bead.shape() != (0, 0) {
            beads.push(bead);
        }
    }
    alone(&mut beads, &mut next, &counts);
    for (name, bead) in (1..).zip(&mut beads) {
        bead.id = BeadId(name);
    }
    Some((beads, rest))
}

/// Returns consecutive sentences that begin at or after `next`; no sentences are an empty range there.
fn run(sentences: &[usize], next: usize) -> Option<Range<usize>> {
    let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else {
        return Some(next..next);
    };
    let in_a_row = sentences.iter().copied().eq(*first..last + 1);
    (in_a_row && *first >= next).then_some(*first..last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_doc::{parse_ladder, tiles};

    fn shapes(ladder: &str, counts: [usize; 2]) -> Option<(Vec<(usize, usize)>, usize)> {
        let (rungs, _) = parse_ladder(ladder);
        let (beads, rest) = tiled(&rungs, Sides::new(counts[0], counts[1]))?;
        assert!(tiles(&beads, counts), "{ladder}");
        Some((beads.iter().map(Bead::shape).collect(), rest))
    }

    #[test]
    fn what_no_rung_names_stands_alone_between_the_others() {
        assert_eq!(
            shapes("[0, 1]:[0]:0.5\n[]:[1]:1\n[2]:[2]:1\n", [3, 3]),
            Some((vec![(2, 1), (0, 1), (1, 1)], 0))
        );
        assert_eq!(
            shapes("[1]:[1]:0.5\n[3]:[]:1\n", [5, 3]),
            Some((
                vec![(1, 0), (0, 1), (1, 1), (1, 0), (1, 0), (1, 0), (0, 1)],
                5
            ))
        );
        assert_eq!(shapes("[0]:[1]:1\n[1]:[0]:1\n", [2, 2]), None);
        assert_eq!(shapes("[0, 2]:[0]:1\n", [3, 1]), None);
    }
}
