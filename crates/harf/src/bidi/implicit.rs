//! The levels of a paragraph without explicit formatting characters (UAX #9 rules W, N and I).
//!
//! Such a paragraph is one isolating run sequence (BD13), from base direction to base direction.
//! Nearly all are of this kind. Characters that X9 removes take no part and get the level of the
//! character before them, as in §5.2.

use crate::bidi::bracket::{Bracket, pairs};
use crate::bidi::kind::Kind;
use crate::property::properties;
use icu_properties::props::BidiClass;

/// Returns whether [`levels`] can be asked about a paragraph with these classes: no embedding,
/// override or isolate, and no separator but at the end.
pub(super) fn is_implicit(classes: &[BidiClass]) -> bool {
    let inner = classes.split_last().map_or(classes, |(_, inner)| inner);
    inner
        .iter()
        .all(|&class| class != BidiClass::ParagraphSeparator)
        && classes.iter().all(|&class| {
            !matches!(
                class,
                BidiClass::LeftToRightEmbedding
                    | BidiClass::LeftToRightOverride
                    | BidiClass::RightToLeftEmbedding
                    | BidiClass::RightToLeftOverride
                    | BidiClass::PopDirectionalFormat
                    | BidiClass::LeftToRightIsolate
                    | BidiClass::RightToLeftIsolate
                    | BidiClass::FirstStrongIsolate
                    | BidiClass::PopDirectionalIsolate
            )
        })
}

/// Returns the level of each character of `text`, whose classes are `classes`, at the paragraph
/// level `base`, which is 0 or 1.
pub(super) fn levels(text: &str, classes: &[BidiClass], base: u8) -> Vec<u8> {
    let edge = if base == 0 { Kind::Left } else { Kind::Right };
    let (mut kinds, brackets) = marks_and_numbers(text, classes, edge);
    separators(&mut kinds, edge);
    if !brackets.is_empty() {
        pairs(&mut kinds, &brackets, edge);
    }
    neutrals(&mut kinds, edge);
    let level = |kind: &Kind| match (kind, base) {
        (Kind::Left, 0) => 0,
        (Kind::Right, _) => 1,
        (Kind::Left, _) | (Kind::European | Kind::Arabic, _) => 2,
        // N2 leaves none.
        _ => base,
    };
    if kinds.len() == classes.len() {
        return kinds.iter().map(level).collect();
    }
    let mut kinds = kinds.iter();
    let mut last = base;
    let mut levels = Vec::with_capacity(classes.len());
    for class in classes {
        if *class != BidiClass::BoundaryNeutral {
            last = kinds.next().map_or(base, level);
        }
        levels.push(last);
    }
    levels
}

/// Rules W1 to W3, with the brackets for N0. Characters that X9 removes are left out.
fn marks_and_numbers(text: &str, classes: &[BidiClass], edge: Kind) -> (Vec<Kind>, Vec<Bracket>) {
    let table = properties();
    let mut kinds = Vec::with_capacity(classes.len());
    let mut brackets: Vec<Bracket> = Vec::new();
    let mut before = edge;
    let mut after_arabic = false;
    for (&class, c) in classes.iter().zip(text.chars()) {
        let kind = match class {
            BidiClass::LeftToRight => {
                after_arabic = false;
                Kind::Left
            }
            BidiClass::RightToLeft => {
                after_arabic = false;
                Kind::Right
            }
            // W3.
            BidiClass::ArabicLetter => {
                after_arabic = true;
                Kind::Right
            }
            // W2.
            BidiClass::EuropeanNumber if after_arabic => Kind::Arabic,
            BidiClass::EuropeanNumber => Kind::European,
            BidiClass::ArabicNumber => Kind::Arabic,
            BidiClass::EuropeanSeparator => Kind::Plus,
            BidiClass::EuropeanTerminator => Kind::Percent,
            BidiClass::CommonSeparator => Kind::Comma,
            // W1.
            BidiClass::NonspacingMark => {
                if let Some(last) = brackets.last_mut()
                    && last.at + last.marks + 1 == kinds.len()
                {
                    last.marks += 1;
                }
                before
            }
            BidiClass::BoundaryNeutral => continue,
            BidiClass::OtherNeutral if table.of(c).is_bracket() => {
                brackets.push(Bracket {
                    c,
                    at: kinds.len(),
                    marks: 0,
                });
                Kind::Neutral
            }
            _ => Kind::Neutral,
        };
        before = kind;
        kinds.push(kind);
    }
    (kinds, brackets)
}

/// Rules W4 to W7.
fn separators(kinds: &mut [Kind], edge: Kind) {
    let mut strong = edge;
    // The kind of the character before, as W4 left it.
    let mut before = Kind::Neutral;
    let mut at = 0;
    while let Some(&kind) = kinds.get(at) {
        let mut end = at + 1;
        let mut found = kind;
        match kind {
            Kind::Left | Kind::Right => strong = kind,
            Kind::Plus | Kind::Comma => {
                let next = kinds.get(end).copied();
                let joins = next == Some(before)
                    && (before == Kind::European
                        || (before == Kind::Arabic && kind == Kind::Comma));
                // W4, else W6.
                found = if joins { before } else { Kind::Neutral };
            }
            Kind::Percent => {
                while kinds.get(end) == Some(&Kind::Percent) {
                    end += 1;
                }
                // W5, else W6.
                let beside = before == Kind::European || kinds.get(end) == Some(&Kind::European);
                found = if beside {
                    Kind::European
                } else {
                    Kind::Neutral
                };
            }
            Kind::European | Kind::Arabic | Kind::Neutral => {}
        }
        before = if kind == Kind::Percent { kind } else { found };
        // W7.
        if found == Kind::European && strong == Kind::Left {
            found = Kind::Left;
        }
        if found != kind {
            kinds.get_mut(at..end).unwrap_or_default().fill(found);
        }
        at = end;
    }
}

/// Rules N1 and N2.
fn neutrals(kinds: &mut [Kind], edge: Kind) {
    let mut before = edge;
    let mut at = 0;
    while let Some(kind) = kinds.get(at) {
        if let Some(strong) = kind.strong() {
            before = strong;
            at += 1;
            continue;
        }
        let rest = kinds.get(at..).unwrap_or_default();
        let (length, after) = rest
            .iter()
            .enumerate()
            .find_map(|(length, kind)| kind.strong().map(|strong| (length, strong)))
            .unwrap_or((rest.len(), edge));
        let found = if before == after { before } else { edge };
        kinds
            .get_mut(at..at + length)
            .unwrap_or_default()
            .fill(found);
        at += length;
    }
}
