//! Web pages from the command line: a page beside its translation, and all of it on request.

use std::fs;
use std::process::{Command, Stdio};

#[track_caller]
fn good(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args(args)
        .stdin(Stdio::null())
        .output()
        .expect("bayn runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {said}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A page of a site whose parts before and behind the article are short in one language.
fn page_of_site(lang: &str, question: &str, answer: &str, source: &str, more: &str) -> String {
    let answer = format!("<p>{}</p>", answer.repeat(6)).repeat(4);
    format!(
        "<!doctype html><html lang={lang}><body><div class=question><p>{question}</p></div>\
         <div class=answer>{answer}</div><div class=sources><p>{source}</p></div>\
         <div class=teasers><p><a href=x>{more}</a></p></div></body></html>"
    )
}

#[test]
fn a_page_and_its_translation_keep_the_same_parts() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, page: String| {
        let path = folder.path().join(name);
        fs::write(&path, page).expect("a file");
        path.to_str().expect("UTF-8").to_owned()
    };
    let arabic = page_of_site(
        "ar",
        "ما الشاي؟",
        "وصلت السفينة إلى الميناء في الصباح، وفيها كثير من الشاي الأخضر. ",
        "انظر كتاب السفن.",
        "الحليب أبيض.",
    );
    let english = page_of_site(
        "en",
        &"What is tea, where does it come from, and who drinks it every morning? ".repeat(9),
        "The ship came into the harbour in the morning, and it was full of green tea. ",
        &"See the book of ships, page nine, and the letters of its captain. ".repeat(9),
        "Milk is white.",
    );
    let (arabic, english) = (put("a.html", arabic), put("b.html", english));
    let alone = good(&["show", &arabic, "--plain"]);
    let pair = good(&["align", &arabic, &english, "--no-model", "--to", "jsonl"]);
    // Alone, the short parts of the page are not all kept.
    let parts = ["ما الشاي؟", "انظر كتاب السفن."];
    assert!(!parts.iter().all(|part| alone.contains(part)), "{alone}");
    for part in parts {
        assert!(pair.contains(part), "{pair}");
    }
    assert!(!pair.contains("الحليب") && !pair.contains("Milk"), "{pair}");
    let whole = good(&["show", &arabic, "--plain", "--whole-page"]);
    assert!(
        whole.contains("ما الشاي؟") && whole.contains("الحليب أبيض."),
        "{whole}"
    );
}
