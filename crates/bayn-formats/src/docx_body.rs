//! Changes the text of a Word document in place, in the part that contains it: runs keep their
//! formatting, and all other parts of the file are copied unchanged.

use crate::FormatError;
use crate::office::missing;
use crate::zipped::Archive;
use bayn_text::{Message, msg};
use harf::Span;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The part that holds the text.
const PART: &str = "word/document.xml";

/// Returns the XML of the text.
///
/// # Errors
/// If the archive or the part cannot be read.
pub fn read(bytes: &[u8]) -> Result<String, FormatError> {
    Archive::open(bytes)?
        .xml(PART)?
        .ok_or_else(|| missing(PART))
}

/// Returns the document with another text; everything else is copied byte for byte.
///
/// # Errors
/// If the archive cannot be read or made.
pub fn write(bytes: &[u8], xml: &str) -> Result<Vec<u8>, FormatError> {
    let copied = || -> zip::result::ZipResult<Vec<u8>> {
        let mut old = ZipArchive::new(Cursor::new(bytes))?;
        let mut new = ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..old.len() {
            let part = old.by_index_raw(at)?;
            if part.name()? == PART {
                new.start_file(PART, SimpleFileOptions::default())?;
                new.write_all(xml.as_bytes())?;
            } else {
                new.raw_copy_file(part)?;
            }
        }
        Ok(new.finish()?.into_inner())
    };
    copied().map_err(|error| {
        FormatError::whole(
            msg!("zip archive"),
            msg!(
                "cannot be written: {error}",
                error = Message::library(error)
            ),
        )
    })
}

/// Returns the changes of the XML by which `new` (escaped) replaces the letters of `words`: all
/// of it in the run of the first letter, nothing in the others. `None` if something other than
/// runs is between the letters.
#[must_use]
pub fn replaced(xml: &str, words: Span, new: &str) -> Option<Vec<(Span, String)>> {
    let mut edits: Vec<(Span, String)> = Vec::new();
    let mut at = words.start;
    // The opening tag of the text element that is being read, where it began in here.
    let mut opened: Option<Span> = None;
    let mut in_text = true;
    while at < words.end {
        let rest = xml.get(at..words.end)?;
        if !rest.starts_with('<') {
            let end = at + rest.find('<').unwrap_or(rest.len());
            if in_text {
                let put = if edits.is_empty() { new } else { "" };
                edits.push(kept(xml, opened, Span::new(at, end), put));
            }
            at = end;
            continue;
        }
        let end = at + rest.find('>')? + 1;
        let tag = xml.get(at..end)?;
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split([' ', '>', '/', '\n', '\r', '\t']).next()?;
        let (is_end, is_whole) = (tag.starts_with("</"), tag.ends_with("/>"));
        match name {
            "w:t" => {
                in_text = !is_end && !is_whole;
                opened = in_text.then_some(Span::new(at, end));
            }
            "w:rPr" if !is_end && !is_whole => {
                const CLOSE: &str = "</w:rPr>";
                at += rest.find(CLOSE)? + CLOSE.len();
                continue;
            }
            "w:r"
            | "w:rPr"
            | "w:proofErr"
            | "w:bookmarkStart"
            | "w:bookmarkEnd"
            | "w:lastRenderedPageBreak" => {}
            _ => return None,
        }
        at = end;
    }
    Some(edits)
}

/// Returns the change of letters in a text element. Where they are its first, what is left may begin
/// with a space, which the element must say that it keeps.
fn kept(xml: &str, opened: Option<Span>, letters: Span, put: &str) -> (Span, String) {
    match opened {
        Some(tag) if tag.end == letters.start && tag.of(xml) == "<w:t>" => {
            let whole = Span::new(tag.start, letters.end);
            (whole, format!("<w:t xml:space=\"preserve\">{put}"))
        }
        _ => (letters, put.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a text becomes when the letters from `from` to `to` are replaced.
    fn changed(xml: &str, [from, to]: [&str; 2], new: &str) -> Option<String> {
        let start = xml.find(from).expect("there");
        let end = xml.rfind(to).expect("there") + to.len();
        let edits = replaced(xml, Span::new(start, end), new)?;
        let mut out = xml.to_owned();
        for (span, words) in edits.iter().rev() {
            out.replace_range(span.start..span.end, words);
        }
        Some(out)
    }

    #[test]
    fn words_in_several_runs_go_into_the_first_and_the_looks_stay() {
        let xml = "<w:p><w:r><w:t>the fo</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ur cats</w:t></w:r></w:p>";
        assert_eq!(
            changed(xml, ["fo", "ur"], "five").as_deref(),
            Some(
                "<w:p><w:r><w:t>the five</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"> cats</w:t></w:r></w:p>"
            )
        );
        assert_eq!(
            changed(xml, ["cats", "cats"], "dogs").as_deref(),
            Some(xml.replace("cats", "dogs").as_str())
        );
    }

    #[test]
    fn what_lies_between_words_is_not_lost() {
        let tab = "<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r>";
        assert_eq!(changed(tab, ["one", "two"], "x"), None);
        let paragraphs = "<w:p><w:r><w:t>one</w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r></w:p>";
        assert_eq!(changed(paragraphs, ["one", "two"], "x"), None);
    }
}
