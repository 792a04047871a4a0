//! The views. A view borrows the state, writes the buffer and returns what
//! it placed where; it changes nothing.
//!
//! ```text
//!  ┌ names:   left file · language            right file · language ┐
//!  │ ─────────────────────────────┬─────────────────────────────── │ rule
//!  │ left pane                  gutter                  right pane │ reader
//!  └ status:  pair n of N · paragraph · %            mode · message ┘
//! ```

mod band;
pub(in crate::tui) mod bar;
mod contents;
mod filter;
mod gutter;
mod help;
mod hints;
mod info_page;
pub mod judge;
mod kwic;
mod link;
mod lookup;
mod marks;
mod palette;
mod pen;
mod prefix;
mod reader;
mod several;
mod signs;
mod status;
mod words;

pub(crate) use help::lines as help_lines;
pub(crate) use signs::{letter, written_on};
pub(in crate::tui) use status::type_in;

use crate::catalogue::UiLanguage;
use crate::session::reading::Reading;
use crate::session::view::Digits;
use crate::session::{Focus, Geometry, Keymap, State};
use crate::tui::page::{Page, RowCache};
use crate::tui::paint::Align;
use crate::tui::plan::Plan;
use crate::tui::theme::{Theme, Themes};
use harf::Cells;
use harf::Direction;
use harf::layout::{Invisibles, LayoutOptions};
use harf::shape::{Shaping, Tashkeel, Tatweel};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

/// What the views need besides the state.
#[derive(Clone, Debug)]
pub struct Look {
    /// Colours by role.
    pub theme: Theme,
    /// The available themes.
    pub themes: Themes,
    /// The language of messages.
    pub language: UiLanguage,
    /// Which letter forms are sent to this terminal.
    pub shaping: Shaping,
    /// Whether vowel marks are omitted for this terminal.
    pub tashkeel: Tashkeel,
    /// The keys, for help and hints.
    pub keymap: Keymap,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            theme: Theme::ansi(),
            themes: Themes::default(),
            language: UiLanguage::ENGLISH,
            shaping: Shaping::Forms,
            tashkeel: Tashkeel::Keep,
            keymap: Keymap::default(),
        }
    }
}

/// Returns how texts are presented: the user's options as far as the terminal supports them.
#[must_use]
pub fn presentation(reading: &Reading, look: &Look) -> LayoutOptions<'static> {
    let view = &reading.view;
    LayoutOptions {
        shaping: look.shaping,
        tashkeel: if view.bare {
            Tashkeel::Strip
        } else {
            look.tashkeel
        },
        tatweel: if view.bare {
            Tatweel::Strip
        } else {
            Tatweel::Keep
        },
        digits: match view.digits {
            Digits::AsWritten => harf::layout::Digits::AsWritten,
            Digits::Western => harf::layout::Digits::Western,
            Digits::ArabicIndic => harf::layout::Digits::ArabicIndic,
        },
        invisibles: if view.invisibles {
            Invisibles::Show
        } else {
            Invisibles::Hide
        },
        justified: view.justified,
        ..LayoutOptions::new(Cells(1), Direction::Ltr)
    }
}

/// A frame as it was drawn.
#[derive(Debug, Default)]
pub struct Drawn {
    /// The geometry.
    pub geometry: Geometry,
    /// Where the terminal's cursor belongs, if it is visible.
    pub cursor: Option<(u16, u16)>,
}

/// Draws the whole screen.
pub fn screen(buffer: &mut Buffer, state: &State, look: &Look, cache: &mut RowCache) -> Drawn {
    let area = buffer.area;
    let mut drawn = Drawn::default();
    if area.width == 0 || area.height == 0 {
        return drawn;
    }
    let lesson = lesson(&state.reading, look, area.width);
    let parts = if state.reading.view.zen {
        Parts::zen(area, state)
    } else {
        Parts::new(area, lesson.len())
    };
    let plan = Plan::new(state, area.width);
    let mut page = Page::new(state, plan, presentation(&state.reading, look), cache);
    for row in [parts.names, parts.lesson, parts.status]
        .into_iter()
        .flatten()
    {
        bar::lay(buffer, row, &look.theme);
    }
    if let Some(names) = parts.names {
        reader::names(buffer, names, state, look, plan);
        several::names(buffer, names, state, look, plan);
    }
    if let Some(rule) = parts.rule {
        // A page covers the panes, and the line between them with it.
        let covered = matches!(
            state.ui.focus.last(),
            Some(Focus::Help { .. } | Focus::InfoPage(..))
        );
        reader::rule(buffer, rule, look, plan, covered);
        if !covered {
            several::rule(buffer, rule, look, plan);
        }
    }
    if let Some(rows) = parts.lesson {
        for (y, line) in (rows.y..rows.bottom()).zip(&lesson) {
            let row = Rect {
                x: rows.x + 1.min(rows.width),
                y,
                width: rows.width.saturating_sub(1),
                height: 1,
            };
            look.write(buffer, row, line, Align::Left, look.theme.name_active);
        }
    }
    // The pair that a list refers to stays visible above it.
    let covered = list(buffer, parts.body, state, look, &mut drawn.geometry);
    let Geometry {
        list_rows,
        list_length,
        list_lines,
        ..
    } = std::mem::take(&mut drawn.geometry);
    let body = Rect {
        height: parts.body.height - covered.min(parts.body.height),
        ..parts.body
    };
    drawn.geometry = reader::body(buffer, body, state, look, &mut page);
    (drawn.geometry.list_rows, drawn.geometry.list_length) = (list_rows, list_length);
    drawn.geometry.list_lines = list_lines;
    if let Some(row) = parts.status {
        drawn.cursor = status::line(buffer, row, state, look, &mut drawn.geometry.buttons);
    }
    match state.ui.focus.last() {
        Some(Focus::Help { filter, first, .. }) => {
            let list = help::overlay(buffer, parts.body, state, look, (filter, *first));
            (drawn.geometry.list_rows, drawn.geometry.list_length) = (list.rows, list.length);
            drawn.cursor = list.cursor.or(drawn.cursor);
        }
        Some(Focus::Palette(prompt, chosen)) => {
            drawn.geometry.list_rows = palette::overlay(
                buffer,
                parts.body,
                state,
                look,
                (prompt, *chosen),
                &mut drawn.geometry.list_lines,
            );
        }
        Some(Focus::Filter(found)) => {
            drawn.geometry.list_rows = filter::panel(buffer, parts.body, state, look, found);
        }
        Some(Focus::InfoPage(page, at)) => info_page::overlay(
            buffer,
            parts.body,
            state,
            look,
            (*page, *at),
            &mut drawn.geometry,
        ),
        _ => {}
    }
    if state.ui.pending.is_listed {
        prefix::overlay(buffer, parts.body, state, look);
    }
    lay_ground(buffer, look);
    drawn
}

/// Draws the overlay about the current pair over the lower rows; returns how many rows it
/// covers.
fn list(
    buffer: &mut Buffer,
    area: Rect,
    state: &State,
    look: &Look,
    geometry: &mut Geometry,
) -> u16 {
    match state.ui.focus.last() {
        Some(Focus::Mark(found)) => marks::dialogue(buffer, area, state, look, found),
        Some(&Focus::Panel(panel, chosen)) => {
            marks::panel(buffer, area, state, look, panel, chosen, geometry)
        }
        Some(Focus::Kwic(found)) => kwic::overlay(buffer, area, state, look, found, geometry),
        Some(Focus::Lookup(first)) => lookup::overlay(buffer, area, state, look, *first, geometry),
        Some(Focus::Preview(found)) => link::preview(buffer, area, state, look, found, geometry),
        Some(Focus::Explain(found)) => link::explain(buffer, area, state, look, found, geometry),
        _ => 0,
    }
}

/// Returns the lesson of the tutorial in the user's language, broken into rows.
fn lesson(reading: &Reading, look: &Look, width: u16) -> Vec<String> {
    reading.tutor.map_or_else(Vec::new, |tutor| {
        pen::broken(look, &tutor.line(), width.saturating_sub(2))
    })
}

/// Gives every cell without its own colours those of the background.
pub(super) fn lay_ground(buffer: &mut Buffer, look: &Look) {
    let ground = look.theme.ground;
    let (Some(fg), Some(bg)) = (ground.fg, ground.bg) else {
        return;
    };
    for cell in &mut buffer.content {
        if cell.fg == Color::Reset {
            cell.fg = fg;
        }
        if cell.bg == Color::Reset {
            cell.bg = bg;
        }
    }
}

/// The areas of the screen; small screens have no frame.
struct Parts {
    names: Option<Rect>,
    rule: Option<Rect>,
    body: Rect,
    lesson: Option<Rect>,
    status: Option<Rect>,
}

impl Parts {
    /// Nothing but the text; the bottom line appears while there is a message or a prompt.
    fn zen(area: Rect, state: &State) -> Self {
        let speaks = state.ui.message.is_some() || !state.ui.focus.is_empty();
        let foot = u16::from(speaks && area.height >= 2);
        Self {
            names: None,
            lesson: None,
            rule: None,
            body: Rect {
                height: area.height - foot,
                ..area
            },
            status: (foot == 1).then(|| Rect {
                y: area.bottom() - 1,
                height: 1,
                ..area
            }),
        }
    }

    fn new(area: Rect, lesson: usize) -> Self {
        let head = match area.height {
            0..=3 => 0,
            4..=6 => 1,
            _ => 2,
        };
        // A lesson takes what its sentence needs, but never more than a third of the screen.
        let lesson = u16::try_from(lesson).unwrap_or(0).min(area.height / 3);
        let foot = u16::from(area.height >= 2) + lesson;
        let row = |y: u16| Rect {
            y: area.y + y,
            height: 1,
            ..area
        };
        Self {
            names: (head >= 1).then(|| row(0)),
            rule: (head >= 2).then(|| row(1)),
            body: Rect {
                y: area.y + head,
                height: area.height - head - foot,
                ..area
            },
            lesson: (lesson >= 1).then(|| Rect {
                height: lesson,
                ..row(area.height - 1 - lesson)
            }),
            status: (foot >= 1).then(|| row(area.height - 1)),
        }
    }
}
