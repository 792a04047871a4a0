//! The syntax of a PO file: comments, keywords and strings in quotes, wherever `msgfmt` accepts them.

use crate::FormatError;
use crate::feed::{Feed, unread};
use bayn_text::msg;
use std::iter::{Enumerate, Peekable};
use std::str::Bytes;

/// An entry as it is in a file; the head is the one without an id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The comment lines except notes, with their markers.
    pub comments: Vec<String>,
    /// Notes of translators, without their marker.
    pub notes: Vec<String>,
    /// Whether it is flagged `fuzzy`.
    pub fuzzy: bool,
    /// `msgctxt`.
    pub context: Option<String>,
    /// `msgid`.
    pub id: String,
    /// `msgid_plural`.
    pub plural: Option<String>,
    /// `msgstr`.
    pub text: String,
    /// The forms of the plural after the first, by their keyword: `msgstr[1]`.
    pub others: Vec<(String, String)>,
    /// The line of `msgid`, from 1.
    pub line: usize,
}

/// An entry while its lines are read.
#[derive(Default)]
struct Draft {
    /// Every comment line unchanged: at the end of a file no entry parses them.
    raw: Vec<String>,
    comments: Vec<String>,
    notes: Vec<String>,
    fuzzy: bool,
    context: Option<String>,
    id: Option<String>,
    plural: Option<String>,
    strings: Vec<(String, String)>,
    at: usize,
    line: usize,
}

/// Which string the quoted lines continue.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Into {
    Nothing,
    Context,
    Id,
    Plural,
    String,
    Domain,
}

/// Reads the entries of a PO file in order, and the comments that follow the last.
///
/// # Errors
/// If a line is not a comment, keyword or string, or a string is broken.
pub fn entries(text: &str) -> Result<(Vec<Entry>, Vec<String>), FormatError> {
    let mut entries = Vec::new();
    let end = each_entry(&Feed::of_text(text), &mut |entry| {
        entries.push(entry);
        Ok(())
    })?;
    Ok((entries, end))
}

/// Passes on the entries of a PO file as they are read, and returns the comments that follow the
/// last.
pub(crate) fn each_entry(
    feed: &Feed<'_>,
    take: &mut dyn FnMut(Entry) -> Result<(), FormatError>,
) -> Result<Vec<String>, FormatError> {
    let mut entry = Draft::default();
    let mut into = Into::Nothing;
    // Whether a keyword still waits for its string, which may stand on the next line.
    let mut waits = false;
    let mut lines = feed.lines(line_end(feed)?);
    let mut number = 0;
    while let Some((start, raw)) = lines.next()? {
        number += 1;
        let line = raw.trim().trim_start_matches('\u{FEFF}');
        let broken = || {
            feed.error(
                start,
                msg!("PO: a string in double quotes"),
                msg!(
                    "`{line}` is not a keyword with a quoted string",
                    line = format!("{:.40}", line)
                ),
            )
            .remedy(msg!("run `msgfmt -c` for details"))
        };
        let mut rest = line;
        while !rest.is_empty() {
            if rest.starts_with('#') {
                if waits {
                    return Err(broken());
                }
                if !entry.strings.is_empty() {
                    take(finished(std::mem::take(&mut entry), feed)?)?;
                    into = Into::Nothing;
                }
                comment(rest, &mut entry);
                break;
            }
            if rest.starts_with('"') {
                let Some((value, tail)) = unquote(rest) else {
                    return Err(broken());
                };
                rest = tail.trim_start();
                waits = false;
                if into == Into::Domain {
                    // Written back before the first entry of the domain.
                    entry.comments.push(format!("domain {}", quote(&value)));
                    into = Into::Nothing;
                    continue;
                }
                let Some(place) = entry.string_of(into) else {
                    return Err(feed.error(
                        start,
                        msg!("PO: a string must follow its keyword"),
                        msg!("a string without a keyword"),
                    ));
                };
                place.push_str(&value);
                continue;
            }
            let end = rest.find(|c: char| c == '"' || c.is_whitespace());
            let (keyword, tail) = rest.split_at(end.unwrap_or(rest.len()));
            rest = tail.trim_start();
            if waits {
                return Err(broken());
            }
            if matches!(keyword, "msgctxt" | "msgid" | "domain") && entry.id.is_some() {
                take(finished(std::mem::take(&mut entry), feed)?)?;
            }
            if entry.id.is_none() && entry.context.is_none() {
                entry.at = start;
            }
            waits = true;
            let Some(next) = begin_field(&mut entry, keyword, number) else {
                if !line.contains('"') {
                    return Err(broken());
                }
                return Err(feed.error(
                    start,
                    msg!("PO: msgctxt, msgid, msgid_plural or msgstr"),
                    msg!(
                        "`{keyword}` is not a keyword",
                        keyword = format!("{:.40}", keyword)
                    ),
                ));
            };
            into = next;
        }
    }
    if entry.id.is_none() {
        return Ok(entry.raw);
    }
    take(finished(entry, feed)?)?;
    Ok(Vec::new())
}

/// Returns the line end: a carriage return if the whole file has no line feed.
fn line_end(feed: &Feed<'_>) -> Result<u8, FormatError> {
    let mut reader = feed.open();
    loop {
        let ahead = reader.fill_buf().map_err(|error| unread(&error))?;
        if ahead.is_empty() {
            return Ok(b'\r');
        }
        if memchr::memchr(b'\n', ahead).is_some() {
            return Ok(b'\n');
        }
        let bytes = ahead.len();
        reader.consume(bytes);
    }
}

impl Draft {
    /// Returns the string that lines in quotes go on with.
    fn string_of(&mut self, into: Into) -> Option<&mut String> {
        match into {
            Into::Context => self.context.as_mut(),
            Into::Id => self.id.as_mut(),
            Into::Plural => self.plural.as_mut(),
            Into::String => self.strings.last_mut().map(|(_, string)| string),
            Into::Domain | Into::Nothing => None,
        }
    }
}

/// Begins the string of a keyword; `None` if it is none.
fn begin_field(entry: &mut Draft, keyword: &str, line: usize) -> Option<Into> {
    let empty = Some(String::new());
    Some(match keyword {
        "domain" => Into::Domain,
        "msgctxt" => {
            entry.context = empty;
            Into::Context
        }
        "msgid" => {
            entry.id = empty;
            entry.line = line;
            Into::Id
        }
        "msgid_plural" => {
            entry.plural = empty;
            Into::Plural
        }
        keyword if keyword.starts_with("msgstr") => {
            entry.strings.push((keyword.to_owned(), String::new()));
            Into::String
        }
        _ => return None,
    })
}

fn comment(line: &str, entry: &mut Draft) {
    entry.raw.push(line.to_owned());
    if let Some(flags) = line.strip_prefix("#,") {
        entry.fuzzy |= flags.split(',').any(|flag| flag.trim() == "fuzzy");
    }
    let is_note = line == "#" || line.starts_with("# ");
    if is_note && !line.starts_with("#~") {
        let note = line.strip_prefix("# ").unwrap_or("");
        entry.notes.push(note.to_owned());
    } else {
        entry.comments.push(line.to_owned());
    }
}

fn finished(draft: Draft, feed: &Feed<'_>) -> Result<Entry, FormatError> {
    let mut strings = draft.strings.into_iter();
    let Some((_, first)) = strings.next() else {
        return Err(feed
            .error(
                draft.at,
                msg!("PO: every msgid needs its msgstr"),
                msg!("this entry has no msgstr"),
            )
            .remedy(msg!("the file may be incomplete")));
    };
    Ok(Entry {
        comments: draft.comments,
        notes: draft.notes,
        fuzzy: draft.fuzzy,
        context: draft.context,
        id: draft.id.unwrap_or_default(),
        plural: draft.plural,
        text: first,
        others: strings.collect(),
        line: draft.line,
    })
}

/// Reads up to `most` digits of a character's code.
fn code(bytes: &mut Peekable<Enumerate<Bytes<'_>>>, first: u32, radix: u32, most: usize) -> u32 {
    let mut value = first;
    for _ in 0..most {
        let digit = bytes
            .peek()
            .and_then(|(_, byte)| char::from(*byte).to_digit(radix));
        let Some(digit) = digit else { break };
        value = value * radix + digit;
        bytes.next();
    }
    value
}

/// Returns the text of the string in quotes that a line begins with, and what follows it;
/// `None` if it is none. The escapes are those of C.
fn unquote(quoted: &str) -> Option<(String, &str)> {
    let inner = quoted.strip_prefix('"')?;
    let mut out = Vec::with_capacity(inner.len());
    let mut bytes = inner.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => {
                let text = match String::from_utf8(out) {
                    Ok(text) => text,
                    Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
                };
                return Some((text, inner.get(at + 1..)?));
            }
            b'\\' => out.push(match bytes.next()?.1 {
                b'n' => b'\n',
                b't' => b'\t',
                b'r' => b'\r',
                b'a' => 7,
                b'b' => 8,
                b'f' => 12,
                b'v' => 11,
                b'x' => u8::try_from(code(&mut bytes, 0, 16, 2)).ok()?,
                digit @ b'0'..=b'7' => {
                    let value = code(&mut bytes, u32::from(digit - b'0'), 8, 2);
                    u8::try_from(value).ok()?
                }
                other => other,
            }),
            byte => out.push(byte),
        }
    }
    None
}

/// Returns a text as a string in quotes.
pub(crate) fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{B}' => out.push_str("\\v"),
            '\u{C}' => out.push_str("\\f"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
