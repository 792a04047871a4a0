//! The language that a file declares is that of a template or of the program that wrote it: the
//! script of the text decides.

use bayn_formats::{Loaded, Page, read};
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

const ARABIC: &str = "\u{648}\u{635}\u{644}\u{62a} \u{627}\u{644}\u{633}\u{641}\u{64a}\u{646}\u{629} \u{625}\u{644}\u{649} \u{627}\u{644}\u{645}\u{64a}\u{646}\u{627}\u{621} \u{641}\u{64a} \u{627}\u{644}\u{635}\u{628}\u{627}\u{62d}.";
const RUSSIAN: &str = "\u{412} \u{447}\u{430}\u{439}\u{43d}\u{43e}\u{439} \u{431}\u{44b}\u{43b}\u{43e} \u{442}\u{435}\u{43f}\u{43b}\u{43e}, \u{438} \u{43e}\u{43d} \u{441}\u{43a}\u{430}\u{437}\u{430}\u{43b}, \u{447}\u{442}\u{43e} \u{44d}\u{442}\u{43e} \u{43d}\u{435} \u{432}\u{441}\u{451}.";
const ENGLISH: &str = "The ship came into the harbour at dawn.";

fn archive(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("a part");
        zip.write_all(text.as_bytes()).expect("a part");
    }
    zip.finish().expect("an archive").into_inner()
}

fn docx(lang: &str, text: &str) -> Vec<u8> {
    let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    archive(&[
        (
            "word/document.xml",
            format!(
                "<w:document {space}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
            ),
        ),
        (
            "word/styles.xml",
            format!(
                "<w:styles {space}><w:docDefaults><w:rPrDefault><w:rPr>\
                 <w:lang w:val=\"{lang}\" w:eastAsia=\"en-US\" w:bidi=\"ar-SA\"/>\
                 </w:rPr></w:rPrDefault></w:docDefaults></w:styles>"
            ),
        ),
    ])
}

fn odt(lang: &str, text: &str) -> Vec<u8> {
    archive(&[
        (
            "mimetype",
            "application/vnd.oasis.opendocument.text".to_owned(),
        ),
        (
            "content.xml",
            format!(
                "<o:document-content xmlns:o=\"urn:o\" xmlns:text=\"urn:t\"><o:body><text:p>{text}</text:p></o:body></o:document-content>"
            ),
        ),
        (
            "meta.xml",
            format!(
                "<o:m xmlns:o=\"urn:o\" xmlns:dc=\"urn:dc\"><dc:language>{lang}</dc:language></o:m>"
            ),
        ),
    ])
}

fn html(lang: &str, text: &str) -> Vec<u8> {
    format!(
        "<html lang={lang} dir=ltr><body><p>{}</p></body></html>",
        text.repeat(4)
    )
    .into_bytes()
}

fn vtt(lang: &str, text: &str) -> Vec<u8> {
    format!("WEBVTT\nLanguage: {lang}\n\n00:01.000 --> 00:02.000\n{text}\n").into_bytes()
}

fn page(name: &str, bytes: &[u8]) -> Page {
    match read(name, bytes, None) {
        Ok(Loaded::Page(page)) => page,
        other => unreachable!("{name}: {other:?}"),
    }
}

#[test]
fn the_script_of_a_text_decides_over_what_its_file_declares() {
    type Make = fn(&str, &str) -> Vec<u8>;
    let files: [(&str, Make); 4] = [
        ("x.docx", docx),
        ("x.odt", odt),
        ("x.html", html),
        ("x.vtt", vtt),
    ];
    for (name, make) in files {
        for (declared, text, wanted) in [
            ("en-US", ARABIC, "ar"),
            ("en", RUSSIAN, "ru"),
            ("ar-SA", ENGLISH, "en"),
        ] {
            let page = page(name, &make(declared, text));
            let lang = page.lang.expect("a language");
            assert_eq!(lang.primary(), wanted, "{name}, {declared}");
            let said: Vec<String> = page.warnings.iter().map(ToString::to_string).collect();
            assert!(
                said.iter()
                    .any(|said| said.contains(&declared.to_lowercase())),
                "{name}: {said:?}"
            );
            let said_ltr = page.direction == Some(harf::Direction::Ltr);
            assert!(wanted != "ar" || !said_ltr, "{name}");
        }
        // What the script does not contradict stands, also of a language that nobody guesses.
        for (declared, text) in [("fr", ENGLISH), ("ar-eg", ARABIC), ("xyz", ENGLISH)] {
            let page = page(name, &make(declared, text));
            assert_eq!(page.lang.expect("a language").tag(), declared, "{name}");
            assert_eq!(page.warnings, [], "{name}");
        }
    }
}
