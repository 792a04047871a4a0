//! The two texts, the gutter between them and the names above.

use crate::session::contents;
use crate::session::{Anchor, Geometry, PlacedCell, ScreenRow, Setting, State};
use crate::tui::page::{Page, PaneLine};
use crate::tui::paint::{self, Align};
use crate::tui::plan::{Arrangement, Plan};
use crate::tui::scroll::first_row;
use crate::tui::theme::Theme;
use crate::tui::view::{Look, band, link, marks, several, signs, words};
use bayn_doc::BeadKind;
use bayn_doc::{Side, Sides};
use harf::layout::VisualLine;
use harf::{CaretMap, Cells, Direction, Span};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws the names of the texts over their panes.
pub(super) fn names(buffer: &mut Buffer, area: Rect, state: &State, look: &Look, plan: Plan) {
    let stacked = plan.arrangement == Arrangement::Stacked;
    let shared = stacked && several::is_shared(area, plan);
    for side in Side::BOTH {
        let active = state.reading.cursor.side == side;
        if stacked && !shared && !active {
            continue;
        }
        let Some(pane) = plan.panes[side] else {
            continue;
        };
        let document = &state.texts.bitext.documents[side];
        let (style, mark) = if active {
            (look.theme.name_active, "\u{25cf} ")
        } else {
            (look.theme.name, "")
        };
        let name = &state.texts.about[side].name;
        let number = several::number_of(&state.texts, side);
        let room = match side {
            _ if shared => several::share(area, plan, usize::from(side == Side::Target)),
            _ => Rect {
                x: area.x + pane.x,
                width: pane.width.min(area.width.saturating_sub(pane.x)),
                ..area
            },
        };
        let signs = format!("{mark}{number}");
        let mut label = several::label(&signs, name, document.lang.tag(), room.width);
        if let Some(chapter) = contents::chapter(&state.texts, side, state.reading.cursor.bead) {
            label.push_str(&format!(" \u{b7} \u{2068}{chapter}\u{2069}"));
        }
        let align = match document.lang.direction() {
            Direction::Rtl if plan.arrangement == Arrangement::Columns => Align::Right,
            _ => Align::Left,
        };
        paint::text(buffer, room, &label, align, style);
    }
}

/// Draws the line under the names; the line between the panes begins in it unless something
/// covers them.
pub(super) fn rule(buffer: &mut Buffer, area: Rect, look: &Look, plan: Plan, covered: bool) {
    let middle = (plan.arrangement == Arrangement::Columns && !covered)
        .then(|| plan.gutter.x + plan.gutter.width / 2);
    for x in area.x..area.right() {
        let symbol = if Some(x) == middle {
            "\u{252c}"
        } else {
            "\u{2500}"
        };
        paint::symbol(buffer, x, area.y, symbol, look.theme.gutter);
    }
}

/// Draws the rows of text that fit and returns their positions.
pub(super) fn body(
    buffer: &mut Buffer,
    area: Rect,
    state: &State,
    look: &Look,
    page: &mut Page<'_>,
) -> Geometry {
    let plan = page.plan();
    let mut geometry = Geometry {
        rows: usize::from(area.height),
        panes: plan.panes,
        room: plan.room,
        stacked: plan.arrangement == Arrangement::Stacked,
        ..Geometry::default()
    };
    if state.texts.bitext.beads.is_empty() || area.height == 0 {
        return geometry;
    }
    let side = state.reading.cursor.side;
    let rows = geometry.rows;
    let active = first_row(
        page,
        state.reading.view.top[side],
        state.reading.cursor.bead,
        state.reading.view.scroll_target,
        rows,
        state.texts.last_bead(),
    );
    geometry.top = Sides::from_fn(|pane| {
        if state.reading.view.free && pane != side {
            clamped(page, state, state.reading.view.top[pane])
        } else {
            active
        }
    });
    window(&mut geometry, page, state, active);
    geometry.caret = caret_map(page, state, plan);
    let painter = Painter { state, look, plan };
    if state.reading.view.free && plan.arrangement == Arrangement::Columns {
        for pane in Side::BOTH {
            painter.rows(buffer, area, page, &mut geometry, &[pane]);
        }
    } else {
        painter.rows(buffer, area, page, &mut geometry, &Side::BOTH);
    }
    geometry
}

fn clamped(page: &mut Page<'_>, state: &State, top: Anchor) -> Anchor {
    let bead = top.bead.min(state.texts.last_bead());
    Anchor {
        bead,
        row: top.row.min(page.height(bead).saturating_sub(1)),
    }
}

/// Measures the beads of the screen and of two screens around it.
fn window(geometry: &mut Geometry, page: &mut Page<'_>, state: &State, top: Anchor) {
    let reach = 2 * geometry.rows + 2;
    let (mut first, mut rows) = (top.bead, 0);
    while first > 0 && rows < reach {
        first -= 1;
        rows += page.height(first);
    }
    geometry.first = first;
    let mut bead = first;
    let mut below = 0;
    while bead <= state.texts.last_bead() && below < reach + geometry.rows {
        let height = page.height(bead);
        geometry.heights.push(height);
        if bead >= top.bead {
            below += height;
        }
        bead += 1;
    }
}

/// Returns the cells of the current bead on the active side, around the caret.
fn caret_map(page: &mut Page<'_>, state: &State, plan: Plan) -> CaretMap {
    let cursor = state.reading.cursor;
    let selected = state
        .reading
        .selection
        .and_then(|selection| selection.span(cursor.side));
    let byte = cursor.caret.or(selected.map(|span| span.start));
    let width = plan.panes[cursor.side].map_or(0, |pane| pane.width);
    let mut map = CaretMap::new(Cells(width));
    let around = page.lines_around(cursor.bead, cursor.side, byte.unwrap_or(0));
    for line in around.iter().filter(|line| !line.is_roman) {
        map.push(&line.line, line.base);
    }
    map
}

pub(super) struct Painter<'a> {
    pub(super) state: &'a State,
    pub(super) look: &'a Look,
    pub(super) plan: Plan,
}

impl Painter<'_> {
    /// Draws the rows of some sides from their first row on.
    fn rows(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        page: &mut Page<'_>,
        geometry: &mut Geometry,
        sides: &[Side],
    ) {
        let mut at = sides
            .first()
            .map_or_else(Anchor::default, |&side| geometry.top[side]);
        let with_gutter =
            sides.len() == 2 || sides.first() == Some(&self.state.reading.cursor.side);
        for y in area.y..area.bottom() {
            if at.bead > self.state.texts.last_bead() {
                break;
            }
            let row = page.row(at);
            let mut placed = ScreenRow {
                y,
                bead: row.bead,
                ..ScreenRow::default()
            };
            let own = page.gap(row.bead)..page.gap(row.bead) + page.body(row.bead);
            if row.bead == self.state.reading.cursor.bead && own.contains(&row.at) {
                band::lay(buffer, area, y, self.theme(), self.plan, sides);
            }
            for &side in sides {
                let number = row.lines[side];
                if let Some(line) = number.and_then(|at| page.line(row.bead, side, at)) {
                    let differs = several::differing(page, row.bead, side);
                    let line = (&*line, differs.as_slice());
                    placed.cells[side] = self.line(buffer, y, side, row.bead, line);
                }
            }
            if with_gutter {
                self.gutter(buffer, y, page, &row);
                let shown = Sides::from_fn(|side| {
                    let spans = placed.cells[side].iter().map(|cell| cell.span);
                    spans.reduce(Span::cover)
                });
                let first = row.at == own.start;
                let parts = (self.state, self.theme(), self.plan);
                if first {
                    link::confidence(buffer, y, parts, row.bead);
                }
                signs::row(buffer, y, parts, row.bead, first, &shown);
                let base = self.bead_style(row.bead);
                several::row(buffer, y, (self.state, self.look, base), page, &row);
            }
            geometry.screen.push(placed);
            at.row += 1;
            if at.row >= page.height(at.bead) {
                at = Anchor {
                    bead: at.bead + 1,
                    row: 0,
                };
            }
        }
    }

    /// Draws one line of a pane and returns the positions of its cells.
    fn line(
        &self,
        buffer: &mut Buffer,
        y: u16,
        side: Side,
        bead: usize,
        (line, differs): (&PaneLine, &[Span]),
    ) -> Vec<PlacedCell> {
        let Some(pane) = self.plan.panes[side] else {
            return Vec::new();
        };
        let x = pane.x + line.line.indent(Cells(pane.width)).0;
        if line.is_roman {
            // Under the beginning of its line.
            let width = line.line.width().0.min(pane.width);
            let x = pane.x + pane.width - width;
            paint::line(buffer, x, y, &line.line, |_| self.theme().name);
            return Vec::new();
        }
        let base = self.bead_style(bead);
        let veiled = self.veiled(bead, side, line);
        let hits = self.hits_of(bead, side);
        let marks = marks::spans(&self.state.texts, &self.state.reviewing, bead, side);
        let noted = marks::noted(&self.state.texts, &self.state.reviewing, bead, side);
        let selected = self.selected(bead, side).or_else(|| self.pinned(side));
        let spoken = words::spoken(self.state, side);
        let answers = words::answers(self.state, bead, side);
        let hidden = self.state.hidden_from(bead, side);
        let shown = veiled.as_ref().unwrap_or(&line.line);
        // A right-to-left line has one weight, including Latin words and digits.
        let is_light = line.line.direction == Direction::Rtl
            && !self.state.home.settings.flag(Setting::RtlBold);
        paint::line(buffer, x, y, shown, |cell| {
            let span = line.in_document(cell.span);
            let mut style = base;
            if hidden.is_some_and(|from| span.start >= from) {
                style = style.patch(self.theme().hidden);
            }
            if differs.iter().any(|differing| differing.overlaps(span)) {
                style = style.patch(self.theme().differs);
            }
            if noted.iter().any(|noted| noted.overlaps(span)) {
                style = style.patch(self.theme().noted);
            }
            if spoken.is_some_and(|spoken| spoken.overlaps(span)) {
                style = style.patch(self.theme().answer);
            }
            for (answer, is_sure) in &answers {
                if answer.overlaps(span) {
                    style = style.patch(if *is_sure {
                        self.theme().answer
                    } else {
                        self.theme().answer_doubtful
                    });
                }
            }
            for (severity, marked) in &marks {
                if marked.overlaps(span) {
                    style = style.patch(self.theme().severity(*severity));
                }
            }
            if selected.is_some_and(|selected| selected.overlaps(span)) {
                style = style.patch(self.theme().selected);
            }
            let style = self.cell_style(style, side, span, &hits);
            if is_light { style.not_bold() } else { style }
        });
        let mut column = x;
        line.line
            .cells
            .iter()
            .map(|cell| {
                let width = u16::from(cell.width);
                let placed = PlacedCell {
                    span: line.in_document(cell.span),
                    x: column,
                    width,
                };
                column = column.saturating_add(width);
                placed
            })
            .collect()
    }

    /// The line with dots for the letters that a learner is not to see yet; `None` if all of
    /// them are shown. Words keep their lengths.
    fn veiled(&self, bead: usize, side: Side, line: &PaneLine) -> Option<VisualLine> {
        let from = self.state.hidden_from(bead, side)?;
        let mut veiled = line.line.clone();
        for cell in &mut veiled.cells {
            let letter = cell.symbol.chars().any(char::is_alphanumeric);
            if letter && line.in_document(cell.span).start >= from {
                cell.symbol = "\u{b7}".repeat(usize::from(cell.width)).into();
            }
        }
        Some(veiled)
    }

    pub(super) fn theme(&self) -> &Theme {
        &self.look.theme
    }

    fn bead_style(&self, bead: usize) -> Style {
        let kind = self
            .state
            .texts
            .bitext
            .beads
            .get(bead)
            .map(|bead| bead.kind);
        let base = match kind {
            Some(BeadKind::Furniture) => self.theme().furniture,
            Some(BeadKind::Title) => self.theme().title,
            Some(BeadKind::Text) | None => self.theme().text,
        };
        let base = if self.state.reviewing.review.filter.passes(bead) {
            base
        } else {
            base.patch(self.theme().furniture)
        };
        if bead == self.state.reading.cursor.bead {
            base.patch(self.theme().lit)
        } else {
            base
        }
    }

    /// The selection on one side of a bead.
    fn selected(&self, bead: usize, side: Side) -> Option<Span> {
        let selection = self.state.reading.selection?;
        let here = bead == self.state.reading.cursor.bead;
        selection.span(side).filter(|_| here)
    }

    /// The sentence pinned on one side.
    fn pinned(&self, side: Side) -> Option<Span> {
        let (_, byte) = self.state.aligning.link.pin.filter(|pin| pin.0 == side)?;
        let sentences = &self.state.texts.bitext.documents[side].sentences;
        let at = sentences.partition_point(|sentence| sentence.span.start < byte);
        let found = sentences.get(at).map(|sentence| sentence.span)?;
        (found.start == byte).then_some(found)
    }

    /// The spans of the search matches of one side that begin in this bead or the one before.
    fn hits_of(&self, bead: usize, side: Side) -> Vec<Span> {
        let hits = &self.state.reading.search.hits;
        let from = hits.partition_point(|hit| hit.bead + 1 < bead);
        hits.iter()
            .skip(from)
            .take_while(|hit| hit.bead <= bead)
            .filter(|hit| hit.side == side)
            .map(|hit| hit.span)
            .collect()
    }

    fn cell_style(&self, base: Style, side: Side, span: Span, hits: &[Span]) -> Style {
        let mut style = base;
        if hits.iter().any(|hit| hit.overlaps(span)) {
            style = style.patch(self.theme().hit);
        }
        let cursor = self.state.reading.cursor;
        if cursor.side == side && cursor.caret.is_some_and(|byte| span.contains(byte)) {
            style = style.patch(self.theme().caret);
        }
        style
    }
}
