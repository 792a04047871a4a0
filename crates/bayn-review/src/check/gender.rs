//! A speaker with different genders on both sides.
//!
//! English marks a person's gender by pronouns, Arabic by verbs and pronouns, which things and
//! groups share. So only one case is certain: the Arabic side has a verb of speaking and "that he"
//! (or "that she") with nothing of the other gender, and the English side has pronouns of the
//! other gender only.

use super::{Half, Hit, Hits, Pair, Setup, Word};
use bayn_doc::{BeadKind, Side};
use bayn_text::{msg, proclitic_forms};

/// The evidence for one gender.
struct Signs {
    /// English pronouns.
    pronouns: &'static [&'static str],
    /// Arabic verbs of speaking, as compared.
    spoke: &'static [&'static str],
    /// Arabic "that he", "because he", "he", as compared.
    that: &'static [&'static str],
    /// Endings of an Arabic word with a pronoun.
    ending: &'static str,
}

const HE: Signs = Signs {
    pronouns: &["he", "him", "his", "himself", "he's", "he'd", "he'll"],
    spoke: &[
        "\u{642}\u{627}\u{644}",
        "\u{627}\u{636}\u{627}\u{641}",
        "\u{627}\u{643}\u{62F}",
        "\u{627}\u{639}\u{644}\u{646}",
        "\u{630}\u{643}\u{631}",
        "\u{635}\u{631}\u{62D}",
        "\u{627}\u{648}\u{636}\u{62D}",
        "\u{64A}\u{642}\u{648}\u{644}",
        "\u{62A}\u{627}\u{628}\u{639}",
    ],
    that: &[
        "\u{627}\u{646}\u{647}",
        "\u{644}\u{627}\u{646}\u{647}",
        "\u{628}\u{627}\u{646}\u{647}",
        "\u{644}\u{643}\u{646}\u{647}",
        "\u{643}\u{627}\u{646}\u{647}",
        "\u{647}\u{648}",
    ],
    ending: "\u{647}",
};

const SHE: Signs = Signs {
    pronouns: &["she", "her", "hers", "herself", "she's", "she'd", "she'll"],
    spoke: &[
        "\u{642}\u{627}\u{644}\u{62A}",
        "\u{627}\u{636}\u{627}\u{641}\u{62A}",
        "\u{627}\u{643}\u{62F}\u{62A}",
        "\u{627}\u{639}\u{644}\u{646}\u{62A}",
        "\u{630}\u{643}\u{631}\u{62A}",
        "\u{635}\u{631}\u{62D}\u{62A}",
        "\u{627}\u{648}\u{636}\u{62D}\u{62A}",
        "\u{62A}\u{642}\u{648}\u{644}",
        "\u{62A}\u{627}\u{628}\u{639}\u{62A}",
    ],
    that: &[
        "\u{627}\u{646}\u{647}\u{627}",
        "\u{644}\u{627}\u{646}\u{647}\u{627}",
        "\u{628}\u{627}\u{646}\u{647}\u{627}",
        "\u{644}\u{643}\u{646}\u{647}\u{627}",
        "\u{643}\u{627}\u{646}\u{647}\u{627}",
        "\u{647}\u{64A}",
    ],
    ending: "\u{647}\u{627}",
};

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    if !pair.has_lists() || !pair.is_matched() || pair.kind != BeadKind::Text {
        return;
    }
    let (arabic, english) = if pair.sides.source.is("ar") {
        (Side::Source, Side::Target)
    } else {
        (Side::Target, Side::Source)
    };
    for (said, told) in [(&HE, &SHE), (&SHE, &HE)] {
        let half = &pair.sides[english];
        let wrong = half.words.iter().find(|word| word.is_in(told.pronouns));
        let right = half.words.iter().any(|word| word.is_in(said.pronouns));
        let Some(wrong) = wrong.filter(|_| !right) else {
            continue;
        };
        if let Some(that) = spoken_by(&pair.sides[arabic], said, told) {
            hits.push(
                pair.index,
                Hit::new(msg!("The speaker is he on one side and she on the other."))
                    .at(arabic, that.span)
                    .at(english, wrong.span),
            );
        }
    }
}

/// Returns the Arabic "that he" of a speaker of one gender, if nothing is of the other.
fn spoken_by<'h, 'a>(half: &'h Half<'a>, own: &Signs, other: &Signs) -> Option<&'h Word<'a>> {
    let is = |word: &Word<'_>, list: &[&str]| {
        let forms = proclitic_forms(&word.key);
        forms.iter().any(|form| list.contains(form))
    };
    let spoke = half.words.iter().position(|word| is(word, own.spoke))?;
    let holds = |word: &Word<'_>| {
        // The key writes the feminine ending as the pronoun.
        let pronoun = word.key.ends_with(other.ending) && !word.text.contains('\u{629}');
        pronoun || is(word, other.spoke) || is(word, other.that)
    };
    let mixed = half.words.iter().any(holds);
    let that = half
        .words
        .iter()
        .skip(spoke)
        .find(|word| is(word, own.that));
    that.filter(|_| !mixed)
}
