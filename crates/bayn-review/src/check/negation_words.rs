//! Negative words by language: plain negations of a verb, and other words that may negate.

use super::{Half, Word};
use bayn_text::{function_words, proclitic_forms};

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

/// Arabic negative questions: is not, are not, did not.
const ARABIC_ASKED: &[&str] = &[
    "\u{627}\u{644}\u{64A}\u{633}",
    "\u{627}\u{644}\u{64A}\u{633}\u{62A}",
    "\u{627}\u{648}\u{644}\u{64A}\u{633}",
    "\u{627}\u{641}\u{644}\u{627}",
];

/// Other Arabic words that may negate: la, ma, adam, ghayr, dun, bidun, illa and the like.
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

/// Beginnings of Arabic words with a negative meaning: refuse, fail, deny, prevent, cease, lack, lose, avoid,
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

/// Other English words that may negate.
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

/// Beginnings of English words with a negative meaning.
const ENGLISH_STEMS: &[&str] = &[
    "un", "non", "dis", "mis", "in", "im", "ir", "il", "refus", "fail", "deny", "denie", "denial",
    "lack", "reject", "prevent", "avoid", "declin", "miss", "lose", "lost", "los", "ceas",
    "forbid", "prohibit", "ban", "barr", "withh", "oppos", "unabl", "doubt", "ignor", "neglect",
    "minus", "anti", "end", "empty", "zero", "halt", "block", "exclud", "rule", "keep", "kept",
];

/// Words that begin like a negative word but are not.
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

/// Words after which the Arabic "la" negates nothing: still, inevitably, especially, no doubt.
const NO_DENIAL_BEHIND_LA: &[&str] = &[
    "\u{64A}\u{632}\u{627}\u{644}",
    "\u{62A}\u{632}\u{627}\u{644}",
    "\u{64A}\u{632}\u{627}\u{644}\u{648}\u{646}",
    "\u{632}\u{627}\u{644}",
    "\u{632}\u{627}\u{644}\u{62A}",
    "\u{632}\u{627}\u{644}\u{648}\u{627}",
    "\u{628}\u{62F}",
    "\u{633}\u{64A}\u{645}\u{627}",
    "\u{634}\u{643}",
    "\u{64A}\u{639}\u{62F}\u{648}",
    "\u{64A}\u{633}\u{639}",
    "\u{64A}\u{644}\u{628}\u{62B}",
];

/// Words that cancel a negation: but, except; until, unless.
const EXCEPTING: &[&str] = &[
    "\u{627}\u{644}\u{627}",
    "\u{633}\u{648}\u{64A}",
    "\u{62D}\u{62A}\u{64A}",
    "until",
    "unless",
    "except",
    "but",
];

/// A plain negation of a side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Negation {
    /// The index of its word.
    pub(super) at: usize,
    /// Whether it negates whatever follows.
    pub(super) firm: bool,
}

/// Returns the plain negations of a side.
pub(super) fn negations(half: &Half<'_>) -> Vec<Negation> {
    let of = |(at, word): (usize, &Word<'_>)| {
        if half.is("ar") {
            let firm = arabic(word, ARABIC_PLAIN) && !is_other_word(half, at);
            let verb = arabic(word, &["\u{644}\u{627}"]) && denies_verb(half, at);
            (firm || verb).then_some(Negation { at, firm })
        } else {
            let denies = word.is_in(ENGLISH_PLAIN) || word.key.ends_with("n't");
            (denies && !is_idiom(half, at)).then_some(Negation { at, firm: true })
        }
    };
    half.words.iter().enumerate().filter_map(of).collect()
}

/// Returns whether the Arabic "la" at a word negates the verb after it.
fn denies_verb(half: &Half<'_>, at: usize) -> bool {
    let next = half.key(at + 1);
    let imperfect = next.starts_with(['\u{64A}', '\u{62A}', '\u{646}', '\u{627}']);
    imperfect && half.is_joined(at) && !NO_DENIAL_BEHIND_LA.contains(&next)
}

/// Returns whether something after a negation cancels it in the same sentence.
pub(super) fn is_taken_back(half: &Half<'_>, at: usize) -> bool {
    let mut behind = half.words.iter().skip(at + 1).take(9);
    behind.any(|word| word.is_in(EXCEPTING))
}

/// Returns the word that a negation negates: the first content word after it.
pub(super) fn denied(half: &Half<'_>, at: usize) -> Option<usize> {
    /// Words between a negation and the negated word: forms of be and have, adverbs; to be, to be
    /// done, to come to do, any more.
    const BETWEEN: &[&str] = &[
        "be",
        "been",
        "being",
        "have",
        "had",
        "has",
        "get",
        "got",
        "do",
        "does",
        "did",
        "yet",
        "even",
        "ever",
        "longer",
        "quite",
        "really",
        "just",
        "still",
        "already",
        "so",
        "very",
        "always",
        "all",
        "going",
        "want",
        "able",
        "anything",
        "anyone",
        "any",
        "much",
        "many",
        "\u{64A}\u{643}\u{646}",
        "\u{62A}\u{643}\u{646}",
        "\u{64A}\u{643}\u{648}\u{646}",
        "\u{62A}\u{643}\u{648}\u{646}",
        "\u{64A}\u{643}\u{648}\u{646}\u{648}\u{627}",
        "\u{64A}\u{62A}\u{645}",
        "\u{62A}\u{62A}\u{645}",
        "\u{64A}\u{639}\u{62F}",
        "\u{62A}\u{639}\u{62F}",
        "\u{64A}\u{642}\u{645}",
        "\u{62A}\u{642}\u{645}",
    ];
    const FARTHEST: usize = 4;
    let primary = half.lang.primary();
    for next in at + 1..(at + 1 + FARTHEST).min(half.words.len()) {
        let gap = half.before(next);
        if gap.contains([
            '.', ',', ';', ':', '!', '?', '\u{60C}', '\u{61B}', '\u{61F}',
        ]) {
            return None;
        }
        let word = half.words.get(next)?;
        let small = function_words::contains(primary, &word.text.to_lowercase());
        if !small && !word.is_in(BETWEEN) && !word.key.ends_with("ly") {
            return Some(next);
        }
    }
    None
}

/// Returns whether a side contains a plain negation, in a phrase or not.
pub(super) fn has_negation(half: &Half<'_>) -> bool {
    (0..half.words.len()).any(|at| denies(half, at))
}

/// Returns whether a word is a negation, of whatever.
pub(super) fn denies(half: &Half<'_>, at: usize) -> bool {
    let Some(word) = half.words.get(at) else {
        return false;
    };
    if half.is("ar") {
        let loose = [
            "\u{644}\u{627}",
            "\u{63A}\u{64A}\u{631}",
            "\u{639}\u{62F}\u{645}",
            "\u{62F}\u{648}\u{646}",
        ];
        arabic(word, ARABIC_PLAIN) || arabic(word, &loose) || word.is_in(ARABIC_ASKED)
    } else {
        word.is_in(ENGLISH_PLAIN)
            || word.is_in(&["no", "without", "nor", "neither"])
            || word.key.ends_with("n't")
    }
}

/// Returns whether a word that looks like an Arabic negation is another word: the verb "gather" before
/// its object, or a name after a title.
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
    // "whether he does or not" negates nothing.
    let or_not = at
        .checked_sub(1)
        .is_some_and(|before| matches!(half.key(before), "\u{627}\u{648}" | "\u{627}\u{645}"));
    or_not || GATHERED.contains(&half.key(at + 1)) || (key.starts_with('\u{641}') && titled)
}

/// Returns whether an English negation is part of a phrase that negates nothing: "not least",
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

/// Returns whether a word may negate.
pub(super) fn may_deny(half: &Half<'_>, word: &Word<'_>) -> bool {
    if half.is("ar") {
        let stems = proclitic_forms(&word.key);
        arabic(word, ARABIC_PLAIN)
            || word.is_in(ARABIC_ASKED)
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
}

fn arabic(word: &Word<'_>, list: &[&str]) -> bool {
    let conjunction = |key: &str| -> bool { list.contains(&key) };
    let key = word.key.as_str();
    let bare = key.strip_prefix(['\u{648}', '\u{641}', '\u{623}']);
    conjunction(key) || bare.is_some_and(conjunction)
}
