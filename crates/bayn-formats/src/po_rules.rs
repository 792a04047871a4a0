//! What `msgfmt -c` rejects in a PO file.

use crate::FormatError;
use crate::findings::Findings;
use crate::po_entries::{Entry, entries};
use bayn_text::{Message, msg};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

/// Returns what breaks the rules of PO, in order.
#[must_use]
pub(crate) fn validate(text: &str) -> Vec<FormatError> {
    let all = match entries(text) {
        Ok((all, _)) => all,
        Err(error) => return vec![error],
    };
    let mut rules = Rules {
        found: Findings::kept(),
        ..Rules::default()
    };
    all.iter().for_each(|entry| rules.entry(entry));
    rules.found.listed()
}

/// Checks the entries of a file against the rules, as they are read.
#[derive(Default)]
pub(crate) struct Rules {
    pub(crate) found: Findings,
    /// The number of plural forms of the language.
    forms: Option<usize>,
    /// The lines of the messages before, by context and text as numbers.
    seen: HashMap<u64, usize>,
    hasher: RandomState,
}

impl Rules {
    /// Checks an entry.
    pub(crate) fn entry(&mut self, entry: &Entry) {
        let key = self.hasher.hash_one((&entry.context, &entry.id));
        if let Some(first) = self.seen.insert(key, entry.line) {
            self.add(
                entry,
                || msg!("PO: a message must occur only once"),
                || msg!("the same message is already in line {first}", first),
            );
        }
        if entry.id.is_empty() && entry.context.is_none() {
            self.header(entry);
        } else if !entry.fuzzy {
            self.message(entry);
        }
    }

    fn add(
        &mut self,
        entry: &Entry,
        clause: impl FnOnce() -> Message,
        said: impl FnOnce() -> Message,
    ) {
        self.found.add_at_line(entry.line, || {
            FormatError::whole(clause(), said()).remedy(msg!("run `msgfmt -c` for details"))
        });
    }

    fn header(&mut self, entry: &Entry) {
        let field = |name: &str| {
            let mut lines = entry.text.lines();
            lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
        };
        if let Some(kind) = field("Content-Type")
            && !kind.to_ascii_lowercase().contains("charset=")
        {
            self.add(
                entry,
                || msg!("PO header: Content-Type with charset"),
                || msg!("the header does not declare a charset"),
            );
        }
        if let Some(plurals) = field("Plural-Forms") {
            let count = plurals.split("nplurals=").nth(1);
            let digits = |rest: &str| {
                rest.chars()
                    .take_while(char::is_ascii_digit)
                    .collect::<String>()
            };
            self.forms = count.and_then(|rest| digits(rest).parse().ok());
            if (self.forms.is_none() || !plurals.contains("plural="))
                && !plurals.contains("INTEGER")
            {
                self.add(
                    entry,
                    || msg!("PO header: Plural-Forms"),
                    || msg!("Plural-Forms does not set nplurals and plural"),
                );
            }
        }
    }

    fn message(&mut self, entry: &Entry) {
        let ids = [Some(&entry.id), entry.plural.as_ref()];
        let others = entry.others.iter().map(|(_, text)| text);
        let strings: Vec<&String> = std::iter::once(&entry.text).chain(others).collect();
        if strings.iter().all(|string| string.is_empty()) {
            return;
        }
        if let (Some(forms), true) = (self.forms, entry.plural.is_some())
            && strings.len() != forms
        {
            self.add(
                entry,
                || msg!("PO: the number of msgstr[] must be nplurals"),
                || {
                    msg!(
                        "the message has {count} forms, but the header declares {forms}",
                        count = strings.len(),
                        forms
                    )
                },
            );
        }
        let all = || {
            strings
                .iter()
                .copied()
                .filter(|string| !string.is_empty())
                .chain(ids.iter().skip(1).copied().flatten())
        };
        let said =
            || msg!("either the message or its translation, but not both, has a line break there");
        if all().any(|text| text.starts_with('\n') != entry.id.starts_with('\n')) {
            self.add(
                entry,
                || msg!("PO: line breaks at the start must agree"),
                said,
            );
        }
        if all().any(|text| text.ends_with('\n') != entry.id.ends_with('\n')) {
            self.add(
                entry,
                || msg!("PO: line breaks at the end must agree"),
                said,
            );
        }
        let flag = |name: &str| {
            let flags = entry
                .comments
                .iter()
                .filter_map(|line| line.strip_prefix("#,"));
            flags
                .flat_map(|line| line.split(','))
                .any(|flag| flag.trim() == name)
        };
        for (name, named) in [("c-format", false), ("python-format", true)] {
            if flag(name) {
                self.directives(entry, &strings, name, named);
            }
        }
    }

    fn directives(&mut self, entry: &Entry, strings: &[&String], name: &'static str, named: bool) {
        let wanted = directives(entry.plural.as_ref().unwrap_or(&entry.id), named);
        // A pattern of dates (`%b %d, %Y`) is not a format string, whatever its flag.
        if wanted
            .iter()
            .any(|(_, letter)| !CONVERSIONS.contains(*letter))
        {
            return;
        }
        for (at, string) in strings
            .iter()
            .enumerate()
            .filter(|(_, string)| !string.is_empty())
        {
            let own = directives(string, named);
            // One form of a plural may omit the number.
            let shorter = entry.plural.is_some() && own.iter().all(|one| wanted.contains(one));
            let equal = if at == 0 && entry.plural.is_none() {
                own == wanted
            } else {
                own == wanted || shorter
            };
            if !equal {
                self.add(
                    entry,
                    || msg!("PO: {name}", name),
                    || msg!("the format directives of the message and its translation differ"),
                );
                return;
            }
        }
    }
}

/// The letters that end a directive in C and in Python.
const CONVERSIONS: &str = "diouxXeEfFgGaAcCsSprnm";

/// Returns the directives of a format string, each with the argument that it takes, in their order.
fn directives(text: &str, named: bool) -> Vec<(String, char)> {
    let mut found = Vec::new();
    let mut number = 0;
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('%') {
        if let Some(after) = after.strip_prefix('%') {
            rest = after;
            continue;
        }
        let mut name = String::new();
        let mut inner = after;
        if named
            && let Some((key, tail)) = after
                .strip_prefix('(')
                .and_then(|tail| tail.split_once(')'))
        {
            name = key.to_owned();
            inner = tail;
        }
        let digits = inner.chars().take_while(char::is_ascii_digit).count();
        if let (Some(at), Some(tail)) = (
            inner.get(..digits),
            inner.get(digits..).and_then(|tail| tail.strip_prefix('$')),
        ) {
            name = at.to_owned();
            inner = tail;
        }
        let kind = inner.trim_start_matches(|c: char| "-+ #0123456789.*'hlLqjzt".contains(c));
        let Some(letter) = kind.chars().next() else {
            break;
        };
        rest = kind.get(letter.len_utf8()..).unwrap_or("");
        if name.is_empty() {
            number += 1;
            name = number.to_string();
        }
        found.push((name, if letter == 'i' { 'd' } else { letter }));
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\
        \"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n";

    fn messages_of(entries: &str) -> Vec<String> {
        let found = validate(&format!("{HEAD}{entries}"));
        found
            .iter()
            .map(|one| format!("{}: {}", one.line, one.clause))
            .collect()
    }

    #[test]
    fn what_msgfmt_takes_has_no_finding() {
        for entry in [
            "msgid \"a\\n\"\nmsgstr \"b\\n\"\n",
            "#, c-format\nmsgid \"%d of %s\"\nmsgstr \"%2$s %1$d\"\n",
            "#, c-format\nmsgid \"%d cup\"\nmsgid_plural \"%d cups\"\nmsgstr[0] \"one\"\nmsgstr[1] \"%d\"\n",
            "#, python-format\nmsgid \"%(n)d 5%%\"\nmsgstr \"5%% %(n)d\"\n",
            "#, fuzzy, c-format\nmsgid \"%d\"\nmsgstr \"%s\"\n",
            "#, c-format\nmsgid \"%d\"\nmsgstr \"\"\n",
            "#, python-format\nmsgid \"%b %d, %Y\"\nmsgstr \"%Y %b %d\"\n",
        ] {
            assert!(
                messages_of(entry).is_empty(),
                "{entry}: {:?}",
                messages_of(entry)
            );
        }
    }

    #[test]
    fn what_msgfmt_refuses_has_its_finding() {
        for (entry, said) in [
            ("msgid \"a\\n\"\nmsgstr \"b\"\n", "line breaks at the end"),
            ("msgid \"a\"\nmsgstr \"\\nb\"\n", "line breaks at the start"),
            (
                "#, c-format\nmsgid \"%d of %s\"\nmsgstr \"%s of %d\"\n",
                "c-format",
            ),
            (
                "#, python-format\nmsgid \"%(n)d\"\nmsgstr \"%(m)d\"\n",
                "python-format",
            ),
            (
                "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\n",
                "must be nplurals",
            ),
            (
                "msgid \"a\"\nmsgstr \"b\"\n\nmsgid \"a\"\nmsgstr \"c\"\n",
                "only once",
            ),
            ("msgid \"a\nmsgstr \"b\"\n", "double quotes"),
        ] {
            let found = messages_of(entry);
            assert_eq!(found.len(), 1, "{entry}: {found:?}");
            assert!(found[0].contains(said), "{found:?}");
        }
    }
}
