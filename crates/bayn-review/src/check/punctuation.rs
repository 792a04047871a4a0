//! The punctuation at the end of a sentence, and a comma between an English subject and its verb.
//!
//! A question must stay a question; a sentence that ends with punctuation must not lose it. Which
//! of full stop, colon and ellipsis is at the end is a matter of style and not compared.

use super::capital::is_headline;
use super::ending::{End, asks, end, tells_question};
use super::{Half, Hit, Hits, Pair, Setup};
use bayn_doc::Side;
use bayn_doc::{BeadKind, Severity};
use bayn_text::msg;
use bayn_text::{Language, Script};
use harf::Span;

/// If at least this many sentences, and this share of a text, have lost their punctuation,
/// it is the style of the text.
const HABIT: (usize, f64) = (3, 0.15);

pub(crate) fn check(pairs: &[Pair<'_>], _: &Setup<'_>, hits: &mut Hits) {
    let mut lost: Vec<(usize, Hit)> = Vec::new();
    let mut ended = 0;
    let head = head(pairs);
    for (at, pair) in pairs.iter().enumerate() {
        if pair.kind == BeadKind::Text && pair.is_matched() {
            let ends = [end(&pair.sides.source), end(&pair.sides.target)];
            let hit = |message: bayn_text::Message| {
                Hit::new(message)
                    .at(Side::Source, ends[0].1)
                    .at(Side::Target, ends[1].1)
            };
            ended += usize::from(ends[0].0 != End::None);
            match [ends[0].0, ends[1].0] {
                [End::Question, End::Stop | End::None] if !asks(&pair.sides.target) => {
                    let hit = hit(msg!(
                        "The source asks a question, the translation does not."
                    ));
                    let hit = match tells_question(&pair.sides.target) {
                        true => hit.severity(Severity::Neutral),
                        false => hit,
                    };
                    hits.push(pair.index, hit);
                }
                // The first line of a text is often its title.
                [End::Stop, End::None]
                    if (pair.index > 0 || pairs.len() < 4)
                        && !is_title(&pair.sides.target)
                        && !goes_on(&pair.sides.target) =>
                {
                    let hit = hit(msg!("The final punctuation mark is missing."));
                    lost.push((
                        pair.index,
                        match at < head {
                            true => hit.severity(Severity::Neutral),
                            false => hit,
                        },
                    ));
                }
                _ => {}
            }
        }
        foreign_marks(pair, hits);
        if pair.sides.target.is("en") {
            subject_comma(pair, hits);
        }
    }
    let share = lost.len() as f64 / f64::from(u32::try_from(ended.max(1)).unwrap_or(u32::MAX));
    let habit = lost.len() >= HABIT.0 && share >= HABIT.1;
    for (bead, mut hit) in lost {
        if habit {
            hit = hit.severity(Severity::Neutral);
        }
        hits.push(bead, hit);
    }
}

/// The most lines before the first sentence of a text: titles and
/// subtitles.
const HEAD: usize = 3;

/// Returns how many pairs at the beginning of a text have no mark at the end of their
/// translations: titles need none.
fn head(pairs: &[Pair<'_>]) -> usize {
    let bare = |pair: &&Pair<'_>| end(&pair.sides.target).0 == End::None;
    match pairs.len() {
        0..=HEAD => 0,
        _ => pairs.iter().take(HEAD).take_while(bare).count(),
    }
}

/// Returns whether a side is an item of a list that goes on: its last word joins the next one.
fn goes_on(half: &Half<'_>) -> bool {
    let last = half.words.len().saturating_sub(1);
    matches!(half.before(last).trim(), ";" | "\u{61B}")
}

/// Returns whether a side is written like a headline, including its last word.
fn is_title(half: &Half<'_>) -> bool {
    is_headline(half) && half.words.last().is_some_and(super::Word::is_capitalised)
        || is_terse(half)
        || has_topic(half)
        || is_cut_short(half)
}

/// The most words of a headline that names its topic first, and of the topic.
const HEADLINE: usize = 14;
const TOPIC: usize = 5;

/// Returns whether a side names its topic before a colon, as headlines do; direct speech after
/// a colon is in quotation marks.
fn has_topic(half: &Half<'_>) -> bool {
    let mut gaps = (0..half.words.len().min(TOPIC)).map(|at| half.between(at).trim());
    half.words.len() <= HEADLINE && gaps.any(|gap| matches!(gap, ":" | "\u{FF1A}"))
}

/// Returns whether a Korean side does not end with a verb ending, as in headlines: sentence endings
/// are few.
fn is_cut_short(half: &Half<'_>) -> bool {
    const ENDINGS: [char; 7] = [
        '\u{B2E4}', '\u{C694}', '\u{AE4C}', '\u{C8E0}', '\u{B77C}', '\u{C790}', '\u{B124}',
    ];
    let last = half.text().chars().rev().find(|c| c.is_alphanumeric());
    half.is("ko") && last.is_some_and(|c| !ENDINGS.contains(&c))
}

/// The fewest words of a line in which a sentence would need an article.
const TERSE: usize = 6;

/// Returns whether an English side omits articles as headlines do.
fn is_terse(half: &Half<'_>) -> bool {
    const ARTICLES: [&str; 3] = ["the", "a", "an"];
    half.is("en")
        && half.words.len() >= TERSE
        && !half
            .words
            .iter()
            .any(|word| word.is_in(&ARTICLES) || is_pronoun(word))
}

/// Returns whether a word is a pronoun that headlines omit.
fn is_pronoun(word: &super::Word<'_>) -> bool {
    const PRONOUNS: [&str; 10] = [
        "i", "we", "it", "he", "she", "they", "i'm", "it's", "there", "this",
    ];
    word.is_in(&PRONOUNS)
}

/// Punctuation of each script that must not be between words of the other.
const LATIN_MARKS: [char; 3] = [',', ';', '?'];
const ARABIC_MARKS: [char; 4] = ['\u{60C}', '\u{61B}', '\u{61F}', '\u{6D4}'];

/// Reports a comma, semicolon or question mark of another script: `,` behind an Arabic word of
/// an Arabic translation, or an Arabic one behind a word of any other.
fn foreign_marks(pair: &Pair<'_>, hits: &mut Hits) {
    let half = &pair.sides.target;
    let arabic = half.language().map(Language::script) == Some(Script::Arabic);
    let wrong: &[char] = if arabic { &LATIN_MARKS } else { &ARABIC_MARKS };
    for (at, mark) in half.text().match_indices(wrong) {
        let before = half.text().get(..at).unwrap_or("");
        let letter = before
            .chars()
            .rev()
            .find(|c| !matches!(c, ' ' | '\u{A0}' | '"' | '\u{BB}' | '\u{201D}' | ')'));
        let own = letter.is_some_and(|c| c.is_alphabetic() && is_arabic(c) == arabic);
        if own {
            let start = half.span.start + at;
            hits.push(
                pair.index,
                Hit::new(msg!("This punctuation mark belongs to another script."))
                    .at(Side::Target, Span::new(start, start + mark.len())),
            );
        }
    }
}

const fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Verbs that must not be separated from their subject.
const VERBS: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "will",
    "would",
    "included",
    "includes",
    "contained",
    "contains",
    "said",
    "says",
];

/// Reports `that the batch, included …`: a comma between the subject of a clause and its verb
/// without a second comma that would make it a pair.
fn subject_comma(pair: &Pair<'_>, hits: &mut Hits) {
    let half = &pair.sides.target;
    for (at, four) in half.words.windows(4).enumerate() {
        let [that, the, noun, verb] = four else {
            continue;
        };
        let clause = that.is_in(&["that", "which", "because"])
            && the.is_in(&["the", "this", "a", "an"])
            && half.is_joined(at)
            && half.is_joined(at + 1)
            && verb.is_in(VERBS);
        let rest = Span::new(verb.span.end, half.span.end).of(half.document);
        let next_mark = rest
            .find([',', '.', ';'])
            .and_then(|i| rest.get(i..)?.chars().next());
        // "included the leaders" is a verb with its object; "included in it" may be an aside.
        let transitive = ["the", "a", "an", "some"].contains(&half.key(at + 4));
        if clause && half.between(at + 2).trim() == "," && (transitive || next_mark != Some(',')) {
            let comma = Span::new(noun.span.start, verb.span.start);
            hits.push(
                pair.index,
                Hit::new(msg!("This comma separates the subject from its verb."))
                    .at(Side::Target, comma),
            );
        }
    }
}
