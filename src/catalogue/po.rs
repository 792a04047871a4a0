//! The little of gettext's PO that a catalogue needs: keys, plurals, strings of several lines.
//!
//! Total: a line that is none of these is passed over. Fuzzy entries count as not translated.

/// The translations of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Forms {
    /// One for all.
    One(String),
    /// One for each form of the plural.
    Many(Vec<String>),
}

/// A key and its translations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `msgid`.
    pub id: String,
    /// `msgid_plural`.
    pub plural: Option<String>,
    /// `msgstr`, or `msgstr[0]` and so on.
    pub forms: Forms,
    /// Whether a comment says that the key is put together from parts, so that it stands
    /// nowhere in the sources as it is: `#. composed`.
    pub composed: bool,
    /// Whether only numbers can stand in the holes, so that a key of few words is not seen
    /// in every sentence: `#. numbers`.
    pub numbers: bool,
    /// Whether the key also stands before a colon and something more: `#. heading`.
    pub heading: bool,
    /// The line of `msgid`, from 1.
    pub line: usize,
}

/// What the strings that follow belong to.
enum Into {
    Nothing,
    Id,
    Plural,
    Text(usize),
}

#[derive(Default)]
struct Draft {
    id: Option<String>,
    plural: Option<String>,
    texts: Vec<String>,
    many: bool,
    fuzzy: bool,
    composed: bool,
    numbers: bool,
    heading: bool,
    line: usize,
}

impl Draft {
    fn finish(self, entries: &mut Vec<Entry>) {
        let Some(id) = self.id.filter(|id| !id.is_empty() && !self.fuzzy) else {
            return;
        };
        let forms = if self.many {
            Forms::Many(self.texts)
        } else {
            Forms::One(self.texts.into_iter().next().unwrap_or_default())
        };
        entries.push(Entry {
            id,
            plural: self.plural,
            forms,
            composed: self.composed,
            numbers: self.numbers,
            heading: self.heading,
            line: self.line,
        });
    }
}

/// Reads the entries of a PO file; its head is none.
#[must_use]
pub fn parse(po: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut draft = Draft::default();
    let mut into = Into::Nothing;
    for (at, line) in po.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('#') {
            if draft.id.is_some() {
                std::mem::take(&mut draft).finish(&mut entries);
            }
            draft.fuzzy |= line.starts_with("#,") && line.contains("fuzzy");
            draft.composed |= line.starts_with("#. composed");
            draft.numbers |= line.starts_with("#. numbers");
            draft.heading |= line.starts_with("#. heading");
            continue;
        }
        let rest = if let Some(rest) = line.strip_prefix("msgid_plural") {
            draft.plural = Some(String::new());
            into = Into::Plural;
            rest
        } else if let Some(rest) = line.strip_prefix("msgid") {
            if draft.id.is_some() {
                std::mem::take(&mut draft).finish(&mut entries);
            }
            draft.id = Some(String::new());
            draft.line = at + 1;
            into = Into::Id;
            rest
        } else if let Some(rest) = line.strip_prefix("msgstr") {
            let (number, rest) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']'))
            {
                Some((number, rest)) => {
                    draft.many = true;
                    (number.parse().unwrap_or(0_usize).min(5), rest)
                }
                None => (0, rest),
            };
            if draft.texts.len() <= number {
                draft.texts.resize(number + 1, String::new());
            }
            into = Into::Text(number);
            rest
        } else {
            line
        };
        let Some(text) = unquoted(rest.trim()) else {
            continue;
        };
        let place = match into {
            Into::Nothing => None,
            Into::Id => draft.id.as_mut(),
            Into::Plural => draft.plural.as_mut(),
            Into::Text(number) => draft.texts.get_mut(number),
        };
        if let Some(place) = place {
            place.push_str(&text);
        }
    }
    draft.finish(&mut entries);
    entries
}

/// Returns the text between quotation marks, with its escapes resolved.
fn unquoted(text: &str) -> Option<String> {
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = String::with_capacity(inside.len());
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some(other) => out.push(other),
                None => {}
            },
            _ => out.push(c),
        }
    }
    Some(out)
}
