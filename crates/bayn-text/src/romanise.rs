//! Romanises Arabic: ALA-LC, BGN/PCGN or plain ASCII.
//!
//! Only what is written is romanised: short vowels that the text does not write
//! are not guessed, so unpointed text yields consonants and long vowels. Waw and ya
//! between consonants are read as long vowels unless a mark says otherwise. Everything is in
//! lower case, since Arabic has no capitals.
//!
//! Sources: the ALA-LC romanization table for Arabic (Library of Congress), rules 1–12 and 17
//! for the article; BGN/PCGN 1956 system for Arabic (the article is written separately and takes
//! the sound of a sun letter). Words of other scripts stay as they are.

use super::digit::digit_value;

/// A romanisation system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Romanisation {
    /// That of the Library of Congress.
    AlaLc,
    /// That of the boards on geographical names.
    BgnPcgn,
    /// ASCII only: emphatic consonants and long vowels lose their diacritics.
    Ascii,
}

impl Romanisation {
    /// Returns its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AlaLc => "ALA-LC",
            Self::BgnPcgn => "BGN/PCGN",
            Self::Ascii => "plain ASCII",
        }
    }

    /// Selects the form for this system.
    const fn of(self, forms: [&'static str; 3]) -> &'static str {
        let [ala, bgn, ascii] = forms;
        match self {
            Self::AlaLc => ala,
            Self::BgnPcgn => bgn,
            Self::Ascii => ascii,
        }
    }
}

/// Sun letters: consonants that the article assimilates to.
const SUN: &str = "\u{62a}\u{62b}\u{62f}\u{630}\u{631}\u{632}\u{633}\u{634}\u{635}\u{636}\u{637}\u{638}\u{644}\u{646}";

const FATHA: char = '\u{64e}';
const DAMMA: char = '\u{64f}';
const KASRA: char = '\u{650}';
const SHADDA: char = '\u{651}';
const SUKUN: char = '\u{652}';
const DAGGER: char = '\u{670}';
const ALEF: char = '\u{627}';
const WASLA: char = '\u{671}';
const LAM: char = '\u{644}';
const WAW: char = '\u{648}';
const YA: char = '\u{64a}';
const MARBUTA: char = '\u{629}';

/// Words written without a long vowel that is always read (ALA-LC rule 19), and words that begin
/// like the article without having it; without marks, with their romanisations.
const WORDS: [(&str, [&str; 3]); 8] = [
    (
        "\u{627}\u{644}\u{644}\u{647}",
        ["all\u{101}h", "all\u{101}h", "allah"],
    ),
    (
        "\u{627}\u{644}\u{630}\u{64a}",
        ["alladh\u{12b}", "alladh\u{12b}", "alladhi"],
    ),
    (
        "\u{627}\u{644}\u{62a}\u{64a}",
        ["allat\u{12b}", "allat\u{12b}", "allati"],
    ),
    (
        "\u{627}\u{644}\u{630}\u{64a}\u{646}",
        ["alladh\u{12b}na", "alladh\u{12b}na", "alladhina"],
    ),
    (
        "\u{647}\u{630}\u{627}",
        ["h\u{101}dh\u{101}", "h\u{101}dh\u{101}", "hadha"],
    ),
    (
        "\u{647}\u{630}\u{647}",
        ["h\u{101}dhihi", "h\u{101}dhihi", "hadhihi"],
    ),
    (
        "\u{630}\u{644}\u{643}",
        ["dh\u{101}lika", "dh\u{101}lika", "dhalika"],
    ),
    (
        "\u{644}\u{643}\u{646}",
        ["l\u{101}kin", "l\u{101}kin", "lakin"],
    ),
];

/// A letter with its marks.
#[derive(Clone, Debug)]
struct Letter {
    base: char,
    marks: Vec<char>,
}

impl Letter {
    fn has(&self, mark: char) -> bool {
        self.marks.contains(&mark)
    }

    /// The vowel written on it.
    fn vowel(&self) -> &'static str {
        for &mark in &self.marks {
            match mark {
                FATHA => return "a",
                DAMMA => return "u",
                KASRA => return "i",
                '\u{64b}' => return "an",
                '\u{64c}' => return "un",
                '\u{64d}' => return "in",
                _ => {}
            }
        }
        ""
    }

    fn is_bare(&self) -> bool {
        self.marks.is_empty()
    }
}

/// Returns a romanised text. Words keep their positions, in reading order.
#[must_use]
pub fn romanise(text: &str, way: Romanisation) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word: Vec<Letter> = Vec::new();
    for c in text.chars() {
        if is_letter(c) {
            word.push(Letter {
                base: c,
                marks: Vec::new(),
            });
        } else if is_vowel_sign(c) {
            if let Some(last) = word.last_mut() {
                last.marks.push(c);
            }
        } else if !matches!(c, '\u{640}' | '\u{200c}'..='\u{200f}') {
            flush(&mut word, way, &mut out);
            out.push(sign(c));
        }
    }
    flush(&mut word, way, &mut out);
    out
}

fn is_letter(c: char) -> bool {
    matches!(c, '\u{621}'..='\u{63a}' | '\u{641}'..='\u{64a}' | '\u{671}' | '\u{67e}' | '\u{686}'
        | '\u{698}' | '\u{6a4}' | '\u{6a9}' | '\u{6af}' | '\u{6cc}')
}

const fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{655}' | '\u{670}')
}

fn sign(c: char) -> char {
    match c {
        '\u{60c}' => ',',
        '\u{61b}' => ';',
        '\u{61f}' => '?',
        '\u{66a}' => '%',
        '\u{66b}' => '.',
        '\u{66c}' => ',',
        _ if ('\u{660}'..='\u{6f9}').contains(&c) => {
            digit_value(c).map_or(c, |value| char::from(b'0' + value.min(9)))
        }
        _ => c,
    }
}

fn flush(word: &mut Vec<Letter>, way: Romanisation, out: &mut String) {
    if word.is_empty() {
        return;
    }
    let letters = std::mem::take(word);
    let bases: String = letters.iter().map(|letter| letter.base).collect();
    if let Some((_, forms)) = WORDS.iter().find(|(known, _)| *known == bases) {
        out.push_str(way.of(*forms));
        return;
    }
    let (prefix, rest) = article(&letters, way);
    out.push_str(&prefix);
    out.push_str(&stem(rest, way, !prefix.is_empty()));
}

/// Splits off the article, with the proclitics before it in the same word.
fn article(letters: &[Letter], way: Romanisation) -> (String, &[Letter]) {
    let base = |at: usize| letters.get(at).map(|letter| letter.base);
    let is_alef = |at: usize| matches!(base(at), Some(ALEF | WASLA));
    let (before, skip) = match base(0) {
        _ if is_alef(0) => ("", 0),
        Some(WAW) if is_alef(1) => ("wa", 1),
        Some('\u{641}') if is_alef(1) => ("fa", 1),
        Some('\u{628}') if is_alef(1) => ("bi", 1),
        Some('\u{643}') if is_alef(1) => ("ka", 1),
        Some(LAM) if base(1) == Some(LAM) => ("li", 0),
        _ => return (String::new(), letters),
    };
    let lam = letters.get(skip + 1);
    let vowelled = lam.is_some_and(|lam| lam.base != LAM || !lam.vowel().is_empty());
    let rest = letters.get(skip + 2..).unwrap_or(&[]);
    // Father, mother: what looks like "and the" and is not.
    let father = before == "wa" && rest.first().map(|letter| letter.base) == Some('\u{62f}');
    let least = if before.is_empty() { 2 } else { 3 };
    if vowelled || rest.len() < least || (father && rest.len() < 5) {
        return (String::new(), letters);
    }
    let sun = rest
        .first()
        .filter(|first| way != Romanisation::AlaLc && SUN.contains(first.base));
    let lam = sun.map_or("l", |first| consonant(first.base, way).unwrap_or("l"));
    let joint = if way == Romanisation::BgnPcgn {
        " "
    } else {
        "-"
    };
    let text = match before {
        "li" => format!("li{lam}{joint}"),
        "" => format!("a{lam}{joint}"),
        _ => format!("{before}{joint}a{lam}{joint}"),
    };
    (text, rest)
}

/// Romanises a word, or the part after the article.
fn stem(letters: &[Letter], way: Romanisation, after_article: bool) -> String {
    let mut out = String::new();
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        let previous = at.checked_sub(1).and_then(|at| letters.get(at));
        let next = letters.get(at + 1);
        let initial = at == 0;
        match letter.base {
            ALEF | WASLA | '\u{623}' | '\u{625}' | '\u{622}' => {
                alef(letter, previous, next, way, &mut out);
            }
            '\u{649}' => long(&mut out, way, 'a', ["\u{e1}", "\u{e1}", "a"]),
            MARBUTA => {
                if previous.is_some_and(|letter| letter.is_bare() || letter.has(SHADDA))
                    && !out.ends_with(['a', '\u{101}'])
                {
                    out.push('a');
                }
                let vowel = letter.vowel();
                out.push_str(if vowel.is_empty() { "h" } else { "t" });
                out.push_str(vowel);
            }
            WAW | YA | '\u{6cc}'
                if is_long(letter, previous, (next, at + 2 < letters.len()), initial) =>
            {
                let (short, forms) = match letter.base {
                    WAW => ('u', ["\u{16b}", "\u{16b}", "u"]),
                    _ => ('i', ["\u{12b}", "\u{12b}", "i"]),
                };
                long(&mut out, way, short, forms);
            }
            base => {
                // The article is already assimilated to the sun letter that it doubles.
                let doubled = letter.has(SHADDA) && !(initial && after_article);
                let glide = matches!(base, WAW | YA | '\u{6cc}') && doubled;
                let held = previous.is_some_and(|letter| {
                    (base == WAW && letter.has(DAMMA)) || (base != WAW && letter.has(KASRA))
                });
                if glide && held && way == Romanisation::AlaLc {
                    // Rule 11: a doubled glide after its own vowel is written long.
                    let forms = if base == WAW {
                        ['u', '\u{16b}']
                    } else {
                        ['i', '\u{12b}']
                    };
                    if out.ends_with(forms[0]) {
                        out.pop();
                    }
                    out.push(forms[1]);
                    if base == WAW || next.is_some() || !letter.vowel().is_empty() {
                        out.push_str(consonant(base, way).unwrap_or(""));
                    }
                } else {
                    push_consonant(base, initial && !after_article, doubled, way, &mut out);
                }
                out.push_str(letter.vowel());
                if letter.has(DAGGER) {
                    long(&mut out, way, 'a', ["\u{101}", "\u{101}", "a"]);
                }
            }
        }
        at += 1;
    }
    out
}

/// Writes a long vowel, in the place of its short one if that was written.
fn long(out: &mut String, way: Romanisation, short: char, forms: [&'static str; 3]) {
    if out.ends_with(short) {
        out.pop();
    }
    out.push_str(way.of(forms));
}

/// An alef: a long vowel, the seat of a hamza, or a sign without sound.
fn alef(
    letter: &Letter,
    previous: Option<&Letter>,
    next: Option<&Letter>,
    way: Romanisation,
    out: &mut String,
) {
    const LONG: [&str; 3] = ["\u{101}", "\u{101}", "a"];
    let hamza = way.of(["\u{2bc}", "\u{2019}", "'"]);
    match (letter.base, previous) {
        ('\u{622}', None) => out.push_str(way.of(LONG)),
        ('\u{622}', Some(_)) => {
            out.push_str(hamza);
            out.push_str(way.of(LONG));
        }
        // At the start an unmarked alef indicates a vowel, but not which; a hamza
        // above is a or u, one below is i.
        ('\u{625}', None) => out.push('i'),
        (_, None) => {
            // Before a waw or ya that is a long vowel it is only its seat.
            let seat = next.is_some_and(|next| {
                matches!(next.base, WAW | YA) && next.is_bare() && letter.has(DAMMA)
            });
            let vowel = letter.vowel();
            if !seat {
                out.push_str(if vowel.is_empty() { "a" } else { vowel });
            } else {
                out.push('u');
            }
        }
        ('\u{623}' | '\u{625}', Some(_)) => {
            out.push_str(hamza);
            out.push_str(letter.vowel());
        }
        (_, Some(previous)) => {
            // The alef of tanwin and of the plural of verbs has no sound.
            let tanwin = previous.has('\u{64b}');
            let plural = next.is_none()
                && previous.base == WAW
                && (out.ends_with(['\u{16b}', 'u']) || out.ends_with('w'));
            if letter.has('\u{64b}') {
                out.push_str("an");
            } else if !tanwin && !plural {
                long(out, way, 'a', LONG);
            }
        }
    }
}

/// Returns whether a waw or ya is a long vowel here.
fn is_long(
    letter: &Letter,
    previous: Option<&Letter>,
    (next, more): (Option<&Letter>, bool),
    initial: bool,
) -> bool {
    if initial || !letter.is_bare() {
        return false;
    }
    let Some(previous) = previous else {
        return false;
    };
    let own = if letter.base == WAW { DAMMA } else { KASRA };
    if previous.has(own) {
        // Before a long a it is a glide; the alef after a plural ending is no vowel.
        return !(more && next.is_some_and(|next| next.base == ALEF));
    }
    // After another vowel it is a glide, and before one too.
    let open = previous.vowel().is_empty() && !previous.has(SUKUN);
    let vowel = matches!(
        previous.base,
        ALEF | WASLA | '\u{622}' | '\u{649}' | WAW | YA
    ) || (previous.base == '\u{623}' && previous.is_bare());
    let before_vowel =
        next.is_some_and(|next| matches!(next.base, ALEF | WAW | YA | MARBUTA | '\u{649}'));
    // The alef after the plural ending of a verb is the last letter.
    let plural = letter.base == WAW && !more && next.is_some_and(|next| next.base == ALEF);
    open && !vowel && (!before_vowel || plural)
}

fn push_consonant(base: char, initial: bool, doubled: bool, way: Romanisation, out: &mut String) {
    let hamza = way.of(["\u{2bc}", "\u{2019}", "'"]);
    let Some(sound) = consonant(base, way) else {
        if matches!(base, '\u{621}' | '\u{624}' | '\u{626}') {
            if !initial {
                out.push_str(hamza);
            }
        } else {
            out.push(base);
        }
        return;
    };
    // A heh after a letter that would make a digraph with it (ALA-LC rule 21).
    if base == '\u{647}' && out.ends_with(['t', 's', 'd', 'k', 'g', 'z']) {
        out.push_str(way.of(["\u{2b9}", "\u{b7}", ""]));
    }
    out.push_str(sound);
    if doubled {
        out.push_str(sound);
    }
}

/// Returns the Latin letters of a consonant.
fn consonant(base: char, way: Romanisation) -> Option<&'static str> {
    Some(match base {
        '\u{628}' => "b",
        '\u{62a}' => "t",
        '\u{62b}' => "th",
        '\u{62c}' => "j",
        '\u{62d}' => way.of(["\u{1e25}", "\u{1e29}", "h"]),
        '\u{62e}' => "kh",
        '\u{62f}' => "d",
        '\u{630}' => "dh",
        '\u{631}' => "r",
        '\u{632}' => "z",
        '\u{633}' => "s",
        '\u{634}' => "sh",
        '\u{635}' => way.of(["\u{1e63}", "\u{15f}", "s"]),
        '\u{636}' => way.of(["\u{1e0d}", "\u{1e11}", "d"]),
        '\u{637}' => way.of(["\u{1e6d}", "\u{163}", "t"]),
        '\u{638}' => way.of(["\u{1e93}", "z\u{327}", "z"]),
        '\u{639}' => way.of(["\u{2bb}", "\u{2018}", "'"]),
        '\u{63a}' => "gh",
        '\u{641}' => "f",
        '\u{642}' => "q",
        '\u{643}' | '\u{6a9}' => "k",
        LAM => "l",
        '\u{645}' => "m",
        '\u{646}' => "n",
        '\u{647}' => "h",
        WAW => "w",
        YA | '\u{6cc}' => "y",
        '\u{67e}' => "p",
        '\u{686}' => "ch",
        '\u{698}' => "zh",
        '\u{6a4}' => "v",
        '\u{6af}' => "g",
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
