//! The reviewer's annotations, as signs in the margin and as a line at the bottom.
//!
//! ```text
//!  verdict, then the worst mark on the row next to the text it refers to
//!  ✓M │left pane│  ┃  │right pane│ m
//! ```
//!
//! A verdict is ✓, ? or ✗, underlined if the pair has a note; a note without verdict is
//! `"`. Each sign is a distinct letter or shape: nothing is shown by colour alone.

use crate::session::State;
use crate::session::items::describe;
use crate::session::panel::{first_of, one_line};
use crate::session::reviewing::Reviewing;
use crate::session::texts::Texts;
use crate::tui::paint;
use crate::tui::plan::Plan;
use crate::tui::theme::Theme;
use bayn_doc::{BeadStatus, Severity};
use bayn_doc::{Side, Sides};
use bayn_text::message::{Number, Separator};
use bayn_text::{Message, msg};
use harf::Span;
use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

/// Draws the signs of one row: `first` means that it is the first row of the bead's text,
/// `shown` are the bytes of each side on it.
pub(super) fn row(
    buffer: &mut Buffer,
    y: u16,
    (state, theme, plan): (&State, &Theme, Plan),
    bead: usize,
    first: bool,
    shown: &Sides<Option<Span>>,
) {
    if let (Some(x), true, Some((sign, style))) = (
        plan.verdicts,
        first,
        sign(&state.texts, &state.reviewing, bead, theme),
    ) {
        paint::symbol(buffer, x, y, sign, style);
    }
    for side in Side::BOTH {
        if let (Some(x), Some(severity)) = (
            plan.signs[side],
            worst(&state.texts, &state.reviewing, bead, first, shown, side),
        ) {
            let style = theme
                .severity(severity)
                .remove_modifier(Modifier::UNDERLINED);
            let style = style.add_modifier(Modifier::BOLD);
            paint::symbol(buffer, x, y, letter(severity), style);
        }
    }
}

/// Returns the severity of the worst mark that begins among the bytes of a side on a row; one
/// without words of its own begins with the bead, and refers to the translation.
fn worst(
    texts: &Texts,
    reviewing: &Reviewing,
    bead: usize,
    first: bool,
    shown: &Sides<Option<Span>>,
    side: Side,
) -> Option<Severity> {
    let bead = texts.bitext.beads.get(bead)?.id;
    reviewing
        .review
        .notes
        .marks_of(bead)
        .filter(|(_, mark)| {
            let whole = first && side == Side::Target && first_of(mark).is_none();
            let begin = mark.spans[side].first().map(|span| span.start);
            whole || begin.is_some_and(|byte| shown[side].is_some_and(|row| row.contains(byte)))
        })
        .map(|(_, mark)| mark.severity)
        .max()
}

/// Returns the letter of a severity: the key that gives it.
pub(crate) const fn letter(severity: Severity) -> &'static str {
    match severity {
        Severity::Neutral => "n",
        Severity::Minor => "m",
        Severity::Major => "M",
        Severity::Critical => "C",
    }
}

fn sign<'a>(
    texts: &'a Texts,
    reviewing: &'a Reviewing,
    bead: usize,
    theme: &Theme,
) -> Option<(&'static str, Style)> {
    let bead = texts.bitext.beads.get(bead)?.id;
    let noted = reviewing.review.notes.notes_of(bead).next().is_some();
    let (sign, style) = match reviewing
        .review
        .notes
        .verdict(bead)
        .map(|found| &found.status)
    {
        Some(BeadStatus::Accepted) => ("\u{2713}", theme.good),
        Some(BeadStatus::NeedsReview) => ("?", theme.doubt),
        Some(BeadStatus::Rejected(_)) => ("\u{2717}", theme.bad),
        None if noted => return Some(("\"", theme.doubt)),
        None => return None,
    };
    Some(if noted {
        (sign, style.add_modifier(Modifier::UNDERLINED))
    } else {
        (sign, style)
    })
}

/// Returns the annotations of the current pair, in one line; `None` if there are none.
pub(crate) fn written_on(state: &State) -> Option<Message> {
    let bead = state.texts.bitext.beads.get(state.reading.cursor.bead)?.id;
    let notes = &state.reviewing.review.notes;
    let mut parts = Vec::new();
    match notes.verdict(bead).map(|found| &found.status) {
        Some(BeadStatus::Rejected(why)) if !why.is_empty() => {
            parts.push(msg!("rejected: {why}", why = one_line(why)));
        }
        _ => {}
    }
    parts.extend(notes.ratings_of(bead).map(|(rater, rating)| {
        let value = Number::written(rating.value.to_string());
        if rater == state.reviewing.review.rater {
            msg!("score {value}", value)
        } else {
            msg!("score {value} by {rater}", value, rater)
        }
    }));
    let caret = state.reading.cursor.caret;
    parts.extend(
        notes
            .marks_of(bead)
            .filter(|(_, mark)| {
                let spans = &mark.spans[state.reading.cursor.side];
                caret.is_none_or(|byte| spans.iter().any(|span| span.contains(byte)))
            })
            .map(|(_, mark)| describe(&state.texts.bitext, mark)),
    );
    let note = |text: &str| msg!("note: {text}", text = one_line(text));
    parts.extend(notes.notes_of(bead).map(|(_, found)| note(&found.text)));
    (!parts.is_empty()).then(|| Message::joined(parts, Separator::Dot))
}

/// Embeds an external text in a message, so that its direction is isolated.
pub(super) fn isolated(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}
