//! A negation that one side has and the other has not at all.
//!
//! Languages deny in many ways (`without`, `refuse`, `un-`), so only a plain negation of a
//! verb asks for a counterpart, and anything that may deny counts as one.

use super::{Half, Hit, Hits, Pair, Setup, Word};
use bayn_doc::BeadKind;
use bayn_doc::Side;
use bayn_text::msg;
use bayn_text::proclitic_forms;
use harf::Span;

/// Arabic negations of a verb or a clause: lam, lan, laysa and its forms.
const ARABIC_PLAIN: &[&str] = &[
    "\u{644}\u{645}",
    "\u{644}\u{646}",
    "\u{644}\u{64A}\u{633}",
    "\u{644}\u{64A}\u{633}\u{62A}",
    "\u{644}\u{64A}\u{633}\u{648}\u{627}",
    "\u{644}\u{633}\u{62A}",
    "\u{644}\u{633}\u{646}\u{627}",
    "\u{628}\u{62F}\u{648}\u{646}",
];

/// Other Arabic words that may deny: la, ma, adam, ghayr, dun, bidun, illa and the like.
const ARABIC_LOOSE: &[&str] = &[
    "\u{644}\u{627}",
    "\u{627}\u{644}\u{627}",
    "\u{645}\u{627}",
    "\u{639}\u{62F}\u{645}",
    "\u{63A}\u{64A}\u{631}",
    "\u{62F}\u{648}\u{646}",
    "\u{628}\u{62F}\u{648}\u{646}",
    "\u{628}\u{644}\u{627}",
    "\u{643}\u{644}\u{627}",
    "\u{623}\u{644}\u{627}",
    "\u{644}\u{626}\u{644}\u{627}",
    "\u{633}\u{648}\u{64A}",
    "\u{627}\u{646}\u{639}\u{62F}\u{627}\u{645}",
    "\u{627}\u{644}\u{644}\u{627}",
    "\u{641}\u{642}\u{637}",
    "\u{646}\u{627}\u{62F}\u{631}\u{627}",
    "\u{642}\u{644}\u{64A}\u{644}",
    "\u{628}\u{627}\u{644}\u{643}\u{627}\u{62F}",
    "\u{645}\u{633}\u{62A}\u{62D}\u{64A}\u{644}",
    "\u{644}\u{648}\u{644}\u{627}",
    "\u{62E}\u{627}\u{644}",
];

/// Beginnings of Arabic words that deny: refuse, fail, deny, prevent, cease, lack, lose, avoid,
/// no longer.
const ARABIC_STEMS: &[&str] = &[
    "\u{631}\u{641}\u{636}",
    "\u{64A}\u{631}\u{641}\u{636}",
    "\u{62A}\u{631}\u{641}\u{636}",
    "\u{641}\u{634}\u{644}",
    "\u{64A}\u{641}\u{634}\u{644}",
    "\u{646}\u{641}\u{64A}",
    "\u{646}\u{641}\u{62A}",
    "\u{64A}\u{646}\u{641}",
    "\u{645}\u{646}\u{639}",
    "\u{64A}\u{645}\u{646}\u{639}",
    "\u{62A}\u{645}\u{646}\u{639}",
    "\u{62A}\u{648}\u{642}\u{641}",
    "\u{64A}\u{641}\u{62A}\u{642}\u{631}",
    "\u{627}\u{641}\u{62A}\u{642}\u{631}",
    "\u{641}\u{642}\u{62F}",
    "\u{62A}\u{62C}\u{646}\u{628}",
    "\u{627}\u{646}\u{643}\u{631}",
    "\u{64A}\u{646}\u{643}\u{631}",
    "\u{627}\u{645}\u{62A}\u{646}\u{639}",
    "\u{62A}\u{639}\u{630}\u{631}",
    "\u{639}\u{62C}\u{632}",
    "\u{627}\u{633}\u{62A}\u{628}\u{639}\u{62F}",
    "\u{644}\u{645}\u{627}",
    "\u{644}\u{627}\u{645}",
    "\u{646}\u{642}\u{635}",
    "\u{62E}\u{644}\u{648}",
];

/// English negations of a verb or a clause.
const ENGLISH_PLAIN: &[&str] = &["not", "never", "cannot", "nobody", "nothing", "none"];

/// Other English words that may deny.
const ENGLISH_LOOSE: &[&str] = &[
    "no",
    "nor",
    "neither",
    "without",
    "nowhere",
    "hardly",
    "barely",
    "rarely",
    "scarcely",
    "few",
    "little",
    "only",
    "unless",
    "until",
    "yet",
    "except",
    "but",
    "rather",
    "instead",
    "away",
    "otherwise",
    "far",
    "short",
    "less",
    "too",
    "out",
    "free",
    "beyond",
    "against",
    "before",
    "off",
    "stop",
    "stopped",
    "stopping",
    "remain",
    "remains",
    "remained",
    "still",
    "impossible",
    "just",
    "any",
    "anything",
    "anyone",
    "ever",
    "least",
    "absent",
    "absence",
    "alone",
    "nil",
];

/// Beginnings of English words that deny.
const ENGLISH_STEMS: &[&str] = &[
    "un", "non", "dis", "mis", "in", "im", "ir", "il", "refus", "fail", "deny", "denie", "denial",
    "lack", "reject", "prevent", "avoid", "declin", "miss", "lose", "lost", "los", "ceas",
    "forbid", "prohibit", "ban", "barr", "withh", "oppos", "unabl", "doubt", "ignor", "neglect",
    "minus", "anti", "end", "empty", "zero", "halt", "block", "exclud", "rule", "keep", "kept",
];

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    if !pair.has_lists() || !pair.is_matched() || pair.kind != BeadKind::Text {
        return;
    }
    for side in Side::BOTH {
        let own = plain(&pair.sides[side]);
        let Some(&first) = own.first() else { continue };
        if may_deny(&pair.sides[side.other()]) {
            continue;
        }
        let message = match side {
            Side::Source => msg!("The source denies this, the translation does not."),
            Side::Target => msg!("The translation denies this, the source does not."),
        };
        let mut hit = Hit::new(message).at(side, first);
        if let Some(verb) = verb_at(pair, side, first) {
            hit = hit.at(side.other(), verb);
        }
        hits.push(pair.index, hit);
    }
}

/// Returns whether a side holds a plain negation, in a phrase or not.
pub(super) fn denies_anything(half: &Half<'_>) -> bool {
    half.words.iter().any(|word| {
        if half.is("ar") {
            let loose = [
                "\u{644}\u{627}",
                "\u{63A}\u{64A}\u{631}",
                "\u{639}\u{62F}\u{645}",
                "\u{62F}\u{648}\u{646}",
            ];
            arabic(word, ARABIC_PLAIN) || arabic(word, &loose)
        } else {
            word.is_in(ENGLISH_PLAIN) || word.is_in(&["no", "without"]) || word.key.ends_with("n't")
        }
    })
}

/// Returns the plain negations of a side.
fn plain(half: &Half<'_>) -> Vec<Span> {
    let denies = |(at, word): &(usize, &Word<'_>)| {
        if half.is("ar") {
            arabic(word, ARABIC_PLAIN) && !is_other_word(half, *at)
        } else {
            (word.is_in(ENGLISH_PLAIN) || word.key.ends_with("n't")) && !is_idiom(half, *at)
        }
    };
    let words = half.words.iter().enumerate().filter(denies);
    words.map(|(_, word)| word.span).collect()
}

/// Returns whether a word that looks as an Arabic negation is another: the verb "gather" before
/// what is gathered, or a name behind a title.
fn is_other_word(half: &Half<'_>, at: usize) -> bool {
    const GATHERED: [&str; 3] = [
        "\u{634}\u{645}\u{644}",
        "\u{627}\u{644}\u{634}\u{645}\u{644}",
        "\u{634}\u{62A}\u{627}\u{62A}",
    ];
    let key = half.key(at);
    let titled = at.checked_sub(1).is_some_and(|before| {
        proclitic_forms(half.key(before)).iter().any(|stem| {
            matches!(
                *stem,
                "\u{633}\u{64A}\u{62F}" | "\u{633}\u{64A}\u{62F}\u{647}"
            )
        })
    });
    // "whether he does or not" denies nothing.
    let or_not = at
        .checked_sub(1)
        .is_some_and(|before| matches!(half.key(before), "\u{627}\u{648}" | "\u{627}\u{645}"));
    or_not || GATHERED.contains(&half.key(at + 1)) || (key.starts_with('\u{641}') && titled)
}

/// Returns whether an English negation is part of a phrase that denies nothing: "not least",
/// "not only", "never forget".
fn is_idiom(half: &Half<'_>, at: usize) -> bool {
    let next = half.key(at + 1);
    match half.key(at) {
        "not" => ["least", "only", "to", "just", "long", "far"].contains(&next),
        "never" => next.starts_with("forg") || next.starts_with("mind"),
        "nothing" => ["but", "short"].contains(&next),
        "don't" => next.starts_with("forg"),
        _ => false,
    }
}

/// Returns whether anything on the side may deny.
fn may_deny(half: &Half<'_>) -> bool {
    half.words.iter().any(|word| {
        if half.is("ar") {
            let stems = proclitic_forms(&word.key);
            arabic(word, ARABIC_PLAIN)
                || stems.iter().any(|stem| {
                    ARABIC_LOOSE.contains(stem)
                        || ARABIC_STEMS.iter().any(|deny| stem.starts_with(deny))
                })
        } else {
            word.is_in(ENGLISH_PLAIN)
                || word.is_in(ENGLISH_LOOSE)
                || word.key.ends_with("n't")
                || word.key.ends_with("less")
                || word.key.starts_with("no-")
                || word.key.starts_with("out-of")
                || (word.key.chars().count() > 3
                    && ENGLISH_STEMS.iter().any(|deny| {
                        word.key.starts_with(deny)
                            && !word.key.starts_with("int")
                            && !word.key.starts_with("inc")
                            && !word.key.starts_with("until")
                            && !word.is_in(NO_DENIAL)
                    }))
        }
    })
}

/// Words that begin like a denial and are none.
const NO_DENIAL: &[&str] = &[
    "under",
    "united",
    "union",
    "unit",
    "units",
    "university",
    "unique",
    "universe",
    "into",
    "including",
    "inside",
    "indeed",
    "individual",
    "information",
    "industry",
    "india",
    "indian",
    "iraq",
    "iraqi",
    "iran",
    "israel",
    "important",
    "improve",
    "image",
    "images",
    "immediately",
    "immigrants",
    "impact",
    "disaster",
    "discuss",
    "discussed",
    "district",
    "display",
    "mission",
    "missile",
    "missiles",
    "minister",
    "investigation",
    "investigations",
    "initial",
    "injured",
    "infrastructure",
    "island",
    "losing",
    "ending",
    "endured",
    "endless",
    "bank",
    "banks",
    "band",
    "bangladesh",
    "keeping",
    "ruler",
    "indicated",
    "distance",
    "distributed",
    "understand",
    "understood",
    "uncle",
    "imposed",
    "invited",
    "invasion",
    "instance",
    "institute",
    "institution",
    "instruments",
    "insist",
    "insisted",
    "inspired",
    "inhabitants",
    "influence",
    "inform",
    "informed",
    "inquiry",
    "investment",
    "investors",
    "involved",
    "involving",
    "invest",
    "losangeles",
    "banned",
    "anticipated",
    "anticipate",
    "endorsed",
    "undertake",
    "underground",
    "underwent",
    "undergo",
    "discovered",
    "discovery",
    "dishes",
    "dish",
    "distinct",
    "distinguished",
    "indonesia",
    "illinois",
    "ireland",
    "irish",
    "iron",
    "imagine",
    "innovation",
    "industrial",
    "indigenous",
    "insurance",
];

fn arabic(word: &Word<'_>, list: &[&str]) -> bool {
    let conjunction = |key: &str| -> bool { list.contains(&key) };
    let key = word.key.as_str();
    let bare = key.strip_prefix(['\u{648}', '\u{641}', '\u{623}']);
    conjunction(key) || bare.is_some_and(conjunction)
}

/// Returns the form of be, have or do on an English side that most likely lost its negation:
/// the one at about the same place as the negation on the other side.
fn verb_at(pair: &Pair<'_>, side: Side, negation: Span) -> Option<Span> {
    const AUXILIARIES: &[&str] = &[
        "is", "are", "was", "were", "has", "have", "had", "do", "does", "did", "will", "would",
        "can", "could", "should", "may", "might", "must",
    ];
    let (own, other) = (&pair.sides[side], &pair.sides[side.other()]);
    if !other.is("en") {
        return None;
    }
    let relative_start = |half: &Half<'_>, at: usize| {
        at.saturating_sub(half.span.start) as f64 / half.span.len().max(1) as f64
    };
    let wanted = relative_start(own, negation.start);
    other
        .words
        .iter()
        .filter(|word| word.is_in(AUXILIARIES))
        .map(|word| {
            (
                word.span,
                (relative_start(other, word.span.start) - wanted).abs(),
            )
        })
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(span, _)| span)
}
