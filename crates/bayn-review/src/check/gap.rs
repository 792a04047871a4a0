//! A clause without counterpart on the other side: part of a sentence omitted or added.
//!
//! Candidate clauses are selected by how many of their words correspond to words of the
//! other side, by the most similar clause there, and by whether the other side is short by about the
//! clause's length. They are judged by whether the sentence without the clause is closer in meaning to
//! the other side than the whole, and by what the other side has at the position
//! of the clause that has no counterpart either: then it says the same in other words. If a text
//! is free, by the spread of its length ratios, the check reports nothing. The weights are those of
//! logistic regressions on inserted clauses.

use super::clause::{Clause, FEWEST_WORDS, clauses};
use super::meaning::Vector;
use super::{Half, Hit, Hits, Meaning, Pair, Setup};
use bayn_align::WordLink;
use bayn_doc::{BeadKind, Severity, Side, Sides};
use bayn_text::msg;
use harf::Span;

/// The fewest words of an added clause: two extra words are too often just a phrase.
const FEWEST_ADDED: usize = 3;

/// The probability from which a clause is a candidate, by words and lengths.
const LOOKED_AT: f64 = 0.12;
/// The probability from which one is reported, and that from which it is an error.
const REPORTED: [f64; 2] = [0.4, 0.63];

/// The probability, by words and lengths, from which one of two words is an error between Arabic and
/// English, where they suffice as evidence; for so few words meaning is little evidence.
const SHORT: f64 = 0.72;

/// The features of a candidate: how many of its words have counterparts, of the
/// words next to it, of those of the other side; the most similar clause there; by what share of its
/// length the other side is short, and how unusual that is in the text; its number of words.
type Signs = [f64; 7];
/// The weight of each feature, and the bias: fitted on clauses inserted into the news of the half for
/// tuning, twelve directions.
const WEIGHTS: Signs = [-7.127, 2.6, 2.478, -5.929, 0.7, 0.801, 0.415];
const BIAS: f64 = -3.928;

/// The features of a missing counterpart: the probability of its best word link, how much of
/// the other side near its position has no counterpart either, how much closer in meaning its
/// sentence is without it; how unusual the lengths are; its number of words.
type Proof = [f64; 5];
/// Fitted on the same half, twenty-eight directions.
const PROOF: Proof = [-2.331, -0.593, 6.953, 0.637, 2.061];
const PROOF_BIAS: f64 = -2.975;
/// How far from its position, as a share of the sentence, its counterpart may be.
const PLACE: f64 = 0.25;
/// With this many words on the other side for each of its own, everything may be expressed.
const MOST_SPARE: f64 = 3.0;

/// A text is free if its lengths vary more than this, or fewer of its words have counterparts.
const FREE: (f64, f64) = (0.3, 0.5);

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
                report(cut, (side, at), (&usual, meaning), hits);
            }
        }
    }
}

/// Returns the share of the words of a text that correspond to one of the other side.
fn answered(cuts: &[Cut<'_, '_>]) -> f64 {
    let of = |cut: &Cut<'_, '_>| {
        let words = cut.clauses.source.iter().flat_map(|clause| &clause.words);
        words
            .map(|word| linked(cut.links, Side::Source, *word))
            .collect::<Vec<f64>>()
    };
    let all: Vec<f64> = cuts.iter().flat_map(of).collect();
    let count = all.len() as f64;
    // Too few words to judge.
    const BEFORE: f64 = 30.0;
    (all.iter().sum::<f64>() + 0.7 * BEFORE) / (count + BEFORE)
}

/// Returns the probability that a word corresponds to one of the other side.
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
fn report(
    cut: &Cut<'_, '_>,
    (side, at): (Side, usize),
    (usual, meaning): (&Usual, &Meaning),
    hits: &mut Hits,
) {
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
        let others = cut.vectors[side.other()].iter();
        others.map(|other| cosine(own, other)).fold(0.0, f64::max)
    });
    let signs = signs(cut, side, clause, usual, nearest);
    let by_words = probability(&signs, &WEIGHTS, BIAS);
    if by_words < LOOKED_AT {
        return;
    }
    let proof = proof(cut, side, clause, usual, meaning);
    let by_meaning = probability(&proof, &PROOF, PROOF_BIAS);
    let short = clause.words.len() < FEWEST_ADDED && cut.pair.has_lists() && by_words >= SHORT;
    if by_meaning < REPORTED[0] && !short {
        return;
    }
    let said = match side {
        Side::Source => msg!("The translation has no counterpart of this clause."),
        Side::Target => msg!("The source has no counterpart of this clause."),
    };
    let half = &cut.pair.sides[side];
    let stays = !is_trusted(cut.pair)
        || is_gloss(half, clause.span)
        || is_name(half, clause)
        || is_repeated(half, clause);
    let severity = match (by_meaning >= REPORTED[1] || short) && !stays {
        true => Severity::Minor,
        false => Severity::Neutral,
    };
    let hit = Hit::new(said).at(side, clause.span).severity(severity);
    hits.push(cut.pair.index, hit);
}

/// Returns the probability of a logistic regression.
fn probability<const N: usize>(signs: &[f64; N], weights: &[f64; N], bias: f64) -> f64 {
    let products = signs
        .iter()
        .zip(weights)
        .map(|(sign, weight)| sign * weight);
    1.0 / (1.0 + (-(products.sum::<f64>() + bias)).exp())
}

fn cosine(one: &Vector, other: &Vector) -> f64 {
    f64::from(
        one.iter()
            .zip(other.iter())
            .map(|(a, b)| a * b)
            .sum::<f32>(),
    )
}

fn proof(
    cut: &Cut<'_, '_>,
    side: Side,
    clause: &Clause,
    usual: &Usual,
    meaning: &Meaning,
) -> Proof {
    let (half, across) = (&cut.pair.sides[side], &cut.pair.sides[side.other()]);
    let count = clause.words.len().max(1) as f64;
    let answers = clause.words.iter();
    let surest = answers
        .map(|word| linked(cut.links, side, *word))
        .fold(0.0, f64::max);
    let place = |half: &Half<'_>, at: usize| {
        at.saturating_sub(half.span.start) as f64 / half.span.len().max(1) as f64
    };
    let middle = place(half, clause.span.start + clause.span.len() / 2);
    let others = cut.clauses[side.other()]
        .iter()
        .flat_map(|clause| &clause.words);
    let spare: f64 = others
        .filter(|word| (place(across, word.start) - middle).abs() < PLACE)
        .map(|word| 1.0 - linked(cut.links, side.other(), *word))
        .sum();
    let part = |from: usize, to: usize| half.document.get(from..to).unwrap_or("");
    let rest = [
        part(half.span.start, clause.span.start),
        part(clause.span.end, half.span.end),
    ];
    let rest = rest.concat();
    let nearer = match meaning.vectors(&[half.text(), &rest, across.text()])[..] {
        [ref whole, ref rest, ref other] => cosine(rest, other) - cosine(whole, other),
        _ => 0.0,
    };
    [
        surest,
        (spare / count).min(MOST_SPARE),
        nearer,
        oddness(cut.pair, side, usual),
        count.ln(),
    ]
}

/// Returns whether all words of a clause are capitalised: a name, which may be shorter elsewhere.
fn is_name(half: &Half<'_>, clause: &Clause) -> bool {
    let capital = |word: &Span| {
        let first = word.of(half.document).chars().next();
        first.is_some_and(char::is_uppercase)
    };
    clause.words.iter().all(capital)
}

/// Returns whether a clause is the whole content of brackets: a gloss, the same measure in another
/// system, a name in another language, which a translator adds or omits for other readers.
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

/// The languages whose clauses are errors beside English: of Arabic and German by planted clauses, of
/// Turkish by findings that readers judged right.
const TRUSTED: [&str; 3] = ["ar", "de", "tr"];

/// Returns whether a finding between the languages of a pair is more than a hint.
fn is_trusted(pair: &Pair<'_>) -> bool {
    let known = |side: Side| TRUSTED.contains(&pair.sides[side].lang.primary());
    let [one, two] = Side::BOTH;
    pair.sides[one].is("en") && known(two) || pair.sides[two].is("en") && known(one)
}

/// Returns whether half the words of a clause also occur elsewhere on its side: a repetition
/// in the same words, as in laws, is expressed once or by a pronoun on the other side.
fn is_repeated(half: &Half<'_>, clause: &Clause) -> bool {
    const FEWEST_LETTERS: usize = 4;
    let key = |word: &Span| {
        let own = half.words_in(*word).first();
        own.map_or("", |word| word.key.as_str())
    };
    let again = |word: &&Span| {
        let own = key(word);
        let others = half
            .words
            .iter()
            .filter(|other| !other.span.overlaps(clause.span));
        own.chars().count() >= FEWEST_LETTERS
            && others.map(|other| other.key.as_str()).any(|other| {
                let long = other.chars().count() >= FEWEST_LETTERS;
                long && (own.starts_with(other) || other.starts_with(own))
            })
    };
    clause.words.iter().filter(again).count() * 2 >= clause.words.len()
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
    [
        own,
        rest,
        across,
        nearest,
        lacking,
        oddness(pair, side, usual),
        (clause.words.len() as f64).ln(),
    ]
}

/// Returns how unusual the short length of the other side is in a text.
fn oddness(pair: &Pair<'_>, side: Side, usual: &Usual) -> f64 {
    let chars = |side: Side| pair.sides[side].text().chars().count().max(1) as f64;
    let expected = chars(side) * usual.ratio(side);
    ((expected / chars(side.other())).ln() / usual.spread).clamp(-3.0, 3.0)
}

/// The ratio of the lengths of translations and sources in a text.
struct Usual {
    /// The median number of target characters per source character.
    middle: f64,
    /// The spread of its logarithm.
    spread: f64,
}

impl Usual {
    /// The prior spread of a text, and the number of pairs it
    /// counts as.
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

/// Returns the logarithm of the usual ratio of two scripts: Arabic omits vowels, and a character
/// of an East Asian script is like a word.
fn before(pair: &Pair<'_>) -> f64 {
    let weight = |half: &Half<'_>| match half.lang.primary() {
        "ar" | "he" | "fa" | "ur" => 0.85_f64,
        "zh" | "ja" => 0.35,
        "ko" => 0.5,
        _ => 1.0,
    };
    (weight(&pair.sides.target) / weight(&pair.sides.source)).ln()
}
