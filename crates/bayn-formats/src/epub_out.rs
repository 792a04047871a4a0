//! A bilingual EPUB 3: each paragraph of the source followed by its translation.
//!
//! <https://www.w3.org/TR/epub-33/>: container, package, navigation, one style sheet, and
//! chapters of bounded size. The modification date is fixed, since the writer has no clock.

use crate::FormatError;
use crate::corpus::{Corpus, Unit, written_tag};
use crate::html_out::{inline, lang_attrs};
use crate::left_out::LeftOut;
use crate::xml::{escape_attr, xml_text};
use bayn_text::Message;
use bayn_text::label;
use bayn_text::msg;
use fnv::FnvHasher;
use harf::Direction;
use std::fmt::Write as _;
use std::hash::Hasher;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The most units in a chapter.
const CHAPTER: usize = 400;

const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n\
  <rootfiles>\n    <rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n\
  </rootfiles>\n</container>\n";

const STYLE: &str = "body { margin: 0 5%; line-height: 1.6; }\n\
p { margin: 0 0 .4em; text-align: start; }\n\
.bead { margin: 0 0 1.1em; }\n\
.bead p + p { opacity: .85; }\n\
p[dir=\"rtl\"] { font-size: 1.1em; }\n\
.code { font-size: .75em; }\n";

/// Writes a corpus as an EPUB.
///
/// # Errors
/// If the archive cannot be created, which does not happen in memory.
pub fn write(corpus: &Corpus, title: &str, left_out: &mut LeftOut) -> Result<Vec<u8>, FormatError> {
    let title = if title.is_empty() {
        "Parallel text"
    } else {
        title
    };
    build(corpus, title, left_out).map_err(|error| {
        FormatError::whole(
            msg!("zip archive"),
            msg!(
                "cannot be written: {error}",
                error = Message::library(error)
            ),
        )
    })
}

fn build(
    corpus: &Corpus,
    title: &str,
    left_out: &mut LeftOut,
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file("mimetype", stored)?;
    zip.write_all(b"application/epub+zip")?;
    let chapters: Vec<&[Unit]> = if corpus.units.is_empty() {
        vec![&[]]
    } else {
        corpus.units.chunks(CHAPTER).collect()
    };
    let mut parts = vec![
        ("META-INF/container.xml".to_owned(), CONTAINER.to_owned()),
        ("EPUB/style.css".to_owned(), STYLE.to_owned()),
        (
            "EPUB/package.opf".to_owned(),
            package(corpus, title, chapters.len()),
        ),
        (
            "EPUB/nav.xhtml".to_owned(),
            nav(corpus, title, chapters.len()),
        ),
    ];
    for (at, units) in chapters.iter().enumerate() {
        parts.push((
            format!("EPUB/text{}.xhtml", at + 1),
            chapter(corpus, title, at + 1, units, left_out),
        ));
    }
    for (name, text) in parts {
        zip.start_file(name, packed)?;
        zip.write_all(text.as_bytes())?;
    }
    left_out.count(
        label!("what a program would need to read the pairs back from the book"),
        !corpus.units.is_empty(),
    );
    Ok(zip.finish()?.into_inner())
}

fn main_lang(corpus: &Corpus) -> String {
    corpus
        .langs
        .last()
        .map_or_else(|| "und".into(), written_tag)
}

fn package(corpus: &Corpus, title: &str, chapters: usize) -> String {
    let mut out = String::new();
    let _ = write!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\">\n\
         \x20 <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
         \x20   <dc:identifier id=\"id\">urn:bayn:{:016x}</dc:identifier>\n\
         \x20   <dc:title>{}</dc:title>\n",
        fingerprint(corpus),
        xml_text(title)
    );
    for lang in &corpus.langs {
        let _ = writeln!(
            out,
            "    <dc:language>{}</dc:language>",
            xml_text(&written_tag(lang))
        );
    }
    if corpus.langs.is_empty() {
        out.push_str("    <dc:language>und</dc:language>\n");
    }
    out.push_str(
        "    <meta property=\"dcterms:modified\">2000-01-01T00:00:00Z</meta>\n  </metadata>\n\
         \x20 <manifest>\n\
         \x20   <item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n\
         \x20   <item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n",
    );
    for at in 1..=chapters {
        let _ = writeln!(
            out,
            "    <item id=\"text{at}\" href=\"text{at}.xhtml\" media-type=\"application/xhtml+xml\"/>"
        );
    }
    let rtl = corpus
        .langs
        .first()
        .is_some_and(|lang| lang.direction() == Direction::Rtl);
    let direction = if rtl { "rtl" } else { "ltr" };
    let _ = writeln!(
        out,
        "  </manifest>\n  <spine page-progression-direction=\"{direction}\">"
    );
    for at in 1..=chapters {
        let _ = writeln!(out, "    <itemref idref=\"text{at}\"/>");
    }
    out.push_str("  </spine>\n</package>\n");
    out
}

/// Returns a hash of the texts (FNV-1a).
fn fingerprint(corpus: &Corpus) -> u64 {
    let mut hash = FnvHasher::default();
    for segment in corpus.segments() {
        for text in segment.texts.all() {
            hash.write(text.plain().as_bytes());
        }
    }
    hash.finish()
}

fn head(lang: &str, title: &str, extra: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\"{extra} lang=\"{0}\" xml:lang=\"{0}\">\n\
         <head>\n<title>{1}</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n\
         </head>\n<body>\n",
        escape_attr(lang),
        xml_text(title)
    )
}

fn nav(corpus: &Corpus, title: &str, chapters: usize) -> String {
    let mut out = head(
        &main_lang(corpus),
        title,
        " xmlns:epub=\"http://www.idpf.org/2007/ops\"",
    );
    out.push_str("<nav epub:type=\"toc\">\n<ol>\n");
    for at in 1..=chapters {
        let name = if chapters == 1 {
            xml_text(title).into_owned()
        } else {
            format!("{at}")
        };
        let _ = writeln!(out, "<li><a href=\"text{at}.xhtml\">{name}</a></li>");
    }
    out.push_str("</ol>\n</nav>\n</body>\n</html>\n");
    out
}

fn chapter(
    corpus: &Corpus,
    title: &str,
    number: usize,
    units: &[Unit],
    left_out: &mut LeftOut,
) -> String {
    let mut out = head(&main_lang(corpus), title, "");
    if number == 1 {
        let _ = writeln!(out, "<h1 dir=\"auto\">{}</h1>", xml_text(title));
    }
    for unit in units {
        for segment in unit.segments.iter().filter(|segment| !segment.ignorable) {
            out.push_str("<div class=\"bead\">\n");
            for (at, lang) in corpus.langs.iter().enumerate() {
                if let Some(text) = segment.joined(at) {
                    left_out.count_lost_chars(&text.plain());
                    let attrs = lang_attrs(lang);
                    let tag = escape_attr(&written_tag(lang));
                    let _ = writeln!(out, "<p{attrs} xml:lang=\"{tag}\">{}</p>", inline(&text));
                }
            }
            out.push_str("</div>\n");
        }
        left_out.add(label!("notes"), unit.notes.len());
    }
    out.push_str("</body>\n</html>\n");
    out
}
