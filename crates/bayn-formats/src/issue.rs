//! Quality issues on spans of text, as represented in XLIFF: ITS 2.0 localization quality issue
//! (<https://www.w3.org/TR/its20/#lqissue>; XLIFF 2.1 `#lqi`).
//!
//! An issue that shares no words with another is inline, as attributes of a `<mrk>`; if
//! issues share words, each piece refers to a stand-off list in its unit. Both are read, from
//! any tool; adjacent pieces with the same content are one issue again.

use crate::attrs::Attrs;
use crate::corpus::{Kept, Unit};
use crate::open_codes::OpenCodes;
use crate::text::{Code, Part, Role, Text};
use crate::xml::{Puller, XML_NS, escape_attr};
use bayn_doc::Side;
use harf::Span;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

/// The namespace of ITS.
pub(crate) const ITS: &str = "http://www.w3.org/2005/11/its";

/// The properties of an issue.
#[derive(Clone, Debug, Default, PartialEq, PartialOrd)]
pub struct IssueKind {
    /// `locQualityIssueType`, such as `mistranslation`.
    pub kind: String,
    /// `locQualityIssueComment`.
    pub comment: String,
    /// `locQualityIssueSeverity`, from 0 to 100.
    pub severity: Option<f64>,
    /// `locQualityIssueProfileRef`, an IRI.
    pub profile: String,
}

/// An issue on some words of one side of a segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// The side.
    pub side: Side,
    /// Bytes of the side's sentences joined by spaces, without codes.
    pub span: Span,
    /// Its properties.
    pub says: IssueKind,
}

/// Which XLIFF the issues are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// XLIFF 1.2.
    Xliff12,
    /// XLIFF 2.1.
    Xliff2,
}

impl Family {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Xliff12 => "x1",
            Self::Xliff2 => "x2",
        }
    }

    /// Returns the root's attribute with the version of ITS.
    #[must_use]
    pub fn version(self) -> (String, String) {
        (self.its("version"), "2.0".to_owned())
    }

    fn its(self, local: &str) -> String {
        format!("{}:{{{ITS}}}its:{local}", self.prefix())
    }
}

/// Puts issues into a segment of a unit. Its sentences become one; empty spans, and those
/// outside the text, are ignored.
pub fn put_issues(unit: &mut Unit, segment: usize, issues: &[Issue], family: Family) {
    let mut stand_off: Vec<Vec<usize>> = Vec::new();
    let mut numbers: HashMap<Vec<usize>, usize> = HashMap::new();
    let mut next = 0;
    for (lang, side) in Side::BOTH.into_iter().enumerate() {
        let Some(found) = unit.segments.get_mut(segment) else {
            return;
        };
        let Some(text) = found.joined(lang) else {
            continue;
        };
        let whole = Span::new(0, text.plain().len());
        let own: Vec<(usize, Span)> = issues
            .iter()
            .enumerate()
            .filter(|(_, issue)| issue.side == side && inside(whole, issue.span))
            .filter(|(_, issue)| !issue.span.is_empty())
            .map(|(at, issue)| (at, issue.span))
            .collect();
        if own.is_empty() {
            continue;
        }
        let mut marks = Vec::new();
        for (span, set) in pieces(&own) {
            next += 1;
            let attrs = match set.as_slice() {
                [one] if issues.get(*one).is_some_and(|issue| issue.span == span) => {
                    issues.get(*one).map(|issue| inline(&issue.says, family))
                }
                _ => {
                    let next = stand_off.len() + 1;
                    let number = *numbers.entry(set.clone()).or_insert(next);
                    if number == next {
                        stand_off.push(set);
                    }
                    let reference = match family {
                        Family::Xliff12 => format!("#LQ{number}"),
                        Family::Xliff2 => format!("#its=LQ{number}"),
                    };
                    Some(vec![(family.its("locQualityIssuesRef"), reference)])
                }
            };
            marks.push((span, format!("q{next}"), attrs.unwrap_or_default()));
        }
        let marked = marked(&text, &marks, family);
        found.texts.set(lang, vec![marked]);
    }
    for (at, set) in stand_off.iter().enumerate() {
        let mut xml = format!(
            "<its:locQualityIssues xmlns:its=\"{ITS}\" xml:id=\"LQ{}\">",
            at + 1
        );
        for issue in set.iter().filter_map(|at| issues.get(*at)) {
            xml.push_str("<its:locQualityIssue");
            for (name, value) in attributes(&issue.says) {
                // Writing to a string cannot fail.
                let _ = write!(xml, " {name}=\"{}\"", escape_attr(&value));
            }
            xml.push_str("/>");
        }
        xml.push_str("</its:locQualityIssues>");
        unit.kept.push(Kept {
            place: format!("{}:unit", family.prefix()),
            xml,
        });
    }
}

fn inline(says: &IssueKind, family: Family) -> Attrs {
    let named = attributes(says).into_iter();
    named
        .map(|(name, value)| (family.its(name), value))
        .collect()
}

fn attributes(says: &IssueKind) -> Vec<(&'static str, String)> {
    let mut said = Vec::new();
    if !says.kind.is_empty() {
        said.push(("locQualityIssueType", says.kind.clone()));
    }
    if !says.comment.is_empty() || says.kind.is_empty() {
        said.push(("locQualityIssueComment", says.comment.clone()));
    }
    if let Some(severity) = says.severity {
        said.push(("locQualityIssueSeverity", severity.to_string()));
    }
    if !says.profile.is_empty() {
        said.push(("locQualityIssueProfileRef", says.profile.clone()));
    }
    said
}

/// Splits overlapping spans into disjoint pieces, each with those that cover it; work is proportional
/// to the spans and the result.
fn pieces(own: &[(usize, Span)]) -> Vec<(Span, Vec<usize>)> {
    let mut edges: Vec<(usize, usize)> = own
        .iter()
        .flat_map(|(at, span)| [(span.start, *at), (span.end, *at)])
        .collect();
    edges.sort_unstable();
    let mut pieces = Vec::new();
    let mut open = BTreeSet::new();
    let mut from = 0;
    for (byte, at) in edges {
        if from < byte && !open.is_empty() {
            pieces.push((Span::new(from, byte), open.iter().copied().collect()));
        }
        from = byte;
        // The second edge of an issue is its end.
        if !open.remove(&at) {
            open.insert(at);
        }
    }
    pieces
}

/// Returns the text with a mark around each span; the spans are in order and disjoint.
fn marked(text: &Text, marks: &[(Span, String, Attrs)], family: Family) -> Text {
    let kind = match family {
        Family::Xliff12 => "x-its",
        Family::Xliff2 => "its:generic",
    };
    // What is where: ends before starts.
    let mut edges: Vec<(usize, bool, &str, &Attrs)> = Vec::new();
    for (span, id, attrs) in marks {
        edges.push((span.start, true, id, attrs));
        edges.push((span.end, false, id, attrs));
    }
    edges.sort_by_key(|(byte, opens, ..)| (*byte, *opens));
    let mut edges = edges.into_iter().peekable();
    let mut out = Text::default();
    let mut byte = 0;
    let write_tag = |out: &mut Text, opens: bool, id: &str, attrs: &Attrs| {
        out.push_code(Code {
            role: if opens { Role::Open } else { Role::Close },
            mark: true,
            id: id.to_owned(),
            kind: if opens {
                kind.to_owned()
            } else {
                String::new()
            },
            attrs: if opens { attrs.clone() } else { Attrs::new() },
            ..Code::default()
        });
    };
    for part in text.parts() {
        match part {
            Part::Code(code) => {
                while let Some((_, opens, id, attrs)) =
                    edges.next_if(|(at, opens, ..)| *at == byte && !*opens)
                {
                    write_tag(&mut out, opens, id, attrs);
                }
                out.push_code((**code).clone());
            }
            Part::Text(piece) => {
                let mut from = 0;
                while let Some((at, opens, id, attrs)) =
                    edges.next_if(|(at, ..)| *at < byte + piece.len())
                {
                    out.push_str(piece.get(from..at - byte).unwrap_or(""));
                    from = from.max(at - byte);
                    write_tag(&mut out, opens, id, attrs);
                }
                out.push_str(piece.get(from..).unwrap_or(""));
                byte += piece.len();
            }
        }
    }
    for (_, opens, id, attrs) in edges {
        write_tag(&mut out, opens, id, attrs);
    }
    out
}

/// Returns the issues of a segment, merging pieces of the same issue.
#[must_use]
pub fn take_issues(unit: &Unit, segment: usize) -> Vec<Issue> {
    let lists = stand_off(unit);
    let Some(found) = unit.segments.get(segment) else {
        return Vec::new();
    };
    let mut issues: Vec<Issue> = Vec::new();
    for (lang, side) in Side::BOTH.into_iter().enumerate() {
        let Some(text) = found.joined(lang) else {
            continue;
        };
        let mut byte = 0;
        let mut open = OpenCodes::default();
        let mut starts: Vec<(&Code, usize)> = Vec::new();
        for part in text.parts() {
            let code = match part {
                Part::Text(piece) => {
                    byte += piece.len();
                    continue;
                }
                Part::Code(code) if code.mark => &**code,
                Part::Code(_) => continue,
            };
            if code.role == Role::Open {
                open.open(starts.len(), code);
                starts.push((code, byte));
            } else if let Some(closed) = open.close(code)
                && let Some((start, from)) = starts.get(closed.start)
            {
                let span = Span::new(*from, byte);
                let all = issues_of(&start.attrs, &lists).into_iter();
                issues.extend(all.map(|says| Issue { side, span, says }));
            }
        }
    }
    joined(issues)
}

/// Joins adjacent pieces with the same content.
fn joined(mut issues: Vec<Issue>) -> Vec<Issue> {
    issues.sort_by_key(|issue| (issue.side, issue.span.start, issue.span.end));
    let mut out: Vec<Issue> = Vec::new();
    // Where those lie that end at a byte of a side and say the same.
    let mut ending: HashMap<(Side, usize, String), BTreeSet<usize>> = HashMap::new();
    for issue in issues {
        let says = format!("{:?}", issue.says);
        let (side, span) = (issue.side, issue.span);
        let touching = ending.get_mut(&(side, span.start, says.clone()));
        let before = touching.and_then(BTreeSet::pop_last);
        let at = before.unwrap_or(out.len());
        match out.get_mut(at) {
            Some(last) => last.span.end = span.end,
            None => out.push(issue),
        }
        ending.entry((side, span.end, says)).or_default().insert(at);
    }
    out
}

fn its<'a>(attrs: &'a Attrs, local: &str) -> Option<&'a str> {
    let found = attrs.iter().find(|(name, _)| {
        let own = name
            .split_once('{')
            .and_then(|(_, rest)| rest.split_once('}'));
        own.is_some_and(|(ns, name)| ns == ITS && name.rsplit(':').next() == Some(local))
    });
    found.map(|(_, value)| value.as_str())
}

fn issues_of(attrs: &Attrs, lists: &HashMap<String, Vec<IssueKind>>) -> Vec<IssueKind> {
    if let Some(reference) = its(attrs, "locQualityIssuesRef") {
        let id = reference.trim_start_matches('#').trim_start_matches("its=");
        return lists.get(id).cloned().unwrap_or_default();
    }
    let says = says_of(|name| its(attrs, name));
    let enabled = its(attrs, "locQualityIssueEnabled") != Some("no");
    says.filter(|_| enabled).into_iter().collect()
}

fn says_of<'a>(get: impl Fn(&str) -> Option<&'a str>) -> Option<IssueKind> {
    let text = |name: &str| get(name).unwrap_or_default().to_owned();
    let says = IssueKind {
        kind: text("locQualityIssueType"),
        comment: text("locQualityIssueComment"),
        severity: get("locQualityIssueSeverity").and_then(|number| number.trim().parse().ok()),
        profile: text("locQualityIssueProfileRef"),
    };
    let any = get("locQualityIssueType").or_else(|| get("locQualityIssueComment"));
    any.map(|_| says)
}

/// Reads the stand-off lists of a unit, by their id.
fn stand_off(unit: &Unit) -> HashMap<String, Vec<IssueKind>> {
    let mut lists = HashMap::new();
    for kept in &unit.kept {
        if !kept.xml.contains("locQualityIssues") {
            continue;
        }
        let mut puller = Puller::new(&kept.xml);
        let Ok(root) = puller.root().and_then(|root| puller.subtree(root)) else {
            continue;
        };
        if !root.is(ITS, "locQualityIssues") {
            continue;
        }
        let Some(id) = root.get_ns(XML_NS, "id").or_else(|| root.get("id")) else {
            continue;
        };
        let issues = root
            .elements()
            .filter(|issue| issue.is(ITS, "locQualityIssue"));
        let enabled = issues.filter(|issue| issue.get("locQualityIssueEnabled") != Some("no"));
        let all = enabled
            .filter_map(|issue| says_of(|name| issue.get(name)))
            .collect();
        lists.insert(id.to_owned(), all);
    }
    lists
}

fn inside(whole: Span, part: Span) -> bool {
    whole.start <= part.start && part.end <= whole.end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_spans_become_pieces_with_all_that_cover_them() {
        let own = [
            (0, Span::new(0, 6)),
            (2, Span::new(4, 9)),
            (5, Span::new(12, 14)),
        ];
        let wanted = [
            (Span::new(0, 4), vec![0]),
            (Span::new(4, 6), vec![0, 2]),
            (Span::new(6, 9), vec![2]),
            (Span::new(12, 14), vec![5]),
        ];
        assert_eq!(pieces(&own), wanted);
    }

    /// If every piece were compared with every span, this would not finish.
    #[test]
    fn cutting_and_joining_grow_as_the_spans_do() {
        let count = 150_000;
        let own: Vec<(usize, Span)> = (0..count)
            .map(|at| (at, Span::new(2 * at, 2 * at + 3)))
            .collect();
        assert_eq!(pieces(&own).len(), 2 * count - 1);
        let says = |at: usize| IssueKind {
            comment: at.to_string(),
            ..IssueKind::default()
        };
        let issue = |at: usize, span: Span| Issue {
            side: Side::Source,
            span,
            says: says(at),
        };
        let halves = (0..count)
            .flat_map(|at| [Span::new(0, 1), Span::new(1, 2)].map(|half| issue(at, half)));
        let joined = joined(halves.collect());
        assert_eq!(joined.len(), count);
        assert!(joined.iter().all(|issue| issue.span == Span::new(0, 2)));
    }
}
