//! HTML side by side: one self-contained page, usable on a phone and in print.
//!
//! Every block declares its language and direction. Nothing external is loaded, no script
//! runs, and every character of the text is escaped.

use crate::corpus::{Corpus, Segment, written_tag};
use crate::left_out::LeftOut;
use crate::text::{Part, Role, Text};
use crate::xml::{escape_attr, xml_text};
use bayn_text::Lang;
use bayn_text::label;
use harf::Direction;
use std::fmt::Write;

const STYLE: &str = include_str!("side_by_side.css");

/// The marker in the head of a page written by bayn; such a page contains both texts.
pub const GENERATOR: &str = "<meta name=\"generator\" content=\"bayn\">";
/// The number of bytes at the beginning of a page in which that is searched.
const HEAD: usize = 1024;

/// Returns whether bayn wrote a page: texts side by side, or a report.
#[must_use]
pub fn is_own_page(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD.min(bytes.len())).unwrap_or_default();
    head.starts_with(b"<!DOCTYPE html>")
        && memchr::memmem::find(head, GENERATOR.as_bytes()).is_some()
}

/// Writes a corpus as a page.
#[must_use]
pub fn write(corpus: &Corpus, title: &str, left_out: &mut LeftOut) -> String {
    let title = if title.is_empty() {
        corpus
            .files
            .iter()
            .map(|file| file.original.as_str())
            .find(|name| !name.is_empty())
            .unwrap_or("Parallel text")
    } else {
        title
    };
    let main = corpus
        .langs
        .last()
        .map_or_else(|| "und".into(), written_tag);
    let mut out = String::new();
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n{GENERATOR}\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main{}>\n",
        escape_attr(&main),
        xml_text(title),
        columns(corpus)
    );
    for unit in &corpus.units {
        let segments: Vec<&Segment> = unit
            .segments
            .iter()
            .filter(|segment| !segment.ignorable)
            .collect();
        if segments.is_empty() {
            continue;
        }
        out.push_str("<section class=\"unit\">\n");
        for segment in segments {
            write_segment(&mut out, corpus, segment, left_out);
        }
        for note in &unit.notes {
            let _ = writeln!(
                out,
                "<aside class=\"note\" dir=\"auto\">{}</aside>",
                xml_text(&note.text)
            );
        }
        out.push_str("</section>\n");
        left_out.add(label!("properties"), unit.props.len());
    }
    out.push_str("</main>\n</body>\n</html>\n");
    left_out.count(
        label!("what a program would need to read the pairs back from the page"),
        !corpus.units.is_empty(),
    );
    out
}

/// Returns the direction of the columns: a right-to-left source is on the right.
fn columns(corpus: &Corpus) -> &'static str {
    match corpus.langs.first().map(Lang::direction) {
        Some(Direction::Rtl) => " dir=\"rtl\"",
        _ => "",
    }
}

fn write_segment(out: &mut String, corpus: &Corpus, segment: &Segment, left_out: &mut LeftOut) {
    let state = segment.state.map_or("", |state| state.name());
    let class = if state.is_empty() {
        String::new()
    } else {
        format!(" data-state=\"{state}\"")
    };
    let _ = writeln!(out, "<div class=\"bead\"{class}>");
    for (at, lang) in corpus.langs.iter().enumerate() {
        let text = segment.joined(at);
        let attrs = lang_attrs(lang);
        match text {
            None => {
                let _ = writeln!(out, "<p class=\"none\"{attrs}>\u{2205}</p>");
            }
            Some(text) => {
                left_out.count_lost_chars(&text.plain());
                let _ = writeln!(out, "<p{attrs}>{}</p>", inline(&text));
            }
        }
    }
    out.push_str("</div>\n");
}

/// Returns ` lang="…" dir="…"` for a language.
pub(crate) fn lang_attrs(lang: &Lang) -> String {
    let dir = match lang.direction() {
        _ if lang.primary() == "und" => "auto",
        Direction::Rtl => "rtl",
        Direction::Ltr => "ltr",
    };
    format!(
        " lang=\"{}\" dir=\"{dir}\"",
        escape_attr(&written_tag(lang))
    )
}

/// Returns text with codes as small tags, each isolated from the text's direction.
pub(crate) fn inline(text: &Text) -> String {
    let mut out = String::new();
    for part in text.parts() {
        match part {
            Part::Text(piece) => out.push_str(&xml_text(piece)),
            Part::Code(code) if code.mark => {
                out.push_str(match code.role {
                    Role::Open => "<mark>",
                    Role::Close => "</mark>",
                    Role::Alone => "",
                });
            }
            Part::Code(code) => {
                let _ = write!(
                    out,
                    "<bdi class=\"code\" title=\"{}\">{}</bdi>",
                    escape_attr(&code.data),
                    xml_text(&code.placeholder())
                );
            }
        }
    }
    if balanced(text) {
        out
    } else {
        out.replace("<mark>", "").replace("</mark>", "")
    }
}

/// Returns whether the marks of a text nest.
fn balanced(text: &Text) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for code in text.codes().filter(|code| code.mark) {
        match code.role {
            Role::Open => open.push(&code.id),
            Role::Close if open.pop() != Some(code.id.as_str()) => return false,
            _ => {}
        }
    }
    open.is_empty()
}
