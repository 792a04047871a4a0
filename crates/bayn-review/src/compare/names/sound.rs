//! Compares by sound: whether an Arabic word and a Latin one are the same name, and when two
//! Latin spellings are.
//!
//! Across scripts the letters are aligned with costs: a consonant that has no
//! counterpart has the full cost, a vowel that only one script writes costs little. Within the Latin
//! script a word is normalised to a spelling without the variation of transliterations.

/// Returns how similar an Arabic word (folded, without clitics) and a Latin word (lower case)
/// sound: 1 is letter by letter, below .8 rather another word.
pub(crate) fn similarity(arabic: &str, latin: &str) -> f32 {
    likeness_above(arabic, latin, 0.0)
}

/// Returns the [`similarity`] of two words, or 0 as soon as it cannot exceed `least`.
pub(crate) fn likeness_above(arabic: &str, latin: &str, least: f32) -> f32 {
    let l: Vec<char> = latin.chars().filter(|c| c.is_alphabetic()).collect();
    let heavy = |cost: f32| cost >= 1.0;
    let arabic_heavy = arabic.chars().filter(|&c| heavy(alone_arabic(c))).count();
    let latin_heavy = l.iter().filter(|&&c| heavy(alone_latin(c))).count();
    let size = (arabic_heavy + latin_heavy) as f32 / 2.0 + 1.0;
    let most = (1.0 - least) * size;
    // What it costs to come to each Latin letter with the Arabic ones so far, and with one more.
    let mut costs = vec![f32::INFINITY; l.len() + 1];
    let mut next = costs.clone();
    if let Some(first) = costs.first_mut() {
        *first = 0.0;
    }
    let mut letters = arabic.chars();
    loop {
        let letter = letters.next();
        let mut lowest = f32::INFINITY;
        next.fill(f32::INFINITY);
        for j in 0..=l.len() {
            let here = costs.get(j).copied().unwrap_or(f32::INFINITY);
            lowest = lowest.min(here);
            if here > most {
                continue;
            }
            if let Some(c) = letter {
                lower(&mut next, j, here + alone_arabic(c));
                for spelling in spellings(c) {
                    // They are of one byte a letter.
                    let end = j + spelling.len();
                    if l.get(j..end)
                        .is_some_and(|part| part.iter().copied().eq(spelling.chars()))
                    {
                        lower(&mut next, end, here);
                    }
                }
            }
            if let Some(&c) = l.get(j) {
                let doubled = j > 0 && l.get(j - 1) == Some(&c);
                let cost = match c {
                    _ if doubled => 0.05,
                    // Arabic writes the vowels that begin and end a name.
                    'a' | 'i' | 'o' | 'u' if j == 0 || j + 1 == l.len() => 0.5,
                    _ => alone_latin(c),
                };
                lower(&mut costs, j + 1, here + cost);
            }
        }
        if lowest > most {
            return 0.0;
        }
        if letter.is_none() {
            break;
        }
        std::mem::swap(&mut costs, &mut next);
    }
    let cost = costs.last().copied().unwrap_or(f32::INFINITY);
    (1.0 - cost / size).max(0.0)
}

fn lower(costs: &mut [f32], at: usize, cost: f32) {
    if let Some(cell) = costs.get_mut(at) {
        *cell = cell.min(cost);
    }
}

/// Returns the number of consonants that both scripts write.
pub(crate) fn consonants(latin: &str) -> usize {
    let mut count = 0;
    let mut last = ' ';
    for c in latin.chars() {
        if alone_latin(c) >= 1.0 && c != last {
            count += 1;
        }
        last = c;
    }
    count
}

/// The cost of a Latin letter without counterpart.
const fn alone_latin(c: char) -> f32 {
    match c {
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' => 0.15,
        'h' | 'w' | '\'' => 0.3,
        _ => 1.0,
    }
}

/// The cost of an Arabic letter without counterpart.
const fn alone_arabic(c: char) -> f32 {
    match c {
        '\u{639}' | '\u{621}' => 0.1,
        '\u{627}' => 0.3,
        '\u{648}' | '\u{64A}' | '\u{647}' => 0.4,
        _ => 1.0,
    }
}

/// The Latin spellings of a folded Arabic letter.
const fn spellings(c: char) -> &'static [&'static str] {
    match c {
        '\u{627}' => &["a", "e", "i", "o", "u", "aa"],
        '\u{628}' => &["b", "p"],
        '\u{62A}' | '\u{637}' => &["t", "tt"],
        '\u{62B}' => &["th", "t", "s"],
        '\u{62C}' => &["j", "g", "dj", "dg"],
        '\u{62D}' => &["h"],
        '\u{62E}' => &["kh", "h", "k", "x"],
        '\u{62F}' => &["d"],
        '\u{630}' => &["dh", "d", "z", "th"],
        '\u{631}' => &["r"],
        '\u{632}' => &["z", "s"],
        '\u{633}' | '\u{635}' => &["s", "c", "ss", "z", "ce"],
        '\u{634}' => &["sh", "ch", "s", "sch"],
        '\u{636}' => &["d", "dh", "z"],
        '\u{638}' => &["z", "dh", "th"],
        '\u{639}' => &["a", "e", "i", "o", "u", "'"],
        '\u{63A}' => &["gh", "g"],
        '\u{641}' => &["f", "v", "ph", "p"],
        '\u{642}' => &["q", "k", "g", "c"],
        '\u{643}' => &["k", "c", "q", "ck", "ch", "x", "g"],
        '\u{644}' => &["l"],
        '\u{645}' => &["m"],
        '\u{646}' => &["n"],
        '\u{647}' => &["h", "a", "ah", "eh", "e"],
        '\u{648}' => &["u", "o", "ou", "oo", "w", "v", "au", "aw", "ow"],
        '\u{64A}' => &["i", "y", "e", "ee", "ei", "ai", "ie", "ey", "a"],
        '\u{67E}' => &["p"],
        '\u{686}' => &["ch"],
        '\u{6A4}' => &["v"],
        '\u{6AF}' => &["g"],
        _ => &[],
    }
}

/// Articles before Arabic names in Latin letters, as they assimilate.
const ARTICLES: [&str; 17] = [
    "al", "el", "ad", "ed", "an", "en", "ar", "er", "as", "es", "ash", "esh", "at", "et", "az",
    "ez", "ul",
];

/// Returns the word in lower case without a hyphenated Arabic article.
pub(crate) fn without_article(word: &str) -> &str {
    match word.split_once(['-', '\u{2011}']) {
        Some((head, rest)) if ARTICLES.contains(&head) && rest.chars().count() > 1 => rest,
        _ => word,
    }
}

/// Returns whether a word is a separate Arabic article, such as `Al`.
pub(crate) fn is_article(word: &str) -> bool {
    matches!(word, "al" | "el" | "ul")
}

/// Returns the word, in lower case and without article, in the normalised spelling of
/// transliterations.
pub(crate) fn levelled(word: &str) -> String {
    let mut text: String = word
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect::<String>();
    // `Ezzor` is `ez-Zor` in one word.
    let start: Vec<char> = text.chars().take(3).collect();
    if let [vowel @ ('a' | 'e'), one, two] = start.as_slice()
        && one == two
        && "dnrstz".contains(*one)
        && text.chars().count() > 4
    {
        text = text.chars().skip(usize::from(*vowel != ' ') + 1).collect();
    }
    for (from, to) in [
        ("sch", "sh"),
        ("gh", "g"),
        ("kh", "k"),
        ("dh", "d"),
        ("th", "t"),
        ("ph", "f"),
        ("ck", "k"),
        ("ou", "u"),
        ("oo", "u"),
        ("uo", "u"),
        ("au", "u"),
        ("ow", "u"),
        ("ee", "i"),
        ("ie", "i"),
        ("ei", "i"),
        ("ey", "i"),
        ("ai", "i"),
        ("ay", "i"),
        ("q", "k"),
        ("c", "k"),
        ("v", "f"),
        ("o", "u"),
        ("e", "i"),
        ("y", "i"),
    ] {
        text = text.replace(from, to);
    }
    let mut out = String::new();
    for c in text.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    if out.chars().count() > 3 && out.ends_with('h') {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_sounds_like_itself_in_both_scripts() {
        let baghuz = "\u{628}\u{627}\u{63A}\u{648}\u{632}";
        for spelling in ["baghouz", "baghuoz", "bagouz", "baguoz", "baguz"] {
            assert!(similarity(baghuz, spelling) > 0.85, "{spelling}");
            let above = likeness_above(baghuz, spelling, 0.8);
            assert!(
                (above - similarity(baghuz, spelling)).abs() < 1e-6,
                "{spelling}"
            );
        }
        assert!(likeness_above(baghuz, "kingdom", 0.7) < f32::EPSILON);
        assert!(similarity(baghuz, "baghdad") < 0.7);
        let britain = "\u{628}\u{631}\u{64A}\u{637}\u{627}\u{646}\u{64A}\u{627}";
        assert!(similarity(britain, "britain") > 0.8);
    }

    #[test]
    fn spellings_of_one_name_are_one_when_levelled() {
        for (one, other) in [
            ("baghouz", "baguz"),
            ("baghuoz", "baguoz"),
            ("ezzor", "zour"),
            ("hool", "hull"),
            ("raqqah", "raqqa"),
            ("votel", "fotel"),
        ] {
            assert_eq!(levelled(one), levelled(other), "{one} {other}");
        }
        assert_ne!(levelled("mosul"), levelled("mosel"));
    }

    #[test]
    fn an_article_comes_off() {
        assert_eq!(without_article("al-hol"), "hol");
        assert_eq!(without_article("self-rule"), "self-rule");
    }
}
