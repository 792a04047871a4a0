//! Converts between marks and quality issues on their words.

use crate::its;
use bayn_doc::{Mark, Severity};
use bayn_doc::{Side, Sides};
use bayn_formats::issue::{Issue, IssueKind};
use harf::Span;

/// Returns the properties of the issues of a mark. The comment contains note and suggestion, for tools
/// that show nothing else.
pub(super) fn says(mark: &Mark) -> IssueKind {
    let mut comment = mark.note.clone();
    if !mark.suggestion.is_empty() {
        if !comment.is_empty() {
            comment.push(' ');
        }
        comment.push_str(&format!("\u{2192} {}", mark.suggestion));
    }
    // XML knows no control characters, and folds line breaks in attributes.
    let comment = comment
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    IssueKind {
        kind: its::issue_type(&mark.category).to_owned(),
        comment,
        severity: Some(f64::from(its::severity_number(mark.severity))),
        profile: its::profile_ref(&mark.category).unwrap_or_default(),
    }
}

/// Returns the issues of a mark whose words are here on each side.
pub(super) fn of_mark(mark: &Mark, spans: &Sides<Vec<Span>>) -> Vec<Issue> {
    let says = says(mark);
    let mut issues = Vec::new();
    for side in Side::BOTH {
        issues.extend(spans[side].iter().map(|span| Issue {
            side,
            span: *span,
            says: says.clone(),
        }));
    }
    issues
}

/// Returns the mark of an issue without entry.
pub(super) fn to_mark(issue: &Issue) -> Mark {
    let profile = Some(issue.says.profile.as_str()).filter(|iri| !iri.is_empty());
    Mark {
        category: its::category(&issue.says.kind, profile),
        severity: issue.says.severity.map_or(Severity::Minor, its::severity),
        note: issue.says.comment.clone(),
        ..Mark::default()
    }
}

/// The bytes covered by issues of the same content, for comparison with marks.
#[derive(Debug, Default)]
pub(super) struct Cover(Vec<Issue>);

impl Cover {
    /// Returns the cover of the issues of a segment.
    pub(super) fn new(issues: Vec<Issue>) -> Self {
        Self(issues)
    }

    /// Returns whether each of these issues is covered.
    pub(super) fn holds(&self, issues: &[Issue]) -> bool {
        issues
            .iter()
            .filter(|issue| !issue.span.is_empty())
            .all(|issue| {
                self.0.iter().any(|own| {
                    own.side == issue.side
                        && own.says == issue.says
                        && own.span.start <= issue.span.start
                        && issue.span.end <= own.span.end
                })
            })
    }

    /// Returns the rest after `explained` is subtracted.
    pub(super) fn without(self, explained: &[Issue]) -> Vec<Issue> {
        let mut left = self.0;
        for gone in explained.iter().filter(|gone| !gone.span.is_empty()) {
            let before = std::mem::take(&mut left);
            for issue in before {
                let apart = issue.side != gone.side
                    || issue.says != gone.says
                    || !issue.span.overlaps(gone.span);
                if apart {
                    left.push(issue);
                    continue;
                }
                for (start, end) in [
                    (issue.span.start, gone.span.start),
                    (gone.span.end, issue.span.end),
                ] {
                    if start < end {
                        left.push(Issue {
                            span: Span::new(start, end),
                            ..issue.clone()
                        });
                    }
                }
            }
        }
        left
    }
}
