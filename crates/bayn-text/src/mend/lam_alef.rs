//! Lam and alef that changed places.
//!
//! Fonts draw lam and alef as one ligature. Programs that take text out of PDF write the two
//! letters of the ligature in the order in which they are seen, and leave the rest in logical
//! order. An alef before an alef with hamza is then all over the text, which no Arabic word
//! has. Where the letters stood is told by those around them: `assets/lam_alef.txt` holds the
//! contexts in which alef and lam were a ligature, counted by `tools/lam_alef.py`.

use super::rewrite::{Rewrite, Rewritten, words};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The contexts, a line each: a sign, and the letters around alef and lam. `+` says that they
/// were a ligature, `-` that they were not; the longest context that is known decides.
const CONTEXTS: &str = include_str!("../../assets/lam_alef.txt");
/// How many letters before and behind the alef (itself counted) are looked at, longest first.
/// Each has another length.
const REACH: [(usize, usize); 6] = [(3, 5), (2, 5), (2, 4), (1, 4), (1, 3), (0, 3)];
/// So many words must show the damage.
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

/// Puts lam before alef where they were a ligature.
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

/// Returns whether the alef at `at` and the lam behind it were a ligature.
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
