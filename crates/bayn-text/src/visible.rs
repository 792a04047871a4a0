//! Makes external text safe to show: names, tags, messages that quote a file.
//!
//! A file name may contain an escape sequence, a language tag a line feed, an error
//! of a library a bidi override. Whatever [`sanitise`](super::sanitise()) removes from a
//! text is replaced by a visible mark in messages: `[ESC]`, `[U+009B]`, `[RLO]`, `[LF]`. Nothing is
//! removed, so two names that differ still look different.
//!
//! ```text
//!   shown          a name        every control character, bidi control and line end
//!   visible_line   a sentence    as above; isolates that pair stay
//!   visible_lines  sentences     as above, line by line
//!   visible_cells  a row         as above; isolates and zero-width characters stay, since the
//!                                layout closes and drops them
//!   visible_text   a file        as it is except control characters and scoped bidi controls
//! ```

use super::sanitise::is_forbidden;
use harf::mark_of;
use std::borrow::Cow;
use std::path::Path;

/// Returns an external name (of a file, a language, a system, an encoding) in the form that may be
/// in a sentence: on one line, without effect on the terminal or on the order of the text around it.
#[must_use]
pub fn shown(name: &str) -> Cow<'_, str> {
    marked(name, |_, c| {
        is_forbidden(c) || is_direction_mark(c) || matches!(c, '\t' | '\n')
    })
}

/// Returns a path in the form that may be in a sentence; invalid UTF-8 becomes U+FFFD.
#[must_use]
pub fn shown_path(path: impl AsRef<Path>) -> String {
    shown(&path.as_ref().to_string_lossy()).into_owned()
}

/// Returns a finished sentence as one line. Our own isolates stay; an unmatched one, which
/// can only be from quoted text, is made visible.
#[must_use]
pub fn visible_line(line: &str) -> Cow<'_, str> {
    let stray = stray_isolates(line);
    marked(line, |at, c| match c {
        '\u{2066}' | '\u{2068}' | '\u{2069}' => stray.binary_search(&at).is_ok(),
        '\t' | '\n' => true,
        _ => is_forbidden(c) || is_direction_mark(c),
    })
}

/// Returns a sentence, or a piece of one, for the layout: it closes every isolate at the line end and
/// sends none, so they stay whether matched or not, as do LRM, RLM and ALM.
#[must_use]
pub fn visible_cells(piece: &str) -> Cow<'_, str> {
    marked(piece, |_, c| match c {
        '\u{2066}' | '\u{2068}' | '\u{2069}' => false,
        '\t' | '\n' => true,
        _ => is_forbidden(c),
    })
}

/// Does the same as [`visible_line`] for several sentences, one per line.
#[must_use]
pub fn visible_lines(lines: &str) -> Cow<'_, str> {
    if !lines.contains(|c: char| c != '\n' && !(' '..='~').contains(&c)) {
        return Cow::Borrowed(lines);
    }
    let lines: Vec<_> = lines.split('\n').map(visible_line).collect();
    Cow::Owned(lines.join("\n"))
}

/// Returns the text of a file in a form that may be sent to a terminal: lines and tabs stay, as do the
/// zero-width characters with a legitimate use (LRM, RLM, ALM, ZWNJ, ZWJ).
#[must_use]
pub fn visible_text(text: &str) -> Cow<'_, str> {
    marked(text, |at, c| match c {
        '\r' => text.as_bytes().get(at + 1) != Some(&b'\n'),
        _ => is_forbidden(c),
    })
}

/// LRM, RLM and ALM: legitimate in a text, useless in our messages.
const fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// Replaces each character that `is_marked` selects, by its offset and value, by its visible mark.
fn marked(text: &str, is_marked: impl Fn(usize, char) -> bool) -> Cow<'_, str> {
    let mut out = String::new();
    let mut done = 0;
    for (at, c) in text.char_indices() {
        if is_marked(at, c) {
            out.push_str(text.get(done..at).unwrap_or(""));
            out.push_str(&mark_of(c));
            done = at + c.len_utf8();
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(done..).unwrap_or(""));
    Cow::Owned(out)
}

/// Returns the offsets of unmatched isolate controls of a line, in order. Only
/// U+2066 and U+2068 open one of our own.
fn stray_isolates(line: &str) -> Vec<usize> {
    let (mut open, mut stray) = (Vec::new(), Vec::new());
    for (at, c) in line.char_indices() {
        match c {
            '\u{2066}' | '\u{2068}' => open.push(at),
            '\u{2069}' if open.pop().is_none() => stray.push(at),
            _ => {}
        }
    }
    stray.append(&mut open);
    stray.sort_unstable();
    stray
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_stays_on_one_line_and_steers_nothing() {
        assert_eq!(
            shown("a\u{1b}]0;x\u{7}b\u{9b}c\u{202e}d\ne\u{2028}f\u{200f}g\u{2068}h\u{2069}"),
            "a[ESC]]0;x[BEL]b[U+009B]c[RLO]d[LF]e[LSEP]f[RLM]g[FSI]h[PDI]"
        );
        let honest = "\u{62a}\u{642}\u{631}\u{64a}\u{631} 2024.txt";
        assert_eq!(shown(honest), honest);
        assert_eq!(shown_path("a\u{85}"), "a[NEL]");
    }

    #[test]
    fn isolates_of_a_sentence_stay_where_they_pair() {
        let ours = "\u{2068}a\u{2069} and \u{2066}b\u{2069}";
        assert_eq!(visible_line(ours), ours);
        assert_eq!(
            visible_line("\u{2068}a\u{2069}\u{2069} b \u{2066}c \u{2067}d"),
            "\u{2068}a\u{2069}[PDI] b [LRI]c [RLI]d"
        );
        assert_eq!(visible_line("a\nb\u{200f}"), "a[LF]b[RLM]");
        assert_eq!(
            visible_cells("a\u{2069}\u{200f}\u{202e}\n"),
            "a\u{2069}\u{200f}[RLO][LF]"
        );
        // An isolate opened on one line is not closed on the next.
        assert_eq!(visible_lines("\u{2068}a\nb\u{2069}\n"), "[FSI]a\nb[PDI]\n");
    }

    #[test]
    fn a_text_keeps_its_lines_and_its_letters_without_width() {
        let text = "a\tb\r\nc\u{200f}\u{200c}d\n";
        assert_eq!(visible_text(text), text);
        assert_eq!(visible_text("a\rb"), "a[CR]b");
        assert_eq!(visible_text("\u{202b}x\u{202c}"), "[RLE]x[PDF]");
    }

    proptest! {
        #[test]
        fn nothing_that_steers_is_left(text in "[\u{0}-\u{a0}\u{600}-\u{620}\u{2000}-\u{2070}]{0,40}") {
            for c in shown(&text).chars() {
                prop_assert!(!c.is_control() && !is_forbidden(c), "{c:?}");
            }
            let line = visible_line(&text);
            for c in line.chars() {
                let ours = matches!(c, '\u{2066}' | '\u{2068}' | '\u{2069}');
                prop_assert!(ours || (!c.is_control() && !is_forbidden(c)), "{c:?}");
            }
            prop_assert!(stray_isolates(&line).is_empty());
            prop_assert_eq!(visible_line(&line), line.clone());
        }
    }
}
