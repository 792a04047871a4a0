//! Keys find their sentences again, whatever is in the holes.

use super::*;

const PO: &str = r#"
msgid ""
msgstr "Language: xx\n"

msgid "noted"
msgstr "NOTED"

msgid "1 hit"
msgid_plural "{hits} hits"
msgstr[0] "none"
msgstr[1] "one"
msgstr[2] "two"
msgstr[3] "{hits} few"
msgstr[4] "{hits} many"
msgstr[5] "{hits} other"

msgid "layout: {name}"
msgstr "LAYOUT {name}"

msgid "{} differs from {}"
msgstr "{1} UNLIKE {0}"

#, fuzzy
msgid "not yet"
msgstr "NOT YET"

msgid "a long "
"string"
msgstr "LONG"
"ER"

#. numbers
msgid "{} of {total}"
msgstr "{0} OUT OF {total}"

msgid "<{}> lacks `{}` and {_}"
msgstr "NO {1} NOR {2} IN <{0}>"

msgid "aligning {:.0}%"
msgstr "ALIGN {}%"
"#;

#[test]
fn whole_keys_and_parts_of_a_line_are_found() {
    let catalogue = Catalogue::new(PO);
    assert_eq!(catalogue.say("noted"), "NOTED");
    assert_eq!(catalogue.say("a long string"), "LONGER");
    assert_eq!(catalogue.say(" noted "), " NOTED ");
    assert_eq!(catalogue.say("not yet"), "not yet");
    assert_eq!(catalogue.say("3/7 \u{b7} noted"), "3/7 \u{b7} NOTED");
    assert_eq!(catalogue.say("aligning 40%"), "ALIGN \u{2068}40\u{2069}%");
}

#[test]
fn what_others_wrote_is_not_taken_apart() {
    let catalogue = Catalogue::new(PO);
    assert_eq!(
        catalogue.say("layout: \u{2068}two  spaces\u{2069}  noted"),
        "LAYOUT \u{2068}two  spaces\u{2069}  NOTED"
    );
    assert_eq!(
        catalogue.say("layout: `noted`"),
        "LAYOUT \u{2068}`noted`\u{2069}"
    );
    // A sentence may begin with a quotation.
    let began = catalogue.say("layout: \u{201c}a\u{201d} differs from \u{201c}b\u{201d}");
    assert!(began.contains("UNLIKE"), "{began}");
}

#[test]
fn a_name_is_not_translated() {
    let catalogue = Catalogue::new(PO);
    let said = catalogue.say("<noted> lacks `noted` and noted");
    assert_eq!(
        said.replace(['\u{2068}', '\u{2069}'], ""),
        "NO noted NOR noted IN <noted>"
    );
}

#[test]
fn a_key_for_numbers_takes_nothing_else() {
    let catalogue = Catalogue::new(PO);
    let said = catalogue
        .say("7 of 29")
        .replace(['\u{2068}', '\u{2069}'], "");
    assert_eq!(said, "7 OUT OF 29");
    assert_eq!(catalogue.say("a lake of fire"), "a lake of fire");
}

#[test]
fn holes_go_where_the_translation_wants_them() {
    let catalogue = Catalogue::new(PO);
    assert_eq!(
        catalogue.say("x.txt differs from 7"),
        "\u{2068}7\u{2069} UNLIKE \u{2068}x.txt\u{2069}"
    );
    assert_eq!(catalogue.say("layout: noted"), "LAYOUT NOTED");
    assert_eq!(
        catalogue.say("layout: \u{2068}noted\u{2069}"),
        "LAYOUT \u{2068}noted\u{2069}"
    );
}

#[test]
fn every_form_of_the_plural_is_used() {
    let catalogue = Catalogue::new(PO);
    for (number, said) in [
        (0, "none"),
        (1, "one"),
        (2, "two"),
        (3, "3 few"),
        (10, "10 few"),
        (11, "11 many"),
        (99, "99 many"),
        (100, "100 other"),
        (102, "102 other"),
        (103, "103 few"),
        (111, "111 many"),
    ] {
        let shown = catalogue.say(&format!("{number} hits"));
        assert_eq!(shown.replace(['\u{2068}', '\u{2069}'], ""), said);
    }
    assert_eq!(catalogue.say("1 hit"), "one");
    assert_eq!(catalogue.say("no hits"), "no hits", "no number, no plural");
}

#[test]
fn locales_name_a_language() {
    assert_eq!(UiLanguage::of("ar_SY.UTF-8"), Some(UiLanguage::Arabic));
    assert_eq!(UiLanguage::of("en-GB"), Some(UiLanguage::English));
    assert_eq!(UiLanguage::of("C.UTF-8"), None);
}
