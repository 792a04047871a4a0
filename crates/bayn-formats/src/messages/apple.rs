//! Apple's strings: `"key" = "value";`, with comments.

use super::{Messages, escaped, none};
use crate::FormatError;
use bayn_text::msg;

/// Reads a `.strings`.
///
/// # Errors
/// If a pair is not whole, or there is none.
pub fn read(text: &str) -> Result<Messages, FormatError> {
    let mut reader = Reader { text, at: 0 };
    let mut messages = Messages::default();
    loop {
        reader.skip_blank();
        if reader.rest().is_empty() {
            break;
        }
        let start = reader.at;
        let pair = reader.pair();
        let Some((key, value)) = pair else {
            return Err(FormatError::at(
                text,
                start,
                msg!("strings: \"key\" = \"value\";"),
                msg!("this pair is incomplete"),
            ));
        };
        messages.push(key, value);
    }
    if messages.entries.is_empty() {
        return Err(none(msg!("strings: \"key\" = \"value\";")));
    }
    Ok(messages)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Skips spaces and comments.
    fn skip_blank(&mut self) {
        loop {
            let rest = self.rest();
            let inner = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
            self.at += rest.len() - inner.len();
            let end = if let Some(comment) = inner.strip_prefix("/*") {
                comment.find("*/").map(|end| end + 4)
            } else if inner.starts_with("//") {
                inner.find('\n')
            } else {
                return;
            };
            self.at += end.unwrap_or(inner.len());
        }
    }

    fn pair(&mut self) -> Option<(String, String)> {
        let key = self.string()?;
        self.skip_blank();
        // A key alone stands for itself.
        let value = match self.sign('=') {
            Some(()) => {
                self.skip_blank();
                self.string()?
            }
            None => key.clone(),
        };
        self.skip_blank();
        self.sign(';')?;
        Some((key, value))
    }

    fn sign(&mut self, sign: char) -> Option<()> {
        self.rest().strip_prefix(sign)?;
        self.at += sign.len_utf8();
        Some(())
    }

    /// Reads a string in quotes, or a bare word.
    fn string(&mut self) -> Option<String> {
        if self.sign('"').is_none() {
            let is_word = |c: char| c.is_alphanumeric() || "_.$-/:".contains(c);
            let rest = self.rest();
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            self.at += end;
            return rest
                .get(..end)
                .filter(|word| !word.is_empty())
                .map(str::to_owned);
        }
        let mut out = String::new();
        loop {
            let c = self.rest().chars().next()?;
            self.at += c.len_utf8();
            match c {
                '"' => return Some(out),
                '\\' => {
                    let c = self.rest().chars().next()?;
                    self.at += c.len_utf8();
                    match c {
                        'n' => out.push('\n'),
                        't' => out.push('\t'),
                        'r' => out.push('\r'),
                        'u' | 'U' => {
                            if let Some((c, length)) = escaped(self.rest()) {
                                out.push(c);
                                self.at += length;
                            }
                        }
                        other => out.push(other),
                    }
                }
                c => out.push(c),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn pairs_comments_and_escapes() {
        let file = "\u{FEFF}/* a cup; \"no\" = \"no\"; */\n\"tea\" = \"A \\\"hot\\\" tea\\n\";// end\n\
            milk = \"\\U0634\";\n\"Quit\";\n";
        let said: Vec<String> = super::read(file)
            .unwrap()
            .entries
            .iter()
            .map(|(key, text)| format!("{key}={text}"))
            .collect();
        assert_eq!(said, ["tea=A \"hot\" tea\n", "milk=\u{634}", "Quit=Quit"]);
        let error = super::read("\"a\" = \"b\";\n\"c\" = \"d\"\n").unwrap_err();
        assert_eq!(error.line, 2);
        assert!(super::read("/* nothing").is_err());
    }
}
