//! GNU gettext PO: an entry is a unit, its `msgid` the source, its `msgstr` the target.
//!
//! Comments, references, flags, contexts, plurals and obsolete entries are kept and written
//! back. A PO can be written from any corpus, but it contains only text.

use crate::FormatError;
use crate::attrs::{Attrs, attr};
use crate::corpus::{Corpus, FileInfo, Full, Note, Prop, Segment, State, Unit, written_tag};
use crate::feed::Feed;
use crate::left_out::LeftOut;
use crate::po_entries::{each_entry, quote};
use crate::po_rules::Rules;
pub(crate) use crate::po_rules::validate;
use crate::sign::Lines;
use crate::text::Text;
use crate::writer::{Writer, write_whole};
use bayn_text::Lang;
use bayn_text::label;
use std::fmt::Write;

pub use crate::po_entries::{Entry, entries};

/// Reads a PO file. What `msgfmt -c` rejects but can be understood is read, with one
/// warning.
///
/// # Errors
/// If a line is not a comment, keyword or string, or a string is broken.
pub fn read(text: &str) -> Result<Corpus, FormatError> {
    read_pieces(&Feed::of_text(text), &mut |_| Ok(()))
}

/// Reads a PO file and passes on its units piece by piece.
pub(crate) fn read_pieces(feed: &Feed<'_>, full: &mut Full<'_>) -> Result<Corpus, FormatError> {
    let mut corpus = Corpus {
        langs: vec![Lang::new("und"), Lang::new("und-x-target")],
        files: vec![FileInfo::default()],
        ..Corpus::default()
    };
    let mut rules = Rules::default();
    let end = each_entry(feed, &mut |entry| {
        rules.entry(&entry);
        add(entry, &mut corpus, full)
    })?;
    corpus.warn_of(rules.found.count(), "PO");
    // Obsolete entries at the end are comments without an entry.
    corpus
        .attrs
        .extend(end.into_iter().map(|line| ("po:end".into(), line)));
    Ok(corpus)
}

fn add(entry: Entry, corpus: &mut Corpus, full: &mut Full<'_>) -> Result<(), FormatError> {
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
            ..Prop::default()
        });
        corpus.notes.extend(notes(&entry.notes));
        corpus.attrs.extend(comments);
        return Ok(());
    }
    if corpus.units.is_empty() && corpus.props.is_empty() {
        // A language that is only guessed later must not be written as a fact.
        corpus.props.push(Prop {
            kind: "po:header".into(),
            value: "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n\
                    Content-Transfer-Encoding: 8bit\nLanguage: \n"
                .into(),
            ..Prop::default()
        });
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
    unit.push(Segment {
        texts: [vec![Text::from(entry.id)], target.into_iter().collect()].into(),
        state: entry.fuzzy.then_some(State::Initial),
        ..Segment::default()
    });
    corpus.add(unit, full)
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

/// Writes a keyword with its string, one line of text per line.
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
    write_whole(&mut Catalogue::default(), corpus, left_out)
}

/// A catalogue that is written piece by piece.
#[derive(Default)]
pub(crate) struct Catalogue {
    /// The number of entries so far without a source.
    lone: usize,
}

impl Writer for Catalogue {
    fn start_pass(&mut self) {
        self.lone = 0;
    }

    fn head(&self, corpus: &Corpus, _: &mut LeftOut) -> String {
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
            |prop| with_charset(&prop.value),
        );
        write_string(&mut out, "msgid", "");
        write_string(&mut out, "msgstr", &header);
        out
    }

    fn units(&mut self, _: &Corpus, units: &[Unit], left_out: &mut LeftOut) -> String {
        let mut out = String::new();
        for unit in units {
            for segment in unit.segments.iter().filter(|segment| !segment.ignorable) {
                out.push('\n');
                // Only a context distinguishes an entry without a source from the header and from others.
                let lone = segment.texts.get(0).iter().all(Text::is_empty);
                self.lone += usize::from(lone);
                let context = lone.then(|| format!("no source {}", self.lone));
                write_entry(&mut out, unit, segment, context.as_deref(), left_out);
            }
            left_out.count(label!("paragraph boundaries"), unit.segments.len() > 1);
            left_out.add(label!("properties"), unit.props.len());
        }
        out
    }

    fn end(&mut self, corpus: &Corpus, left_out: &mut LeftOut) -> String {
        let mut out = String::new();
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
            label!("source language"),
            corpus
                .langs
                .first()
                .is_some_and(|lang| lang.primary() != "und"),
        );
        out
    }
}

/// Returns a header whose charset is UTF-8, the only one written.
fn with_charset(header: &str) -> String {
    let lines = header.split_inclusive('\n').map(|line| {
        let small = line.to_ascii_lowercase();
        match small.find("charset=") {
            Some(at) if small.starts_with("content-type:") => {
                let end = if line.ends_with('\n') { "\n" } else { "" };
                let start = line.get(..at).unwrap_or(line);
                format!("{start}charset=UTF-8{end}")
            }
            _ => line.to_owned(),
        }
    });
    lines.collect()
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

fn write_entry(
    out: &mut String,
    unit: &Unit,
    segment: &Segment,
    context: Option<&str>,
    left_out: &mut LeftOut,
) {
    write_comments(out, &unit.notes, &unit.attrs);
    let marked = unit.attrs.iter().any(|(name, line)| {
        name == "po:comment" && line.starts_with("#,") && line.contains("fuzzy")
    });
    if segment.state == Some(State::Initial) && !segment.sentences(1).is_empty() && !marked {
        out.push_str("#, fuzzy\n");
    }
    left_out.count(
        label!("translation states"),
        segment.state.is_some_and(|state| state != State::Initial),
    );
    left_out.count(label!("confidence values"), segment.confidence.is_some());
    let side = |lang: usize, left_out: &mut LeftOut| {
        let text = segment.joined(lang).unwrap_or_default();
        left_out.add(
            label!("inline codes (now placeholders)"),
            text.codes().count(),
        );
        left_out.count(
            label!("sentence boundaries inside entries"),
            segment.sentences(lang).len() > 1,
        );
        text.shown()
    };
    if let Some(context) = attr(&unit.attrs, "po:context").or(context) {
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

/// Returns whether the lines are comments, messages and strings.
///
/// The comments before the first message may be a whole licence, so they do not count.
pub(crate) fn is_po(lines: &Lines<'_>) -> bool {
    let found = lines.head.split(['\n', '\r']).map(str::trim);
    let mut found = found
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .take(10)
        .peekable();
    let keyword = |line: &str, word| {
        line.strip_prefix(word)
            .is_some_and(|rest: &str| rest.is_empty() || rest.trim_start().starts_with('"'))
    };
    let begins = |line: &&str| {
        ["msgid", "msgctxt", "domain"]
            .iter()
            .any(|word| keyword(line, *word))
    };
    let po_line = |line: &str| line.starts_with(['"', '#']) || line.starts_with("msg");
    found.peek().is_some_and(begins) && found.all(|line| po_line(line) || keyword(line, "domain"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        let (entries, _) = entries(text).unwrap();
        let pair = |entry: Entry| (entry.id, entry.text);
        entries.into_iter().map(pair).collect()
    }

    #[test]
    fn strings_stand_anywhere_after_their_keyword() {
        let wanted = [("door".to_owned(), "باب".to_owned())];
        for text in [
            "msgid\n\"door\"\nmsgstr\n\"باب\"\n",
            "msgid \"door\" msgstr \"باب\"",
            "msgid \"do\" \"or\"\n\n\t\"\"\nmsgstr\"باب\"\n",
            "msgid \"door\"\rmsgstr \"باب\"\r",
            "domain \"app\"\nmsgid \"door\"\nmsgstr \"باب\"\n",
        ] {
            assert_eq!(pairs(text), wanted, "{text}");
            assert!(
                crate::detect::detect("x", text.as_bytes()) == crate::Kind::Of(crate::Format::Po),
                "{text}"
            );
        }
        for text in [
            "msgid msgstr \"a\"",
            "msgid \"a\nmsgstr \"b\"",
            "\"a\"",
            "msgid \"a\"\nmsgid \"b\"\nmsgstr \"\"",
            "msgid \"a\" b",
        ] {
            assert!(entries(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_long_head_of_comments_hides_no_message() {
        let text = "# a name\n".repeat(90) + "msgid \"door\"\nmsgstr \"باب\"\n";
        assert!(crate::detect::detect("x", text.as_bytes()) == crate::Kind::Of(crate::Format::Po));
    }

    #[test]
    fn escapes_of_c_and_domains_come_back() {
        let text = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=windows-1256\\n\"\n\n\
                    domain \"app\"\nmsgid \"\\a\\b\\f\\v\\t\"\nmsgstr \"\\303\\251\\x41\"\n\n\
                    # why\n#~ msgid \"old\"\n#~ msgstr \"older\"\n";
        let out = write(&read(text).unwrap(), &mut LeftOut::default());
        assert!(
            out.contains("charset=UTF-8") && !out.contains("1256"),
            "{out}"
        );
        assert!(
            out.contains("domain \"app\"\nmsgid \"\\a\\b\\f\\v\\t\"\nmsgstr \"éA\""),
            "{out}"
        );
        assert!(
            out.contains("# why") && out.contains("#~ msgid \"old\""),
            "{out}"
        );
    }

    #[test]
    fn a_head_that_was_not_there_names_no_language() {
        let mut corpus = read("msgid \"door\"\nmsgstr \"باب\"\n").unwrap();
        corpus.langs[1] = Lang::new("ar");
        let out = write(&corpus, &mut LeftOut::default());
        assert!(out.contains("\"Language: \\n\""), "{out}");
    }
}
