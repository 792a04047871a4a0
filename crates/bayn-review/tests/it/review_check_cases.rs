//! Each check on sentence pairs: crates/bayn-review/tests/data/checks has one file a check, each line a pair that
//! the check must pass or must point at.

use crate::pairs_kit;

use bayn_doc::{Bitext, Severity};
use bayn_doc::{Side, Sides};
use bayn_review::check::{Meaning, Options, Rule, Term, run};
use bayn_review::{Finding, registry};
use pairs_kit::pairs;
use std::fs;
use std::path::Path;

fn findings(bitext: &Bitext, check: &str) -> Vec<Finding> {
    let documents = bitext.documents.as_ref();
    let langs = documents.map(|document| document.lang.primary());
    // Only these read the encoder, which takes its time where it is not optimised.
    let by_meaning = ["gap", "person", "name"].contains(&check);
    let options = Options {
        only: [check.to_owned()].into(),
        meaning: by_meaning
            .then(|| Meaning::for_languages(&[langs.source, langs.target]))
            .flatten(),
        ..Options::default()
    };
    run(bitext, &options)
}

/// Returns the lines of a file of cases that do not come out as they say.
fn wrong_cases(check: &str, both_ways: bool) -> Vec<String> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .join(format!("crates/bayn-review/tests/data/checks/{check}.tsv"));
    let text = fs::read_to_string(path).expect("the cases are readable");
    let mut wrong = Vec::new();
    let mut cases = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [expected, arabic, english] = cells[..] else {
            wrong.push(format!("{check}: not three cells: {line}"));
            continue;
        };
        cases += 1;
        let mut ways = vec![pairs([arabic, english], ["ar", "en"])];
        if both_ways {
            ways.push(pairs([english, arabic], ["en", "ar"]));
        }
        for (way, bitext) in ways.iter().enumerate() {
            let found = findings(bitext, check);
            if found.is_empty() != (expected == "passes") {
                wrong.push(format!("{check}, way {way}: {line}"));
            }
            for finding in found {
                for side in Side::BOTH {
                    let text = &bitext.documents[side].text;
                    for span in &finding.spans[side] {
                        assert!(!span.of(text).is_empty(), "{check}: empty span: {line}");
                    }
                }
                assert!(
                    finding.message.to_string().ends_with('.'),
                    "{}",
                    finding.message
                );
            }
        }
    }
    assert!(cases > 1, "{check}: no cases");
    wrong
}

#[test]
fn numbers_give_no_false_alarm_and_none_is_missed() {
    let wrong = wrong_cases("number", true);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn checks_pass_and_fail_as_their_cases_say() {
    let wrong: Vec<String> = [
        "agreement",
        "article",
        "country",
        "currency",
        "date",
        "direction",
        "ellipsis",
        "gender",
        "negation",
        "opposite",
        "ordinal",
        "punctuation",
        "quote",
        "repetition",
        "spacing",
        "unit",
        "untranslated",
        "usage",
    ]
    .into_iter()
    .flat_map(|check| {
        assert!(registry::find(check).is_some(), "no check {check}");
        wrong_cases(check, false)
    })
    .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn glossary_and_patterns_of_the_user_are_checked() {
    let bitext = pairs(
        [
            "\u{648}\u{644}\u{644}\u{645}\u{62E}\u{64A}\u{645} \u{628}\u{627}\u{628}",
            "The tent has a door",
        ],
        ["ar", "en"],
    );
    let term = Term {
        source: "\u{645}\u{62E}\u{64A}\u{645}".to_owned(),
        target: vec!["camp".to_owned()],
        forbidden: vec!["tent".to_owned()],
        ..Term::default()
    };
    let rule = Rule {
        patterns: Sides::new(None, regex::Regex::new("(?i)door").ok()),
        message: bayn_text::Message::name("No doors."),
        severity: Severity::Minor,
    };
    let options = Options {
        glossary: vec![term],
        rules: vec![rule],
        only: ["glossary".to_owned(), "pattern".to_owned()].into(),
        ..Options::default()
    };
    let found = run(&bitext, &options);
    let target = &bitext.documents.target.text;
    let words: Vec<&str> = found.iter().map(|f| f.spans.target[0].of(target)).collect();
    assert_eq!(words, ["tent", "door"]);
}

#[test]
fn a_glossary_knows_inflected_words_and_exempt_phrases() {
    let found = |table: &str, langs: [&str; 2], texts: [&str; 2]| {
        let options = Options {
            glossary: bayn_review::check::read_terms(table),
            only: ["glossary".to_owned()].into(),
            ..Options::default()
        };
        run(&pairs(texts, langs), &options).len()
    };
    let (into_arabic, into_english) = (["en", "ar"], ["ar", "en"]);
    let bank = "bank\tمصرف\tبنك\tWest Bank|river bank";
    // Plural and possessive; what is joined before and behind.
    assert_eq!(
        found(bank, into_arabic, ["The banks' owners.", "أصحاب المصارف."]),
        1
    );
    let listed = "bank\tمصرف|مصارف\tبنك|بنوك\tWest Bank|river bank";
    assert_eq!(
        found(
            listed,
            into_arabic,
            ["The banks' owners.", "أصحاب المصارف."]
        ),
        0
    );
    assert_eq!(
        found(bank, into_arabic, ["Its bank is shut.", "مصرفها مغلق."]),
        0
    );
    assert_eq!(
        found(bank, into_arabic, ["Two banks are shut.", "أُغلق مصرفان."]),
        0
    );
    assert_eq!(
        found(bank, into_arabic, ["Its bank is shut.", "وبنكهم مغلق."]),
        1
    );
    // Where the term is not meant.
    assert_eq!(
        found(
            bank,
            into_arabic,
            ["He lives in the West Bank.", "يسكن في الضفة."]
        ),
        0
    );
    assert_eq!(
        found(
            bank,
            into_arabic,
            ["The West Bank has a bank.", "في الضفة مال."]
        ),
        1
    );
    let firm = "شركة|شركات\tcompany\tfirm";
    for arabic in [
        "باعت الشركة داره.",
        "وباعت شركتهم داره.",
        "باعت شركتان داره.",
    ] {
        assert_eq!(
            found(firm, into_english, [arabic, "The firm sold it."]),
            1,
            "{arabic}"
        );
        assert_eq!(
            found(firm, into_english, [arabic, "The companies sold it."]),
            0,
            "{arabic}"
        );
    }
    // An acronym is no small word, and "currency" is no "his work".
    let who = "WHO\tمنظمة الصحة العالمية";
    assert_eq!(
        found(who, into_arabic, ["The man who came.", "الرجل الذي جاء."]),
        0
    );
    assert_eq!(
        found(
            "عمل\twork",
            into_english,
            ["العملة قوية.", "The currency is strong."]
        ),
        0
    );
}

#[test]
fn a_preposition_behind_letters_said_by_their_names_stands_once() {
    let found = |arabic: &str| {
        let bitext = pairs(["He spoke to SV in the city.", arabic], ["en", "ar"]);
        findings(&bitext, "repetition").len()
    };
    assert_eq!(found("تحدث إلى قناة إس في في المدينة."), 0);
    assert_eq!(found("تحدث إلى القناة في في المدينة."), 1);
}

#[test]
fn a_check_can_be_switched_off_and_weighed() {
    let bitext = pairs(["x", "At the the edge"], ["ar", "en"]);
    let mut options = Options::default();
    options
        .severities
        .insert("repetition".to_owned(), Severity::Neutral);
    let found = run(&bitext, &options);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].severity, Severity::Neutral);
    options.off.insert("repetition".to_owned());
    assert!(run(&bitext, &options).is_empty());
}

/// Replaces `\\uXXXX` by the character.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u");
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (code, rest) = part.split_at(4);
        let code = u32::from_str_radix(code, 16).expect("four digits");
        out.push(char::from_u32(code).expect("a character"));
        out.push_str(rest);
    }
    out
}

#[test]
fn every_check_passes_what_is_right_and_points_at_what_is_wrong() {
    let mut wrong = Vec::new();
    let mut seen: std::collections::BTreeMap<&str, [bool; 2]> = std::collections::BTreeMap::new();
    let rows = include_str!("../data/checks/every.tsv").lines();
    for row in rows.filter(|row| !row.starts_with('#')) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [check, expected, langs, source, target] = cells[..] else {
            panic!("five cells: {row}");
        };
        assert!(registry::find(check).is_some(), "no check {check}");
        let (one, other) = langs.split_once('-').expect("two languages");
        let found = findings(
            &pairs([&unescaped(source), &unescaped(target)], [one, other]),
            check,
        );
        let passes = expected == "passes";
        seen.entry(check).or_default()[usize::from(passes)] = true;
        if found.is_empty() != passes {
            wrong.push(format!("{row}\n    {found:?}"));
        }
    }
    // The rest is shown on tables of their own, or needs what a user gives.
    let own = [
        "term",
        "glossary",
        "pattern",
        "agreement",
        "usage",
        "quote",
        "currency",
        "mangled",
        "opposite",
        "ordinal",
    ];
    for check in registry::CHECKS
        .iter()
        .filter(|check| !own.contains(&check.id))
    {
        assert_eq!(seen.get(check.id), Some(&[true, true]), "{}", check.id);
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_turn_of_phrase_that_is_copied_often_is_reported_once_for_each_copy() {
    let text = |phrase: &str| format!("{phrase}, ").repeat(200);
    let bitext = pairs([&text("على حد قوله"), &text("as he said")], ["ar", "en"]);
    let mut found = findings(&bitext, "term");
    found.retain(|finding| finding.message.to_string().contains("copies the phrasing"));
    assert_eq!(found.len(), 200);
    let places = |side: Side| {
        let spans = found.iter().flat_map(|finding| &finding.spans[side]);
        spans.collect::<std::collections::BTreeSet<_>>().len()
    };
    assert_eq!(Side::BOTH.map(places), [200, 200]);
}

#[test]
fn a_text_that_is_not_translated_yet_is_told_once() {
    let lines = |text: &str, count: usize| vec![text; count].join("\u{b6}");
    let numbered: Vec<String> = (0..12)
        .map(|at| format!("The gate number {at} of the old harbour is open today."))
        .collect();
    let source = numbered.join("\u{b6}");
    for (target, check) in [
        (lines("\u{2205}", 12), "omission"),
        (source.clone(), "unchanged"),
    ] {
        let bitext = pairs([&source, &target], ["en", "de"]);
        let found = findings(&bitext, check);
        assert_eq!(found.len(), 12, "{check}");
        assert_eq!(bayn_review::grouped(&found, &bitext).len(), 1, "{check}");
    }
    // One sentence among many is said by itself.
    let mut most = numbered.clone();
    "\u{2205}".clone_into(&mut most[3]);
    "\u{2205}".clone_into(&mut most[7]);
    let bitext = pairs([&source, &most.join("\u{b6}")], ["en", "de"]);
    let found = findings(&bitext, "omission");
    assert_eq!(bayn_review::grouped(&found, &bitext).len(), 2);
}

#[test]
fn words_that_a_text_keeps_by_habit_weigh_nothing() {
    let source = ["Set the widths of the columns first."; 8].join("\u{b6}");
    let kept = ["请先设置列的 widths 值。"; 8].join("\u{b6}");
    let mixed = format!("{kept}\u{b6}请先 set the widths of the columns 吧。");
    let source = format!("{source}\u{b6}Set the widths of the columns now.");
    let found = findings(&pairs([&source, &mixed], ["en", "zh"]), "untranslated");
    let firm: Vec<_> = found
        .iter()
        .filter(|finding| finding.severity > Severity::Neutral)
        .collect();
    assert_eq!(firm.len(), 1, "{firm:?}");
    assert_eq!(firm[0].bead, 8);
}

#[test]
fn a_headline_needs_no_mark_at_its_end() {
    let source = "Die Ministerin eröffnet eine neue Brücke im Norden.";
    let severity = |target: &str| {
        let found = findings(&pairs([source, target], ["de", "en"]), "punctuation");
        found.first().map(|finding| finding.severity)
    };
    let headline = severity("Minister opens new bridge across river in northern district");
    assert_eq!(headline, None);
    let sentence = severity("The minister opens a new bridge across the river in the north");
    assert_eq!(sentence, Some(Severity::Minor));
}
