//! GNU gettext PO: an entry is a unit, its `msgid` the source, its `msgstr` the target.
//!
//! Comments, references, flags, contexts, plurals and obsolete entries are kept and written
//! back. A PO can be written from any corpus, but it holds text and nothing else.

use crate::FormatError;
use crate::corpus::{Attrs, Corpus, FileInfo, Note, Prop, Segment, State, Unit, attr, written_tag};
use crate::left_out::LeftOut;
use crate::text::Text;
use bayn_text::Lang;
use bayn_text::label;
use bayn_text::msg;
use std::fmt::Write;

/// An entry as it is in a file; the head is the one without an id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The lines of comments but notes, with their signs.
    pub comments: Vec<String>,
    /// Notes of translators, without their sign.
    pub notes: Vec<String>,
    /// Whether a flag says that the translation is to be looked at.
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

/// Which string the lines in quotes go on with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Into {
    Nothing,
    Context,
    Id,
    Plural,
    String,
}

/// Reads a PO file.
///
/// # Errors
/// Where a line is no comment, keyword or string, or a string is broken.
pub fn read(text: &str) -> Result<Corpus, FormatError> {
    let mut corpus = Corpus {
        langs: vec![Lang::new("und"), Lang::new("und-x-target")],
        files: vec![FileInfo::default()],
        ..Corpus::default()
    };
    let (entries, end) = entries(text)?;
    for entry in entries {
        add(entry, &mut corpus);
    }
    // Obsolete entries at the end are comments without an entry.
    corpus
        .attrs
        .extend(end.into_iter().map(|line| ("po:end".into(), line)));
    Ok(corpus)
}

/// Reads the entries of a PO file in order, and the comments that follow the last.
///
/// # Errors
/// Where a line is no comment, keyword or string, or a string is broken.
pub fn entries(text: &str) -> Result<(Vec<Entry>, Vec<String>), FormatError> {
    let mut entries = Vec::new();
    let mut entry = Draft::default();
    let mut into = Into::Nothing;
    let mut offset = 0;
    for (number, raw) in text.split_inclusive('\n').enumerate() {
        let start = offset;
        offset += raw.len();
        let line = raw.trim().trim_start_matches('\u{FEFF}');
        let starts = line.starts_with("msgctxt")
            || (line.starts_with("msgid ") && into != Into::Context)
            || (line.starts_with('#') && into != Into::Nothing)
            || line.is_empty();
        if starts && entry.id.is_some() {
            entries.push(finished(std::mem::take(&mut entry), text)?);
            into = Into::Nothing;
        }
        if line.is_empty() {
            continue;
        }
        if line.starts_with('#') {
            comment(line, &mut entry);
            continue;
        }
        if entry.id.is_none() && entry.context.is_none() {
            entry.at = start;
        }
        let (keyword, quoted) = match line.find('"') {
            Some(at) => line.split_at(at),
            None => (line, ""),
        };
        let Some(value) = unquote(quoted) else {
            return Err(FormatError::at(
                text,
                start,
                msg!("PO: a string in double quotes"),
                msg!(
                    "`{line}` is no keyword with a string in quotes",
                    line = format!("{:.40}", line)
                ),
            )
            .remedy(msg!("see what `msgfmt -c` says")));
        };
        let keyword = keyword.trim();
        match keyword {
            "" => {
                let place = match into {
                    Into::Context => entry.context.as_mut(),
                    Into::Id => entry.id.as_mut(),
                    Into::Plural => entry.plural.as_mut(),
                    Into::String => entry.strings.last_mut().map(|(_, string)| string),
                    Into::Nothing => None,
                };
                let Some(place) = place else {
                    return Err(FormatError::at(
                        text,
                        start,
                        msg!("PO: a string follows its keyword"),
                        msg!("a string stands alone"),
                    ));
                };
                place.push_str(&value);
            }
            "msgctxt" => {
                entry.context = Some(value);
                into = Into::Context;
            }
            "msgid" => {
                entry.id = Some(value);
                entry.line = number + 1;
                into = Into::Id;
            }
            "msgid_plural" => {
                entry.plural = Some(value);
                into = Into::Plural;
            }
            keyword if keyword.starts_with("msgstr") => {
                entry.strings.push((keyword.to_owned(), value));
                into = Into::String;
            }
            _ => {
                return Err(FormatError::at(
                    text,
                    start,
                    msg!("PO: msgctxt, msgid, msgid_plural or msgstr"),
                    msg!(
                        "`{keyword}` is no keyword",
                        keyword = format!("{:.40}", keyword)
                    ),
                ));
            }
        }
    }
    if entry.id.is_none() {
        return Ok((entries, entry.comments));
    }
    entries.push(finished(entry, text)?);
    Ok((entries, Vec::new()))
}

fn comment(line: &str, entry: &mut Draft) {
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

fn finished(draft: Draft, text: &str) -> Result<Entry, FormatError> {
    let mut strings = draft.strings.into_iter();
    let Some((_, first)) = strings.next() else {
        return Err(FormatError::at(
            text,
            draft.at,
            msg!("PO: a msgid has its msgstr"),
            msg!("this entry has no msgstr"),
        )
        .remedy(msg!("the file may have been cut short")));
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

fn add(entry: Entry, corpus: &mut Corpus) {
    let comments = entry.comments.into_iter();
    let comments = comments.map(|line| ("po:comment".into(), line));
    if entry.id.is_empty() && entry.context.is_none() && corpus.units.is_empty() {
        for line in entry.text.lines() {
            if let Some(tag) = line.strip_prefix("Language:")
                && !tag.trim().is_empty()
                && let Some(target) = corpus.langs.get_mut(1)
            {
                *target = Lang::new(tag);
            }
        }
        corpus.props.push(Prop {
            kind: "po:header".into(),
            value: entry.text,
            lang: None,
        });
        corpus.notes.extend(notes(&entry.notes));
        corpus.attrs.extend(comments);
        return;
    }
    let mut unit = Unit {
        attrs: comments.collect(),
        notes: notes(&entry.notes),
        ..Unit::default()
    };
    if let Some(context) = entry.context {
        unit.attrs.push(("po:context".into(), context));
    }
    if let Some(plural) = entry.plural {
        unit.attrs.push(("po:plural".into(), plural));
        for (keyword, string) in entry.others {
            unit.attrs.push((format!("po:{keyword}"), string));
        }
    }
    let text = entry.text.as_str();
    let target = (!text.is_empty()).then(|| Text::from(text));
    unit.segments.push(Segment {
        texts: [vec![Text::from(entry.id)], target.into_iter().collect()].into(),
        state: entry.fuzzy.then_some(State::Initial),
        ..Segment::default()
    });
    corpus.units.push(unit);
}

fn notes(lines: &[String]) -> Vec<Note> {
    if lines.is_empty() {
        return Vec::new();
    }
    vec![Note {
        text: lines.join("\n"),
        ..Note::default()
    }]
}

/// Returns the text of a string in quotes; `None` where it is none.
fn unquote(quoted: &str) -> Option<String> {
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return None,
            '\\' => match chars.next()? {
                'n' => out.push('\n'),
                't' => out.push('\t'),
                'r' => out.push('\r'),
                other => out.push(other),
            },
            c => out.push(c),
        }
    }
    Some(out)
}

fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Writes a keyword with its string, a line of text a line.
fn write_string(out: &mut String, keyword: &str, text: &str) {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.len() < 2 {
        let _ = writeln!(out, "{keyword} {}", quote(text));
        return;
    }
    let _ = writeln!(out, "{keyword} \"\"");
    for line in lines {
        let _ = writeln!(out, "{}", quote(line));
    }
}

/// Writes a corpus as PO.
#[must_use]
pub fn write(corpus: &Corpus, left_out: &mut LeftOut) -> String {
    let mut out = String::new();
    write_comments(&mut out, &corpus.notes, &corpus.attrs);
    let header = corpus.props.iter().find(|prop| prop.kind == "po:header");
    let header = header.map_or_else(
        || {
            let target = corpus.langs.get(1).filter(|lang| lang.primary() != "und");
            format!(
                "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n\
                 Content-Transfer-Encoding: 8bit\nLanguage: {}\n",
                target.map(written_tag).unwrap_or_default()
            )
        },
        |prop| prop.value.clone(),
    );
    write_string(&mut out, "msgid", "");
    write_string(&mut out, "msgstr", &header);
    for unit in &corpus.units {
        for segment in unit.segments.iter().filter(|segment| !segment.ignorable) {
            out.push('\n');
            write_entry(&mut out, unit, segment, left_out);
        }
        left_out.count(label!("paragraph bounds"), unit.segments.len() > 1);
        left_out.add(label!("properties"), unit.props.len());
    }
    for (name, line) in &corpus.attrs {
        if name == "po:end" {
            let _ = writeln!(out, "\n{line}");
        }
    }
    left_out.count(
        label!("languages beyond the second"),
        corpus.langs.len() > 2,
    );
    left_out.count(
        label!("the source language"),
        corpus
            .langs
            .first()
            .is_some_and(|lang| lang.primary() != "und"),
    );
    out
}

fn write_comments(out: &mut String, notes: &[Note], attrs: &Attrs) {
    for note in notes {
        for line in note.text.split('\n') {
            let _ = writeln!(out, "{}", format!("# {line}").trim_end());
        }
    }
    for (name, line) in attrs {
        if name == "po:comment" {
            let _ = writeln!(out, "{line}");
        }
    }
}

fn write_entry(out: &mut String, unit: &Unit, segment: &Segment, left_out: &mut LeftOut) {
    write_comments(out, &unit.notes, &unit.attrs);
    let marked = unit.attrs.iter().any(|(name, line)| {
        name == "po:comment" && line.starts_with("#,") && line.contains("fuzzy")
    });
    if segment.state == Some(State::Initial) && !segment.sentences(1).is_empty() && !marked {
        out.push_str("#, fuzzy\n");
    }
    left_out.count(
        label!("states of translation"),
        segment.state.is_some_and(|state| state != State::Initial),
    );
    left_out.count(label!("confidences"), segment.confidence.is_some());
    let side = |lang: usize, left_out: &mut LeftOut| {
        let text = segment.joined(lang).unwrap_or_default();
        left_out.add(
            label!("inline codes (now placeholders)"),
            text.codes().count(),
        );
        left_out.count(
            label!("sentence bounds inside entries"),
            segment.sentences(lang).len() > 1,
        );
        text.shown()
    };
    if let Some(context) = attr(&unit.attrs, "po:context") {
        write_string(out, "msgctxt", context);
    }
    write_string(out, "msgid", &side(0, left_out));
    let target = side(1, left_out);
    match attr(&unit.attrs, "po:plural") {
        None => write_string(out, "msgstr", &target),
        Some(plural) => {
            write_string(out, "msgid_plural", plural);
            write_string(out, "msgstr[0]", &target);
            for (name, string) in &unit.attrs {
                if let Some(keyword) = name.strip_prefix("po:msgstr") {
                    write_string(out, &format!("msgstr{keyword}"), string);
                }
            }
        }
    }
}
