//! Java's properties: one `key = value` per line, with backslash escapes.

use super::{Messages, escaped};

/// Reads a `.properties`, as `java.util.Properties` does.
#[must_use]
pub fn read(text: &str) -> Messages {
    let mut messages = Messages::default();
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut lines = text.split(['\n', '\r']);
    while let Some(line) = lines.next() {
        let mut line = line.trim_start_matches(BLANK).to_owned();
        if line.is_empty() || line.starts_with(['#', '!']) {
            continue;
        }
        // After an odd number of backslashes at the end, the value continues on the next line.
        while line.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1 {
            line.pop();
            let Some(next) = lines.by_ref().find(|next| !next.is_empty()) else {
                break;
            };
            line.push_str(next.trim_start_matches(BLANK));
        }
        let (key, value) = parted(&line);
        messages.push(bare(key), bare(value));
    }
    messages
}

const BLANK: [char; 3] = [' ', '\t', '\u{C}'];

/// Separates key and value at the first `=`, `:` or blank that is not escaped.
fn parted(line: &str) -> (&str, &str) {
    let mut escapes = false;
    let end = line.char_indices().find(|(_, c)| {
        let ends = !escapes && matches!(c, '=' | ':' | ' ' | '\t' | '\u{C}');
        escapes = !escapes && *c == '\\';
        ends
    });
    let Some((end, _)) = end else {
        return (line, "");
    };
    let (key, rest) = line.split_at(end);
    let rest = rest.trim_start_matches(BLANK);
    let rest = rest.strip_prefix(['=', ':']).unwrap_or(rest);
    (key, rest.trim_start_matches(BLANK))
}

/// Resolves escapes.
fn bare(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let Some(c) = after.chars().next() else {
            return out;
        };
        rest = after.get(c.len_utf8()..).unwrap_or("");
        match c {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'f' => out.push('\u{C}'),
            'u' => match escaped(rest) {
                Some((c, length)) => {
                    out.push(c);
                    rest = rest.get(length..).unwrap_or("");
                }
                None => out.push('u'),
            },
            other => out.push(other),
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    #[test]
    fn keys_values_escapes_and_lines_that_go_on() {
        let file = "# tea\n! milk\n\na.b=\\u0634\\u0627\\u064A\r\n  c\\ d : one \\\n    two\\nthree\n\
            e\tf\\\\\nempty=\nface=\\uD83D\\uDE00 \\uXYZ";
        let said: Vec<String> = super::read(file)
            .entries
            .iter()
            .map(|(key, text)| format!("{key}={text}"))
            .collect();
        assert_eq!(
            said,
            [
                "a.b=\u{634}\u{627}\u{64a}",
                "c d=one two\nthree",
                "e=f\\",
                "face=\u{1F600} uXYZ"
            ]
        );
    }
}
