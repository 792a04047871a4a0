//! The panes of further translations, with what they leave out and say otherwise.
//!
//! ```text
//!  source  ┃  t1 text │ t2 text    │≠t3 text
//!          ┃          │            │∅nothing here
//! ```
//!
//! Beside the line before a pane is a sign: `∅` where it leaves something out, `+` where
//! it says more than the source, `≠` where it differs from the first translation. A bead
//! whose words are in the bead above has `⋮`.

use crate::session::State;
use crate::session::texts::Texts;
use crate::tui::page::{Page, Row};
use crate::tui::paint::{self, Align};
use crate::tui::plan::{Arrangement, Plan};
use crate::tui::view::Look;
use bayn_doc::Side;
use bayn_text::label;
use harf::Direction;
use harf::Span;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// What is in a pane whose translation has nothing.
const LEFT_OUT: &str = label!("\u{2205} left out");

/// Draws the names of further translations over their panes.
pub(super) fn names(buffer: &mut Buffer, area: Rect, state: &State, look: &Look, plan: Plan) {
    for number in plan.further() {
        let (Some(text), Some(pane)) = (state.texts.several.text(number), pane_of(plan, number))
        else {
            continue;
        };
        let name = &text.about.name;
        let lang = &text.document.lang;
        let label = format!("{number} \u{2068}{name}\u{2069} \u{b7} {lang}");
        let columns = plan.arrangement == Arrangement::Columns;
        let align = match lang.direction() {
            Direction::Rtl if columns => Align::Right,
            _ if columns => Align::Left,
            // The source has its name on the left.
            _ => Align::Right,
        };
        let room = Rect {
            x: area.x + pane.x,
            width: pane.width,
            ..area
        };
        paint::text(buffer, room, &label, align, look.theme.name);
    }
}

/// Returns the number of a translation before its name, where there are several.
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
    let (plan, theme) = (page.plan(), &look.theme);
    let inside = row.at.checked_sub(page.gap(row.bead));
    if inside == Some(0) && plan.further().next().is_some() {
        first_left_out(buffer, y, (state, look), plan, row.bead);
    }
    for number in plan.further() {
        let gutter = plan.gutter_of(number);
        if let Some(gutter) = gutter {
            let x = gutter.x + gutter.width / 2;
            paint::symbol(buffer, x, y, "\u{2502}", theme.gutter);
        }
        let (Some(at), Some(_)) = (row.others, inside) else {
            continue;
        };
        let (Some(pane), Some(text)) = (pane_of(plan, number), state.texts.several.text(number))
        else {
            continue;
        };
        let Some(group) = text.group_of(row.bead) else {
            continue;
        };
        let room = Rect {
            x: pane.x,
            y,
            width: pane.width,
            height: 1,
        };
        let align = match text.document.lang.direction() {
            Direction::Ltr => Align::Left,
            Direction::Rtl => Align::Right,
        };
        if group.main.start != row.bead {
            if at == 0 && !group.sentences.is_empty() {
                paint::text(buffer, room, "\u{22ee}", align, theme.gutter);
            }
            continue;
        }
        let difference = page.difference(row.bead, number);
        if at == 0 {
            let differs = difference.as_ref().is_some_and(|found| !found.is_none());
            // Where the pane itself says it, once is enough.
            let said = page.further_count(row.bead, number) == 0;
            let sign = match (group.left_out, group.added) {
                (true, _) if said => None,
                (true, _) => Some("\u{2205}"),
                (_, true) => Some("+"),
                _ => differs.then_some("\u{2260}"),
            };
            if let (Some(sign), Some(gutter)) = (sign, gutter) {
                let x = if plan.on_left() {
                    gutter.x
                } else {
                    gutter.x + gutter.width - 1
                };
                paint::symbol(buffer, x, y, sign, theme.shape);
            }
            if group.left_out && said {
                left_out(buffer, room, look, align);
            }
        }
        let Some(line) = page.further(row.bead, number, at) else {
            continue;
        };
        let width = line.line.width().0.min(pane.width);
        let x = match line.line.direction {
            Direction::Ltr if !line.is_roman => pane.x,
            _ => pane.x + pane.width - width,
        };
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
}

/// Says that the first translation has nothing for the source of a bead.
fn first_left_out(
    buffer: &mut Buffer,
    y: u16,
    (state, look): (&State, &Look),
    plan: Plan,
    bead: usize,
) {
    let (Some(pane), Some(found)) = (plan.panes.target, state.texts.bitext.beads.get(bead)) else {
        return;
    };
    if plan.arrangement != Arrangement::Columns
        || !found.sentences.target.is_empty()
        || found.crosses.is_some()
    {
        return;
    }
    let align = match state.texts.bitext.documents.target.lang.direction() {
        Direction::Ltr => Align::Left,
        Direction::Rtl => Align::Right,
    };
    let room = Rect {
        x: pane.x,
        y,
        width: pane.width,
        height: 1,
    };
    left_out(buffer, room, look, align);
}

/// Says that nothing answers here, where the text of the pane would begin.
fn left_out(buffer: &mut Buffer, room: Rect, look: &Look, align: Align) {
    let said = look.language.word(LEFT_OUT);
    let direction = look.language.direction();
    paint::directed(buffer, room, said, align, direction, look.theme.furniture);
}

fn pane_of(plan: Plan, number: usize) -> Option<crate::session::Pane> {
    *plan.others.get(number.checked_sub(2)?)?
}
