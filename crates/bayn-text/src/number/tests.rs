//! Facts about numbers; the cases with Arabic words are in `crates/bayn-text/tests/data/numbers`.

use super::{Calendar, Date, Decimal, Number, NumberKind, number_words, numbers};
use crate::Lang;
use proptest::prelude::*;

fn values(text: &str, lang: &str) -> Vec<String> {
    numbers(text, &Lang::new(lang))
        .iter()
        .map(|number| number.value.to_string())
        .collect()
}

fn only(text: &str, lang: &str) -> Number {
    match numbers(text, &Lang::new(lang))[..] {
        [number] => number,
        ref other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn every_digit_system_has_the_same_value() {
    for text in ["26", "\u{662}\u{666}", "\u{6F2}\u{6F6}", "\u{968}\u{96C}"] {
        assert_eq!(only(text, "ar").value, Decimal::new(26, 0));
    }
}

#[test]
fn separators_part_thousands_or_the_fraction() {
    for text in ["36,000", "36000", "36\u{A0}000", "36 000", "36\u{2019}000"] {
        assert_eq!(values(text, "en"), ["36000"], "{text}");
    }
    let arabic = "\u{663}\u{666}\u{66C}\u{660}\u{660}\u{660}";
    assert_eq!(values(arabic, "ar"), ["36000"]);
    assert_eq!(values("\u{663}\u{66B}\u{665}", "ar"), ["3.5"]);
    assert_eq!(values("1,250,000.75", "en"), ["1250000.75"]);
    assert_eq!(values("1.250.000,75", "de"), ["1250000.75"]);
    assert_eq!(values("36.000", "de"), ["36000"]);
    assert_eq!(values("36.000", "en"), ["36"]);
    assert_eq!(values("3,5", "ar"), ["3.5"]);
}

#[test]
fn lists_and_addresses_are_no_single_number() {
    assert_eq!(values("1,2,3", "en"), ["1", "2", "3"]);
    assert_eq!(values("12, 300", "en"), ["12", "300"]);
    assert_eq!(values("192.168.1.1", "en"), ["192", "168", "1", "1"]);
    assert_eq!(values("in 2019 300 left", "en"), ["2019", "300"]);
    assert_eq!(values("10-12 and 3\u{2013}4", "en"), ["10", "12", "3", "4"]);
}

#[test]
fn a_sign_counts_only_where_it_stands_free() {
    assert_eq!(values("it was -5 and COVID-19", "en"), ["-5", "19"]);
    assert_eq!(values("(2000)", "en"), ["2000"]);
}

#[test]
fn percent_is_known_by_sign_or_word() {
    for text in ["3.5%", "3.5 %", "%3.5", "3.5 percent", "3.5 per cent"] {
        let number = only(text, "en");
        assert_eq!(
            (number.value, number.kind),
            (Decimal::new(35, 1), NumberKind::Percent)
        );
        assert_eq!(number.span.of(text), text);
    }
    let arabic = "\u{663}\u{66B}\u{665}\u{66A}";
    assert_eq!(only(arabic, "ar").kind, NumberKind::Percent);
}

#[test]
fn scale_words_multiply() {
    assert_eq!(values("3.5 million people", "en"), ["3500000"]);
    assert_eq!(values("58 thousand", "en"), ["58000"]);
    // "36 alf" with tanwin.
    assert_eq!(
        values("36 \u{623}\u{644}\u{641}\u{627}\u{64B}", "ar"),
        ["36000"]
    );
}

#[test]
fn ordinals_years_and_times() {
    assert_eq!(only("the 23rd man", "en").kind, NumberKind::Ordinal);
    assert_eq!(only("in 2019.", "en").kind, NumberKind::Year);
    assert_eq!(only("some 2,019", "en").kind, NumberKind::Cardinal);
    for text in [
        "17:30",
        "5:30 p.m.",
        "5:30 \u{645}\u{633}\u{627}\u{621}\u{64B}",
    ] {
        let number = only(text, "ar");
        assert_eq!(
            (number.value, number.kind),
            (Decimal::new(1050, 0), NumberKind::Time)
        );
    }
}

#[test]
fn a_date_has_one_value_however_written() {
    let date = Date {
        year: Some(2019),
        month: 1,
        day: Some(24),
        calendar: Calendar::Gregorian,
    };
    for (text, lang) in [
        ("24 January 2019", "en"),
        ("the 24th of January 2019", "en"),
        ("January 24, 2019", "en"),
        ("Jan. 24th, 2019", "en"),
        ("24/1/2019", "en"),
        ("01/24/2019", "en"),
        ("2019-01-24", "en"),
        ("24. Januar 2019", "de"),
        ("\u{662}\u{664}/\u{661}/\u{662}\u{660}\u{661}\u{669}", "ar"),
    ] {
        let number = only(text, lang);
        assert_eq!(number.kind, NumberKind::Date(date), "{text}");
        assert_eq!(number.value, Decimal::new(20_190_124, 0));
    }
    assert_eq!(
        only("January 2019", "en").value,
        Decimal::new(20_190_100, 0)
    );
    assert_eq!(
        only("on March 1, Kurdish", "en").value,
        Decimal::new(301, 0)
    );
    assert_eq!(only("you may 20 times", "en").kind, NumberKind::Cardinal);
}

#[test]
fn english_words_are_read() {
    for (text, wanted) in [
        ("twenty-six", "26"),
        ("six thousand", "6000"),
        ("a hundred and five", "105"),
        ("one million two hundred thousand and three", "1200003"),
        ("half a million", "500000"),
        ("two and a half million", "2500000"),
        ("a dozen", "12"),
        ("twenty-first", "21"),
        ("twelve hundred", "1200"),
    ] {
        let found = number_words(text, &Lang::new("en"));
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].value.to_string(), wanted, "{text}");
        assert_eq!(found[0].span.of(text), text);
    }
    let found = number_words("three and four, a man and thousands", &Lang::new("en"));
    let values: Vec<String> = found.iter().map(|n| n.value.to_string()).collect();
    assert_eq!(values, ["3", "4"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn any_text_gives_ordered_spans(
        text in "([0-9]{1,4}|[.,:/ %-]|[\u{660}-\u{669}\u{66B}\u{66C}\u{60C}\u{64B}]|May|a|half|million|st|p\\.m|\u{623}\u{644}\u{641}|\u{648}|[\u{E9}\u{2019}]){0,24}",
        lang in "(en|ar|de)",
    ) {
        let lang = Lang::new(&lang);
        for found in [numbers(&text, &lang), number_words(&text, &lang)] {
            let mut at = 0;
            for number in found {
                prop_assert!(number.span.start >= at && !number.span.is_empty());
                prop_assert!(text.get(number.span.start..number.span.end).is_some());
                at = number.span.end;
            }
        }
    }

    #[test]
    fn a_number_reads_back(value in 0_u32..10_000_000, fraction in 1_u8..10) {
        let plain = value.to_string();
        let wanted = Decimal::new(i128::from(value), 0);
        prop_assert_eq!(only(&plain, "en").value, wanted);
        let mut grouped = String::new();
        for (at, c) in plain.chars().enumerate() {
            if at > 0 && (plain.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(c);
        }
        prop_assert_eq!(only(&grouped, "en").value, wanted);
        let arabic: String = plain
            .chars()
            .filter_map(|c| char::from_u32(0x660 + c.to_digit(10)?))
            .collect();
        prop_assert_eq!(only(&arabic, "ar").value, wanted);
        let text = format!("{grouped}.{fraction}");
        let wanted = Decimal::new(i128::from(value) * 10 + i128::from(fraction), 1);
        prop_assert_eq!(only(&text, "en").value, wanted);
    }
}
