//! Spans written into the text as `<v>…</v>`, as WMT's and Marot's files do.

use harf::Span;

const OPEN: &str = "<v>";
const CLOSE: &str = "</v>";

/// Returns the text without its tags and the spans that were between them.
pub(crate) fn strip(text: &str) -> (String, Vec<Span>) {
    let mut plain = String::with_capacity(text.len());
    let mut spans = Vec::new();
    let mut open: Option<usize> = None;
    let mut rest = text;
    loop {
        let (next, tag) = match (rest.find(OPEN), rest.find(CLOSE)) {
            (Some(a), Some(b)) if a < b => (a, OPEN),
            (_, Some(b)) => (b, CLOSE),
            (Some(a), None) => (a, OPEN),
            (None, None) => break,
        };
        plain.push_str(rest.get(..next).unwrap_or(""));
        rest = rest.get(next + tag.len()..).unwrap_or("");
        if tag == OPEN {
            open = open.or(Some(plain.len()));
        } else if let Some(start) = open.take() {
            spans.push(Span::new(start, plain.len()));
        }
    }
    plain.push_str(rest);
    if let Some(start) = open {
        spans.push(Span::new(start, plain.len()));
    }
    (plain, spans)
}

/// Writes the tags into the text; what would end the cell becomes a space.
pub(crate) fn insert(text: &str, spans: &[Span]) -> String {
    let mut out = String::with_capacity(text.len() + spans.len() * 7);
    let mut at = 0;
    for span in spans {
        let (Some(before), Some(inside)) =
            (text.get(at..span.start), text.get(span.start..span.end))
        else {
            continue;
        };
        out.push_str(before);
        out.push_str(OPEN);
        out.push_str(inside);
        out.push_str(CLOSE);
        at = span.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// Returns the text fit for a cell of a table without quoting: tabs and line ends are spaces.
pub(crate) fn cell(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_come_off_and_go_on_again() {
        let text = "a <v>b</v> c <v>\u{641}</v>";
        let (plain, spans) = strip(text);
        assert_eq!(plain, "a b c \u{641}");
        assert_eq!(spans, [Span::new(2, 3), Span::new(6, 8)]);
        assert_eq!(insert(&plain, &spans), text);
    }

    #[test]
    fn a_tag_that_never_closes_reaches_to_the_end() {
        assert_eq!(strip("a <v>bc"), ("a bc".into(), vec![Span::new(2, 4)]));
        assert_eq!(strip("a</v>b"), ("ab".into(), vec![]));
    }
}
