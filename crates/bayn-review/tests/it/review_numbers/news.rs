//! Figures and number words of news translated by professionals, changed as mistakes do.

use crate::review_numbers::written::{TENS, UNITS, Ways};
use crate::review_numbers::{Chance, findings};
use std::fs;

/// The 1-1 pairs of news translated by professionals: Arabic, English.
fn news() -> Vec<[String; 2]> {
    let folder = testkit::shared("align/ntrex-nat");
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    names.retain(|name| name.extension().is_some_and(|ext| ext == "gold"));
    names.sort();
    let mut pairs = Vec::new();
    for name in names {
        let lines = |ext: &str| -> Vec<String> {
            let text = fs::read_to_string(name.with_extension(ext)).expect("a text");
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            lines.map(|line| line.trim().to_owned()).collect()
        };
        let (source, target) = (lines("src"), lines("tgt"));
        for line in fs::read_to_string(&name).expect("a gold file").lines() {
            let found = line.split_once("]:[").and_then(|(own, other)| {
                let own = own.trim_start_matches('[').parse::<usize>().ok()?;
                let other = other.split(']').next()?.parse::<usize>().ok()?;
                Some([source.get(own)?.clone(), target.get(other)?.clone()])
            });
            pairs.extend(found);
        }
    }
    pairs
}

/// Where digits are in a text, each number with its separators.
fn figures(text: &str) -> Vec<std::ops::Range<usize>> {
    let is_digit = |c: char| bayn_text::digit_value(c).is_some();
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is_digit(*c)) {
        let end = at + c.len_utf8();
        match found.last_mut() {
            Some(last)
                if text[last.end..at]
                    .chars()
                    .all(|c| matches!(c, '.' | ',' | '\u{66B}' | '\u{66C}' | '\u{60C}'))
                    && at - last.end <= 2 =>
            {
                last.end = end;
            }
            _ => found.push(at..end),
        }
    }
    found
}

/// Changes one digit of a number, the first excepted where that would make it begin with 0.
fn changed(figure: &str, chance: &mut Chance) -> String {
    let digits: Vec<(usize, char)> = figure
        .char_indices()
        .filter(|(_, c)| bayn_text::digit_value(*c).is_some())
        .collect();
    let &(at, c) = chance.of(&digits);
    let value = u32::from(bayn_text::digit_value(c).expect("a digit"));
    let zero = u32::from(c) - value;
    let other = (value + 1 + u32::try_from(chance.below(8)).expect("small")) % 10;
    let other = if other == 0 {
        (value + 5) % 9 + 1
    } else {
        other
    };
    let other = if other == value { value % 9 + 1 } else { other };
    let mut out = figure.to_owned();
    let made = char::from_u32(zero + other).expect("a digit");
    out.replace_range(at..at + c.len_utf8(), made.encode_utf8(&mut [0; 4]));
    out
}

#[test]
fn a_changed_figure_of_real_news_is_found_in_either_text() {
    let pairs = news();
    if pairs.is_empty() {
        testkit::skip("no texts beside the project");
        return;
    }
    let mut chance = Chance(2024);
    let (mut cases, mut missed) = (0, Vec::new());
    for pair in &pairs {
        for side in 0..2 {
            let all = figures(&pair[side]);
            if all.is_empty() {
                continue;
            }
            for (texts, langs) in [(0, 1), (1, 0)].map(|(one, other)| {
                let langs = ["ar", "en"];
                ([one, other], [langs[one], langs[other]])
            }) {
                let of = |pair: &[String; 2]| findings([&pair[texts[0]], &pair[texts[1]]], langs);
                if of(pair) > 0 {
                    continue;
                }
                for range in &all {
                    let mut slipped = pair.clone();
                    let other = changed(&pair[side][range.clone()], &mut chance);
                    slipped[side].replace_range(range.clone(), &other);
                    cases += 1;
                    if of(&slipped) == 0 {
                        missed.push(format!(
                            "{} for {}: {} | {}",
                            other,
                            &pair[side][range.clone()],
                            pair[0],
                            pair[1]
                        ));
                    }
                }
            }
        }
    }
    println!(
        "changed figures of news: {} missed of {cases}: {missed:#?}",
        missed.len()
    );
    assert!(cases > 400, "{cases}");
    assert!(missed.len() * 50 <= cases, "{}", missed.join("\n"));
}

/// The words of an English text with their bytes, as letters and hyphens make them.
fn english_word_spans(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, c) in text
        .char_indices()
        .filter(|(_, c)| c.is_ascii_alphanumeric() || *c == '-')
    {
        match found.last_mut() {
            Some(last) if last.end == at => last.end = at + c.len_utf8(),
            _ => found.push(at..at + c.len_utf8()),
        }
    }
    found
}

#[test]
fn a_changed_number_word_or_percent_of_real_news_is_found() {
    let pairs = news();
    if pairs.is_empty() {
        testkit::skip("no texts beside the project");
        return;
    }
    let mut chance = Chance(4711);
    let mut words = [(0, Vec::new()), (0, Vec::new())];
    let ways = Ways::read();
    let keys = [
        "3", "4", "5", "6", "7", "8", "9", "10", "20", "30", "40", "50", "60", "70", "80", "90",
    ];
    let mut arabic = (0, Vec::new());
    for pair in &pairs {
        let quiet = findings([&pair[0], &pair[1]], ["ar", "en"]) == 0;
        if !quiet {
            continue;
        }
        let mut see = |kind: usize, range: std::ops::Range<usize>, other: &str| {
            let mut text = pair[1].clone();
            text.replace_range(range, other);
            let found = findings([&pair[0], &text], ["ar", "en"]);
            words[kind].0 += 1;
            if found == 0 {
                words[kind].1.push(format!("{} | {text}", pair[0]));
            }
        };
        for range in english_word_spans(&pair[1]) {
            let word = pair[1][range.clone()].to_lowercase();
            let small = UNITS.iter().skip(3).position(|unit| *unit == word);
            let ten = TENS.iter().skip(2).position(|ten| *ten == word);
            if small.is_some() {
                let all: Vec<&&str> = UNITS.iter().skip(3).filter(|unit| **unit != word).collect();
                let other = **chance.of(&all);
                see(0, range.clone(), other);
            } else if ten.is_some() {
                let all: Vec<&&str> = TENS.iter().skip(2).filter(|ten| **ten != word).collect();
                let other = **chance.of(&all);
                see(0, range.clone(), other);
            }
        }
        // The same in the Arabic: a word of three to ten, or of the tens, becomes another.
        for word in pair[0].split_whitespace() {
            let own = keys
                .iter()
                .find(|key| ways.0[**key].iter().any(|form| form == word));
            let Some(own) = own else { continue };
            let others: Vec<&str> = keys.iter().filter(|key| *key != own).copied().collect();
            let key = *chance.of(&others);
            let other = ways.pick(key, &mut chance);
            let text = pair[0].replacen(word, &other, 1);
            let found = findings([&text, &pair[1]], ["ar", "en"]);
            arabic.0 += 1;
            if found == 0 {
                arabic.1.push(format!("{text} | {}", pair[1]));
            }
        }
        for (at, sign) in pair[1].match_indices('%') {
            see(1, at..at + sign.len(), "");
        }
        for (at, sign) in pair[1].match_indices(" percent ") {
            see(1, at..at + sign.len(), " ");
        }
    }
    let [(all, missed), (signs, lost)] = &words;
    println!(
        "news: {} of {all} changed number words missed: {missed:#?}\n{} of {signs} lost percent signs missed: {lost:#?}",
        missed.len(),
        lost.len()
    );
    println!(
        "{} of {} changed Arabic words missed: {:#?}",
        arabic.1.len(),
        arabic.0,
        arabic.1
    );
    assert!(
        *all > 40 && *signs > 10 && arabic.0 > 20,
        "{all} {signs} {}",
        arabic.0
    );
    assert!(lost.is_empty(), "{lost:#?}");
    // What the other text says otherwise, or not at all, cannot be missed.
    assert!(missed.len() * 20 <= *all, "{missed:#?}");
    assert!(arabic.1.len() * 10 <= arabic.0, "{:#?}", arabic.1);
}
