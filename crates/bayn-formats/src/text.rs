//! Text with inline codes: what is in a `<seg>`, a `<source>` or a `<target>`.
//!
//! A code is a piece of the original's formatting that the translator sees as a
//! placeholder. Paired codes share an `id`; a lone one has role `Alone`. A *mark* is an
//! annotation over text: it pairs in the same way and is never shown.

use crate::attrs::Attrs;

/// Text with inline codes; adjoining pieces of text are one piece, and none is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    parts: Vec<Part>,
}

/// One piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Running text.
    Text(String),
    /// An inline code or a mark.
    Code(Box<Code>),
}

/// The role of a code in a pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// The start of a pair.
    Open,
    /// The end of a pair.
    Close,
    /// A code without an end.
    #[default]
    Alone,
}

/// An inline code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// Its role in a pair.
    pub role: Role,
    /// Whether it is an annotation and not formatting.
    pub mark: bool,
    /// The id that links the two ends, and a code of the source to that of the target.
    pub id: String,
    /// What kind of formatting or annotation it is, or empty.
    pub kind: String,
    /// The native code, such as `<b>`, or empty.
    pub data: String,
    /// Attributes that only their format understands.
    pub attrs: Attrs,
}

impl Code {
    /// Returns the placeholder of the code: `{1}`, `{/1}`, `{1/}`.
    #[must_use]
    pub fn placeholder(&self) -> String {
        match self.role {
            Role::Open => format!("{{{}}}", self.id),
            Role::Close => format!("{{/{}}}", self.id),
            Role::Alone => format!("{{{}/}}", self.id),
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        let mut made = Self::default();
        made.push_str(text);
        made
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        let parts = if text.is_empty() {
            Vec::new()
        } else {
            vec![Part::Text(text)]
        };
        Self { parts }
    }
}

impl Text {
    /// Returns the pieces in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Returns whether there is neither text nor code.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Adds running text.
    pub fn push_str(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.parts.last_mut() {
            Some(Part::Text(last)) => last.push_str(text),
            _ => {
                // Most texts are one piece, but a list allocates room for four.
                if self.parts.is_empty() {
                    self.parts.reserve_exact(1);
                }
                self.parts.push(Part::Text(text.to_owned()));
            }
        }
    }

    /// Adds a code.
    pub fn push_code(&mut self, code: Code) {
        self.parts.push(Part::Code(Box::new(code)));
    }

    /// Adds all pieces of another text.
    pub fn append(&mut self, other: Self) {
        for part in other.parts {
            match part {
                Part::Text(text) => self.push_str(&text),
                Part::Code(code) => self.parts.push(Part::Code(code)),
            }
        }
    }

    /// Returns the codes in order.
    pub fn codes(&self) -> impl Iterator<Item = &Code> {
        self.parts.iter().filter_map(|part| match part {
            Part::Code(code) => Some(&**code),
            Part::Text(_) => None,
        })
    }

    /// Returns the text without codes.
    #[must_use]
    pub fn plain(&self) -> String {
        self.flat(|_| None)
    }

    /// Returns the text as a reader sees it, each code as a placeholder.
    #[must_use]
    pub fn shown(&self) -> String {
        self.flat(|code| (!code.mark).then(|| code.placeholder()))
    }

    fn flat(&self, mut code_as: impl FnMut(&Code) -> Option<String>) -> String {
        let mut flat = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => flat.push_str(text),
                Part::Code(code) => flat.push_str(&code_as(code).unwrap_or_default()),
            }
        }
        flat
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_text_join_and_codes_show_as_placeholders() {
        let mut text = Text::from("a ");
        text.push_code(Code {
            role: Role::Open,
            id: "1".into(),
            ..Code::default()
        });
        text.push_str("b");
        text.push_str("c");
        text.push_code(Code {
            role: Role::Close,
            id: "1".into(),
            ..Code::default()
        });
        assert_eq!(text.parts().len(), 4);
        assert_eq!(text.shown(), "a {1}bc{/1}");
        assert_eq!(text.plain(), "a bc");
    }
}
