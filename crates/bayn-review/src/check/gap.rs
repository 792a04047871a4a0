//! A clause that the other side has nowhere: part of a sentence left out, or put in.
//!
//! Three things speak together: how many of the clause's own words answer to words of the other
//! side, the nearest clause there by meaning, and whether the other side is short by about the
//! clause's length, by what is usual in the text. Where a text is free, which the spread of its
//! ratios tells, lengths say little and the check falls silent. The weights are those of a
//! logistic regression on planted clauses.

use super::meaning::Vector;
use super::{Half, Hit, Hits, Pair, Setup};
use bayn_align::WordLink;
use bayn_doc::{BeadKind, Severity, Side, Sides};
use bayn_text::{function_words, msg};
use harf::Span;

/// The fewest words of meaning that a clause has.
const FEWEST_WORDS: usize = 2;
/// The fewest that one has to be put in: two words more are a turn of phrase too often.
const FEWEST_ADDED: usize = 3;

/// From which probability on a clause is reported, and from which as an error.
const REPORTED: [f64; 2] = [0.27, 0.62];
/// From which probability on one of two words is an error.
const SHORT: f64 = 0.72;

/// What speaks for a clause having no counterpart: how many of its words are answered, of the
/// words beside it, of those of the other side; the nearest clause there; by what share of its
/// length the other side is short, and how odd that is in the text; how many words it has.
type Signs = [f64; 7];
/// The weight of each sign, and of none: fitted on clauses put into the news of the half for
/// tuning, all twelve directions.
const WEIGHTS: Signs = [-7.127, 2.6, 2.478, -5.929, 0.7, 0.801, 0.415];
const BIAS: f64 = -3.928;

/// A text is free whose lengths stray further than this, or whose words are answered less.
const FREE: (f64, f64) = (0.3, 0.5);

/// One clause and what is known of it.
struct Clause {
    span: Span,
    /// Its words that are no function words.
    words: Vec<Span>,
    chars: f64,
}

/// One matched pair with its clauses and their vectors.
struct Cut<'p, 'a> {
    pair: &'p Pair<'a>,
    clauses: Sides<Vec<Clause>>,
    vectors: Sides<Vec<Vector>>,
    links: &'p [WordLink],
}

pub(crate) fn check(pairs: &[Pair<'_>], setup: &Setup<'_>, hits: &mut Hits) {
    let Some((meaning, links)) = setup.meaning() else {
        return;
    };
    let fits = |pair: &&Pair<'_>| pair.kind == BeadKind::Text && pair.is_matched();
    let mut cuts: Vec<Cut<'_, '_>> = pairs
        .iter()
        .filter(fits)
        .map(|pair| Cut {
            pair,
            clauses: Sides::from_fn(|side| clauses(&pair.sides[side])),
            vectors: Sides::default(),
            links: links.get(pair.index).map_or(&[][..], Vec::as_slice),
        })
        .collect();
    let usual = Usual::of(&cuts);
    let mut texts: Vec<&str> = Vec::new();
    for cut in &cuts {
        for side in Side::BOTH {
            let document = cut.pair.sides[side].document;
            texts.extend(
                cut.clauses[side]
                    .iter()
                    .map(|clause| clause.span.of(document)),
            );
        }
    }
    let mut vectors = meaning.vectors(&texts).into_iter();
    for cut in &mut cuts {
        let counts = cut.clauses.as_ref().map(Vec::len);
        cut.vectors = counts.map(|count| vectors.by_ref().take(count).collect());
    }
    if usual.spread > FREE.0 || answered(&cuts) < FREE.1 {
        return;
    }
    for cut in &cuts {
        for side in Side::BOTH {
            for at in 0..cut.clauses[side].len() {
                report(cut, side, at, &usual, hits);
            }
        }
    }
}

/// Returns how many of the words of a text answer to one of the other side, as a share.
fn answered(cuts: &[Cut<'_, '_>]) -> f64 {
    let of = |cut: &Cut<'_, '_>| {
        let words = cut.clauses.source.iter().flat_map(|clause| &clause.words);
        words
            .map(|word| linked(cut.links, Side::Source, *word))
            .collect::<Vec<f64>>()
    };
    let all: Vec<f64> = cuts.iter().flat_map(of).collect();
    let count = all.len() as f64;
    // Of a few words nothing can be said.
    const BEFORE: f64 = 30.0;
    (all.iter().sum::<f64>() + 0.7 * BEFORE) / (count + BEFORE)
}

/// Returns how surely a word answers to one of the other side.
fn linked(links: &[WordLink], side: Side, word: Span) -> f64 {
    let own = links.iter().filter(|link| {
        let span = match side {
            Side::Source => link.source,
            Side::Target => link.target,
        };
        span.overlaps(word)
    });
    own.map(|link| f64::from(link.probability.value()))
        .fold(0.0, f64::max)
}

/// Reports a clause if it has no counterpart.
fn report(cut: &Cut<'_, '_>, side: Side, at: usize, usual: &Usual, hits: &mut Hits) {
    let Some(clause) = cut.clauses[side].get(at).filter(|clause| {
        let fewest = match side {
            Side::Source => FEWEST_WORDS,
            Side::Target => FEWEST_ADDED,
        };
        clause.words.len() >= fewest
    }) else {
        return;
    };
    let nearest = cut.vectors[side].get(at).map_or(0.0, |own| {
        let cosine =
            |other: &Vector| -> f32 { own.iter().zip(other.iter()).map(|(a, b)| a * b).sum() };
        cut.vectors[side.other()]
            .iter()
            .map(cosine)
            .fold(0.0, f32::max)
    });
    let signs = signs(cut, side, clause, usual, f64::from(nearest));
    let sum: f64 = signs
        .iter()
        .zip(&WEIGHTS)
        .map(|(sign, weight)| sign * weight)
        .sum();
    let probability = 1.0 / (1.0 + (-(sum + BIAS)).exp());
    if probability < REPORTED[0] {
        return;
    }
    let said = match side {
        Side::Source => msg!("The translation has no counterpart of this clause."),
        Side::Target => msg!("The source has no counterpart of this clause."),
    };
    let short = clause.words.len() < FEWEST_ADDED;
    let least = if short { SHORT } else { REPORTED[1] };
    let half = &cut.pair.sides[side];
    let severity = if probability >= least && !is_gloss(half, clause.span) {
        Severity::Minor
    } else {
        Severity::Neutral
    };
    let hit = Hit::new(said).at(side, clause.span).severity(severity);
    hits.push(cut.pair.index, hit);
}

/// Returns whether a clause is all that is in brackets: a gloss, the same measure in another
/// system, a name in another language, which a translator adds or leaves out for other readers.
fn is_gloss(half: &Half<'_>, clause: Span) -> bool {
    const QUOTES: &[char] = &[
        '"', '\u{201C}', '\u{201D}', '\u{AB}', '\u{BB}', '\'', '\u{2019}',
    ];
    let outer = |c: char| c.is_whitespace() || QUOTES.contains(&c);
    let before = half.document.get(half.span.start..clause.start);
    let behind = half.document.get(clause.end..half.span.end);
    before.is_some_and(|text| {
        text.trim_end_matches(outer)
            .ends_with(['(', '[', '\u{FF08}'])
    }) && behind.is_some_and(|text| {
        let text = text.trim_start_matches(outer);
        text.starts_with([')', ']', '\u{FF09}'])
    })
}

fn signs(cut: &Cut<'_, '_>, side: Side, clause: &Clause, usual: &Usual, nearest: f64) -> Signs {
    let (pair, both, links) = (cut.pair, &cut.clauses, cut.links);
    let other = side.other();
    let mean = |side: Side, words: &mut dyn Iterator<Item = &Span>| -> f64 {
        let (mut sum, mut count) = (0.0, 0.0);
        for word in words {
            sum += linked(links, side, *word);
            count += 1.0;
        }
        if count == 0.0 { 1.0 } else { sum / count }
    };
    let own = mean(side, &mut clause.words.iter());
    let rest = both[side].iter().filter(|other| other.span != clause.span);
    let rest = mean(side, &mut rest.flat_map(|clause| &clause.words));
    let across = mean(
        other,
        &mut both[other].iter().flat_map(|clause| &clause.words),
    );
    let chars = Sides::from_fn(|side: Side| pair.sides[side].text().chars().count() as f64);
    let expected = chars[side] * usual.ratio(side);
    let lacking =
        ((expected - chars[other]) / (clause.chars * usual.ratio(side)).max(1.0)).clamp(-1.0, 2.0);
    let odd = ((expected / chars[other].max(1.0)).ln() / usual.spread).clamp(-3.0, 3.0);
    [
        own,
        rest,
        across,
        nearest,
        lacking,
        odd,
        (clause.words.len() as f64).ln(),
    ]
}

/// How long the translations of a text are beside their sources.
struct Usual {
    /// The characters of the target for one of the source, in the middle.
    middle: f64,
    /// How far the logarithm of it usually strays.
    spread: f64,
}

impl Usual {
    /// The spread that a text is taken to have before it is seen, and for how many pairs that
    /// counts.
    const BEFORE: (f64, f64) = (0.2, 8.0);

    fn of(cuts: &[Cut<'_, '_>]) -> Self {
        let chars = |pair: &Pair<'_>, side: Side| pair.sides[side].text().chars().count() as f64;
        let pairs = || cuts.iter().map(|cut| cut.pair);
        let mut ratios: Vec<f64> = pairs()
            .filter(|pair| chars(pair, Side::Source) >= 30.0)
            .map(|pair| (chars(pair, Side::Target) / chars(pair, Side::Source)).ln())
            .collect();
        let usual = pairs().next().map_or(0.0, before);
        ratios.push(usual);
        ratios.push(usual);
        ratios.sort_by(f64::total_cmp);
        let middle = ratios.get(ratios.len() / 2).copied().unwrap_or(usual);
        let mut far: Vec<f64> = ratios.iter().map(|ratio| (ratio - middle).abs()).collect();
        far.sort_by(f64::total_cmp);
        let own = far.get(far.len() / 2).copied().unwrap_or(0.0) * 1.48;
        let count = far.len() as f64;
        let (spread, weight) = Self::BEFORE;
        Self {
            middle: middle.exp(),
            spread: (own * count + spread * weight) / (count + weight),
        }
    }

    /// Returns the characters of the other side for one of this.
    fn ratio(&self, side: Side) -> f64 {
        match side {
            Side::Source => self.middle,
            Side::Target => 1.0 / self.middle,
        }
    }
}

/// Returns the logarithm of the usual ratio of two scripts: Arabic leaves vowels out, and a sign
/// of East Asia is as good as a word.
fn before(pair: &Pair<'_>) -> f64 {
    let weight = |half: &Half<'_>| match half.lang.primary() {
        "ar" | "he" | "fa" | "ur" => 0.85_f64,
        "zh" | "ja" => 0.35,
        "ko" => 0.5,
        _ => 1.0,
    };
    (weight(&pair.sides.target) / weight(&pair.sides.source)).ln()
}

/// Returns the clauses of a side: what is between marks, each with words enough to say something.
fn clauses(half: &Half<'_>) -> Vec<Clause> {
    let lang = half.lang.primary();
    let mut found: Vec<Clause> = Vec::new();
    let mut open: Option<Clause> = None;
    for (at, word) in half.words.iter().enumerate() {
        let clause = open.get_or_insert_with(|| Clause {
            span: word.span,
            words: Vec::new(),
            chars: 0.0,
        });
        clause.span = clause.span.cover(word.span);
        if !function_words::contains(lang, &word.text.to_lowercase()) {
            clause.words.push(word.span);
        }
        let gap = half.between(at);
        let ends = gap.contains(|c: char| {
            matches!(
                c,
                ',' | ';'
                    | ':'
                    | '.'
                    | '!'
                    | '?'
                    | '('
                    | ')'
                    | '\u{2013}'
                    | '\u{2014}'
                    | '\u{60C}'
                    | '\u{61B}'
                    | '\u{61F}'
                    | '\u{3002}'
                    | '\u{FF0C}'
                    | '\u{3001}'
                    | '\u{FF1B}'
            )
        }) || gap == " - ";
        if (ends && clause.words.len() >= FEWEST_WORDS) || at + 1 == half.words.len() {
            found.extend(open.take());
        }
    }
    // What is left at the end goes with what is before it.
    if let [.., before, last] = found.as_mut_slice()
        && last.words.len() < FEWEST_WORDS
    {
        before.span = before.span.cover(last.span);
        before.words.append(&mut last.words);
        found.pop();
    }
    for clause in &mut found {
        clause.chars = clause.span.of(half.document).chars().count() as f64;
    }
    found
}
