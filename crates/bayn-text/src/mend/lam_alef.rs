//! Repairs swapped lam and alef.
//!
//! Fonts draw lam and alef as one ligature. Programs that extract text from PDF write the two
//! letters of the ligature in visual order, and leave the rest in logical
//! order. The text then has many an alef before an alef with hamza, which no Arabic word
//! has. Their original order is inferred from the letters around them: `assets/lam_alef.txt` has the
//! contexts in which alef and lam were a ligature, counted by `tools/lam_alef.py`.

use super::rewrite::{Rewrite, Rewritten, words};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The contexts, one per line: a sign, and the letters around alef and lam. `+` means that they
/// were a ligature, `-` that they were not; the longest known context decides.
const CONTEXTS: &str = include_str!("../../assets/lam_alef.txt");
/// How many letters before and after the alef (itself counted) are examined, longest first.
/// Each has a different length.
const REACH: [(usize, usize); 6] = [(3, 5), (2, 5), (2, 4), (1, 4), (1, 3), (0, 3)];
/// The minimum number of words that show the damage.
const SOME: usize = 2;

static LIGATURES: LazyLock<HashMap<&str, bool>> = LazyLock::new(|| {
    let lines = CONTEXTS.lines();
    lines
        .filter_map(|line| Some((line.get(1..)?, line.starts_with('+'))))
        .collect()
});

const fn is_alef(c: char) -> bool {
    matches!(c, '\u{622}' | '\u{623}' | '\u{625}' | '\u{627}')
}

const fn is_seated(c: char) -> bool {
    matches!(c, '\u{622}' | '\u{623}' | '\u{625}')
}

/// Puts lam before alef if they were a ligature.
pub(super) fn mend(text: &str) -> Option<Rewritten> {
    if !text.contains(is_seated) {
        return None;
    }
    let (mut turned, mut sound) = (0, 0);
    for (_, word) in words(text) {
        let letters: Vec<char> = word.chars().collect();
        for three in letters.windows(3) {
            if let [first, second, third] = *three {
                turned +=
                    usize::from(first == '\u{627}' && is_seated(second) && third == '\u{644}');
                sound += usize::from(first == '\u{627}' && second == '\u{644}' && is_seated(third));
            }
        }
    }
    if turned < SOME || sound * 4 > turned {
        return None;
    }
    let mut rewrite = Rewrite::of(text);
    for (start, word) in words(text) {
        let letters: Vec<(usize, char)> = word.char_indices().collect();
        let mut at = 0;
        while let [(alef, first), (lam, second), ..] = *letters.get(at..).unwrap_or_default() {
            if is_alef(first) && second == '\u{644}' && was_ligature(&letters, at) {
                let end = lam + second.len_utf8();
                let pair = String::from_iter([second, first]);
                rewrite.replace(start + alef..start + end, &pair);
                at += 1;
            }
            at += 1;
        }
    }
    rewrite.finish()
}

/// Returns whether the alef at `at` and the lam after it were a ligature.
fn was_ligature(letters: &[(usize, char)], at: usize) -> bool {
    let letter = |place: Option<usize>| match place {
        None => '^',
        Some(place) => letters.get(place).map_or('$', |(_, c)| *c),
    };
    REACH
        .iter()
        .find_map(|(before, behind)| {
            let context: String = (0..before + behind)
                .map(|step| letter((at + step).checked_sub(*before)))
                .collect();
            LIGATURES.get(context.as_str()).copied()
        })
        .unwrap_or(false)
}
