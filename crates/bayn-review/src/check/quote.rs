//! Quotations: an unmatched mark, quotation marks that only one side has, and a
//! quotation that covers much more in the translation than in the source.
//!
//! Marks that only one side has are mostly a matter of house style, so their severity is neutral.
//! If a side quotes with single marks, counts are not compared.

use super::marks::{Paired, quotations};
use super::{Half, Hit, Hits, Pair, Setup};
use bayn_doc::Severity;
use bayn_doc::{Side, Sides};
use bayn_text::msg;
use harf::Span;
use std::collections::BTreeSet;

/// The largest difference of the quoted shares of words.
const SHARE_GAP: f64 = 0.4;

/// The most quotations of which an unmatched mark may be the rest.
const MOST_LOST: usize = 8;

/// The most beads that a quotation may span.
const LONGEST: usize = 16;

pub(crate) fn check(pairs: &[Pair<'_>], _: &Setup<'_>, hits: &mut Hits) {
    let mut quoted: Vec<Sides<Paired>> = pairs
        .iter()
        .map(|pair| {
            Sides::from_fn(|side| quotations(pair.sides[side].text(), pair.sides[side].span.start))
        })
        .collect();
    // A quotation may continue from the sentence before or into the next, on either side.
    let open: Vec<bool> = quoted
        .iter()
        .map(|marks| !marks.source.single.is_empty())
        .collect();
    let over = Sides::from_fn(|side| join(pairs, &mut quoted, side));
    for side in Side::BOTH {
        leave_open(pairs, &mut quoted, side);
    }
    for (at, (pair, marks)) in pairs.iter().zip(&quoted).enumerate() {
        turned(pair, &marks.target, hits);
        if open.get(at).copied().unwrap_or_default() {
            continue;
        }
        if pair.is_matched() && !Side::BOTH.iter().any(|&side| over[side].contains(&at)) {
            look(pair, &marks.source, &marks.target, hits);
        } else {
            single(pair, &marks.source, &marks.target, hits);
        }
    }
}

/// Removes the marks of quotations that span several beads, and returns the indexes of
/// the beads that they span.
fn join(pairs: &[Pair<'_>], quoted: &mut [Sides<Paired>], side: Side) -> BTreeSet<usize> {
    let mut over = BTreeSet::new();
    // The last mark that may open a quotation: the place of its bead, and the mark.
    let mut open: Option<(usize, Span)> = None;
    let mut taken: BTreeSet<(usize, Span)> = BTreeSet::new();
    for at in 0..pairs.len() {
        let Some(pair) = pairs.get(at) else { break };
        let singles = quoted
            .get(at)
            .map_or(Vec::new(), |marks| marks[side].single.clone());
        for mark in singles {
            if opens(&pair.sides[side], mark) {
                open = Some((at, mark));
            } else if let Some((from, start)) = open.take_if(|(from, _)| at - *from <= LONGEST) {
                over.extend(from..=at);
                taken.extend([(from, start), (at, mark)]);
            }
        }
    }
    let places: BTreeSet<usize> = taken.iter().map(|(place, _)| *place).collect();
    for place in places {
        if let Some(marks) = quoted.get_mut(place) {
            let single = &mut marks[side].single;
            single.retain(|mark| !taken.contains(&(place, *mark)));
        }
    }
    over
}

/// Removes opening marks of a quotation that continues in the next sentence with another opening mark: of a
/// speech in several paragraphs English closes only the last.
fn leave_open(pairs: &[Pair<'_>], quoted: &mut [Sides<Paired>], side: Side) {
    for ((marks, pair), next) in quoted.iter_mut().zip(pairs).zip(pairs.iter().skip(1)) {
        let text = next.sides[side].text().trim_start();
        let reopened = text.starts_with(['"', '\u{201C}', '\u{AB}']);
        let marks = &mut marks[side];
        let closed = marks.stretches.iter().map(|own| own.end).max();
        marks.single.pop_if(|last| {
            reopened && Some(last.start) >= closed && opens(&pair.sides[side], *last)
        });
    }
}

/// Returns whether a mark is at the start of a quotation: before a word, not after one.
fn opens(half: &Half<'_>, mark: Span) -> bool {
    let before = half.document.get(half.span.start..mark.start).unwrap_or("");
    let behind = half.document.get(mark.end..half.span.end).unwrap_or("");
    before
        .chars()
        .next_back()
        .is_none_or(|c| !c.is_alphanumeric() && c != '.' && c != ',')
        && behind
            .chars()
            .next()
            .is_some_and(|c| c.is_alphanumeric() || c.is_whitespace() || c == '\u{2026}')
        && behind.trim_start().starts_with(char::is_alphanumeric)
        && mark.of(half.document) != "\u{201D}"
}

/// Reports unmatched marks of the target if all marks of the source are matched.
fn single(pair: &Pair<'_>, source: &Paired, target: &Paired, hits: &mut Hits) {
    if !source.single.is_empty() || has_single_quotes(&pair.sides.source) {
        return;
    }
    let half = &pair.sides.target;
    let lost = source.stretches.get(target.stretches.len()..);
    let lost = lost.unwrap_or_default();
    let lost = lost.get(..lost.len().min(MOST_LOST)).unwrap_or_default();
    // Several unmatched marks are one error.
    let (odd, unclear): (Vec<Span>, Vec<Span>) = target
        .single
        .iter()
        .partition(|&&mark| !is_apostrophe(half, mark, source) && !is_escaped(half, mark));
    for (marks, severity) in [(odd, Severity::Minor), (unclear, Severity::Neutral)] {
        if !marks.is_empty() {
            hits.push(
                pair.index,
                Hit::new(msg!("This quotation mark has no partner."))
                    .at_all(Side::Target, marks)
                    .at_all(Side::Source, lost.iter().copied())
                    .severity(severity),
            );
        }
    }
}

/// Reports a closing mark where a quotation of the target opens that a straight mark closes. Where
/// it closes as well, that is how some languages quote.
fn turned(pair: &Pair<'_>, target: &Paired, hits: &mut Hits) {
    let half = &pair.sides.target;
    for stretch in &target.stretches {
        let quotation = stretch.of(half.document);
        if let Some(rest) = quotation.strip_prefix('\u{201D}')
            && rest.ends_with('"')
        {
            let mark = Span::new(stretch.start, stretch.end - rest.len());
            // If it is due to a keyboard layout, it is so in the whole text.
            hits.push(
                pair.index,
                Hit::new(msg!("A closing mark opens this quotation."))
                    .at(Side::Target, mark)
                    .severity(Severity::Neutral),
            );
        }
    }
}

/// Returns whether a mark is a corrupted apostrophe: `Lakers" shirts`.
fn is_apostrophe(half: &Half<'_>, mark: Span, source: &Paired) -> bool {
    let before = half.document.get(..mark.start).unwrap_or("");
    let behind = half.document.get(mark.end..).unwrap_or("");
    let owner = half.is("en")
        && before.ends_with('s')
        && behind
            .strip_prefix(' ')
            .is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    mark.of(half.document) == "\""
        && (owner || source.stretches.is_empty() && before.ends_with(char::is_alphabetic))
}

/// Returns whether a program left a mark with its escape, `\"`: its role is unknown.
fn is_escaped(half: &Half<'_>, mark: Span) -> bool {
    let before = half.document.get(..mark.start).unwrap_or("");
    before.ends_with('\\')
}

/// Compares the quotations of a bead.
fn look(pair: &Pair<'_>, source: &Paired, target: &Paired, hits: &mut Hits) {
    single(pair, source, target, hits);
    let single_quotes = Side::BOTH
        .iter()
        .any(|&side| has_single_quotes(&pair.sides[side]));
    if target.single.is_empty() && source.single.is_empty() && !single_quotes {
        counts(pair, source, target, hits);
        extent(pair, source, target, hits);
    }
}

/// Reports quotations that the other side lacks.
fn counts(pair: &Pair<'_>, source: &Paired, target: &Paired, hits: &mut Hits) {
    for (side, own, other, message) in [
        (
            Side::Source,
            source,
            target,
            msg!("The translation drops these quotation marks."),
        ),
        (
            Side::Target,
            target,
            source,
            msg!("The source has no quotation marks here."),
        ),
    ] {
        if own.stretches.len() <= other.stretches.len() {
            continue;
        }
        // Which of several is unmatched is unknown, unless the other side has none.
        let odd: &[Span] = if other.stretches.is_empty() {
            &own.stretches
        } else {
            own.stretches
                .get(other.stretches.len()..)
                .unwrap_or_default()
        };
        for &span in odd {
            hits.push(
                pair.index,
                Hit::new(&message)
                    .at(side, span)
                    .severity(Severity::Neutral),
            );
        }
    }
}

/// Reports a quotation of the target that includes indirect speech of the source.
fn extent(pair: &Pair<'_>, source: &Paired, target: &Paired, hits: &mut Hits) {
    if source.stretches.is_empty() || source.stretches.len() != target.stretches.len() {
        return;
    }
    let share = |side: Side, paired: &Paired| {
        // In letters, since not every script separates words.
        let letters = |span: Span| {
            let text = span.of(pair.sides[side].document).chars();
            text.filter(|c| c.is_alphanumeric()).count()
        };
        let quoted: usize = paired.stretches.iter().map(|&span| letters(span)).sum();
        quoted as f64 / letters(pair.sides[side].span).max(1) as f64
    };
    let gap = share(Side::Target, target) - share(Side::Source, source);
    if gap > SHARE_GAP {
        let start = |span: &Span| {
            let words = &pair.sides.target.words;
            let first = words.get(words.partition_point(|w| w.span.start < span.start));
            first.map_or(*span, |word| Span::new(span.start, word.span.end))
        };
        hits.push(
            pair.index,
            Hit::new(msg!(
                "The quotation includes words that the source does not quote."
            ))
            .at_all(Side::Target, target.stretches.iter().map(start))
            .at_all(Side::Source, source.stretches.iter().copied())
            .severity(Severity::Neutral),
        );
    }
}

/// Returns whether a single quotation mark is before a word, or after a full stop.
fn has_single_quotes(half: &Half<'_>) -> bool {
    let opens = |at: usize| half.before(at).ends_with(['\'', '\u{2018}', '\u{2039}']);
    let closes = [
        ".'",
        ",'",
        "!'",
        "?'",
        ".\u{2019}",
        ",\u{2019}",
        "!\u{2019}",
        "?\u{2019}",
    ];
    (0..half.words.len()).any(opens) || closes.iter().any(|mark| half.text().contains(mark))
}
