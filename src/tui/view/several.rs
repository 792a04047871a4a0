//! The panes of further translations, with their omissions and differences.
//!
//! ```text
//!  source  ┃  t1 text  │    t2 text  │ ≠ t3 text
//!          ┃  ∅        │             │   ∅
//!          ┃           │  + unlinked │
//! ```
//!
//! Before a text, after a space, is a sign: `+` if it adds something to the source, `≠`
//! if it differs from the first translation. An omission is shown as `∅` and
//! nothing else. A bead whose words are in the bead above has `⋮`. If stacked, texts have
//! their numbers before them.

use crate::session::several::{MOST, Stage};
use crate::session::texts::Texts;
use crate::session::{Pane, State};
use crate::tui::page::{Page, Place, Row};
use crate::tui::paint::{self, Align};
use crate::tui::plan::{Arrangement, Plan};
use crate::tui::view::Look;
use bayn_doc::Side;
use harf::Direction;
use harf::Span;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The content of a pane whose translation has no counterpart.
const LEFT_OUT: &str = "\u{2205}";

/// The name of a text is given at least this many cells beside others.
const NAME_FROM: u16 = 12;

/// The width from which the gutter before stacked texts has room for their numbers.
const NUMBERED_FROM: u16 = 6;

/// Draws the names of further translations over their panes.
pub(super) fn names(buffer: &mut Buffer, area: Rect, state: &State, look: &Look, plan: Plan) {
    if plan.arrangement == Arrangement::Stacked && !is_shared(area, plan) {
        return;
    }
    for number in plan.further() {
        let (Some(text), Some(pane)) = (state.texts.several.text(number), pane_of(plan, number))
        else {
            continue;
        };
        let name = &text.about.name;
        let lang = &text.document.lang;
        let columns = plan.arrangement == Arrangement::Columns;
        let align = match lang.direction() {
            Direction::Rtl if columns => Align::Right,
            _ => Align::Left,
        };
        let room = match columns {
            true => Rect {
                x: area.x + pane.x,
                width: pane.width,
                ..area
            },
            false => share(area, plan, number),
        };
        let label = label(&format!("{number} "), name, lang.tag(), room.width);
        paint::text(buffer, room, &label, align, look.theme.name);
    }
}

/// The minimum width of a truncated name.
const NAME_CUT_FROM: usize = 4;

/// Returns the name of a text after its signs, and its language: if both do not fit, the name is
/// cut, since the language distinguishes the texts.
pub(super) fn label(signs: &str, name: &str, lang: &str, room: u16) -> String {
    let lang = format!(" \u{b7} {lang}");
    let taken = harf::grapheme::width(signs) + harf::grapheme::width(&lang);
    let left = usize::from(room).saturating_sub(taken);
    if harf::grapheme::width(name) <= left || left < NAME_CUT_FROM {
        return format!("{signs}\u{2068}{name}\u{2069}{lang}");
    }
    let mut end = 0;
    for (at, letter) in name.char_indices() {
        let next = at + letter.len_utf8();
        if harf::grapheme::width(name.get(..next).unwrap_or("")) >= left {
            break;
        }
        end = next;
    }
    let shown = name.get(..end).unwrap_or("");
    format!("{signs}\u{2068}{shown}\u{2026}\u{2069}{lang}")
}

/// Returns whether the names of stacked texts fit side by side; else only that of
/// the active one is shown.
pub(super) fn is_shared(area: Rect, plan: Plan) -> bool {
    share(area, plan, 0).width >= NAME_FROM
}

/// Returns where the name of a text is while texts are below each other: each has an equal
/// part of the row, the source (0) the first.
pub(super) fn share(area: Rect, plan: Plan, number: usize) -> Rect {
    let is_shown = |at: &usize| match at {
        0 => plan.panes.source.is_some(),
        1 => plan.panes.target.is_some(),
        at => pane_of(plan, *at).is_some(),
    };
    let shown: Vec<usize> = (0..=MOST).filter(is_shown).collect();
    let x = plan.gutter.x + plan.gutter.width;
    let count = u16::try_from(shown.len().max(1)).unwrap_or(1);
    let width = area.width.saturating_sub(x) / count;
    let at = shown.iter().position(|at| *at == number).unwrap_or(0);
    let at = u16::try_from(at).unwrap_or(0);
    Rect {
        x: area.x + x + at * width,
        width: width.saturating_sub(1),
        ..area
    }
}

/// Returns the number of a translation before its name, if there are several.
pub(super) fn number_of(texts: &Texts, side: Side) -> &'static str {
    if texts.several.is_empty() || side == Side::Source {
        ""
    } else {
        "1 "
    }
}

/// Marks in the rule where the lines between further panes begin.
pub(super) fn rule(buffer: &mut Buffer, area: Rect, look: &Look, plan: Plan) {
    for number in plan.further() {
        if let Some(gutter) = plan.gutter_of(number) {
            let x = area.x + gutter.x + gutter.width / 2;
            paint::symbol(buffer, x, area.y, "\u{252c}", look.theme.gutter);
        }
    }
}

/// Returns the words of one side of a bead that differ from the further translation that is
/// shown nearest.
pub(super) fn differing(page: &mut Page<'_>, bead: usize, side: Side) -> Vec<Span> {
    if side == Side::Source {
        return Vec::new();
    }
    let mut further = page.plan().further();
    further
        .find_map(|number| page.difference(bead, number))
        .map(|found| found.first.clone())
        .unwrap_or_default()
}

/// Draws one row of every further translation.
pub(super) fn row(
    buffer: &mut Buffer,
    y: u16,
    (state, look, base): (&State, &Look, Style),
    page: &mut Page<'_>,
    row: &Row,
) {
    let plan = page.plan();
    for number in plan.further() {
        if let Some(gutter) = plan.gutter_of(number) {
            let x = gutter.x + gutter.width / 2;
            paint::symbol(buffer, x, y, "\u{2502}", look.theme.gutter);
        }
    }
    first(buffer, y, (state, look), page, row);
    for number in plan.further() {
        further(buffer, y, (state, look, base), page, (row, number));
    }
}

/// Draws one row of a further translation.
fn further(
    buffer: &mut Buffer,
    y: u16,
    (state, look, base): (&State, &Look, Style),
    page: &mut Page<'_>,
    (row, number): (&Row, usize),
) {
    let (plan, theme) = (page.plan(), &look.theme);
    let (Some(at), Some(place)) = (page.further_at(row, number), row.place) else {
        return;
    };
    let (Some(pane), Some(text)) = (pane_of(plan, number), state.texts.several.text(number)) else {
        return;
    };
    let Some(group) = text.group_of(row.bead) else {
        return;
    };
    let direction = text.document.lang.direction();
    let linked = matches!(place, Place::Pair(_));
    if linked && group.main.start != row.bead {
        if at == 0 && !group.sentences.is_empty() {
            place_in(buffer, y, pane, direction, "\u{22ee}", theme.gutter);
        }
        return;
    }
    let line = page.further(row, number, at);
    let difference = page.difference(row.bead, number).filter(|_| linked);
    if at == 0 {
        if linked && group.left_out && text.stage == Stage::Done {
            place_in(buffer, y, pane, direction, LEFT_OUT, theme.furniture);
        }
        let differs = difference.as_ref().is_some_and(|found| !found.is_none());
        let sign = match place {
            Place::Pair(_) if differs => Some("\u{2260}"),
            Place::Pair(_) => None,
            Place::Before(_) | Place::After(_) => line.as_ref().map(|_| "+"),
        };
        if let (Some(sign), Some(x)) = (sign, beside(pane, direction)) {
            paint::symbol(buffer, x, y, sign, theme.shape);
        }
        if linked || line.is_some() {
            numbered(buffer, y, look, plan, number);
        }
    }
    let Some(line) = line else {
        return;
    };
    let width = line.line.width().0.min(pane.width);
    let x = match line.line.direction {
        Direction::Ltr if !line.is_roman => pane.x,
        _ => pane.x + pane.width - width,
    };
    let base = if linked { base } else { theme.text };
    let words = difference.as_ref().map(|found| found.other.as_slice());
    paint::line(buffer, x, y, &line.line, |cell| {
        let span = line.in_document(cell.span);
        let differs = !line.is_roman
            && words.is_some_and(|words| words.iter().any(|word| word.overlaps(span)));
        if differs {
            base.patch(theme.differs)
        } else {
            base
        }
    });
}

/// Shows in the pane of the first of several translations that it has no counterpart, and its number
/// if texts are stacked.
fn first(
    buffer: &mut Buffer,
    y: u16,
    (state, look): (&State, &Look),
    page: &mut Page<'_>,
    row: &Row,
) {
    let (plan, Some(Place::Pair(at))) = (page.plan(), row.place) else {
        return;
    };
    let (Some(pane), true) = (plan.panes.target, plan.further().next().is_some()) else {
        return;
    };
    let above = match plan.arrangement {
        Arrangement::Stacked => page.count(row.bead, Side::Source),
        Arrangement::Columns | Arrangement::Single(_) => 0,
    };
    if at != above || page.first_rows(row.bead) == 0 {
        return;
    }
    numbered(buffer, y, look, plan, 1);
    if page.lacks_first(row.bead) && !state.aligning.is_rough() {
        let direction = state.texts.bitext.documents.target.lang.direction();
        place_in(buffer, y, pane, direction, LEFT_OUT, look.theme.furniture);
    }
}

/// Writes a translation's number before its first line, if texts are stacked.
fn numbered(buffer: &mut Buffer, y: u16, look: &Look, plan: Plan, number: usize) {
    if plan.arrangement == Arrangement::Stacked && plan.gutter.width >= NUMBERED_FROM {
        let x = plan.gutter.x + 2;
        paint::symbol(buffer, x, y, &number.to_string(), look.theme.furniture);
    }
}

/// Returns the position of a sign next to a text: before its beginning, with a space between.
fn beside(pane: Pane, direction: Direction) -> Option<u16> {
    match direction {
        Direction::Ltr => pane.x.checked_sub(2),
        Direction::Rtl => Some(pane.x + pane.width + 1),
    }
}

/// Writes a sign where the text of a pane would begin.
fn place_in(
    buffer: &mut Buffer,
    y: u16,
    pane: Pane,
    direction: Direction,
    sign: &str,
    style: Style,
) {
    let x = match direction {
        Direction::Ltr => pane.x,
        Direction::Rtl => (pane.x + pane.width).saturating_sub(1),
    };
    paint::symbol(buffer, x, y, sign, style);
}

fn pane_of(plan: Plan, number: usize) -> Option<Pane> {
    *plan.others.get(number.checked_sub(2)?)?
}
