//! Lists and pages in linear mode: one entry per line, in logical order, unshaped.

use crate::session::info_page::InfoPage;
use crate::session::listing::shown_lines;
use crate::session::lookup::{Line, Lookup};
use crate::session::{Command, Geometry, Mode, State};
use crate::tui::view::{Look, help_lines};
use bayn_text::message::Separator;
use bayn_text::{Message, msg};

/// Returns a page: the selected line with its number, or, if none is selected, all that fit.
pub(super) fn info_page(
    state: &State,
    look: &Look,
    geometry: &Geometry,
    (page, at): (InfoPage, usize),
) -> String {
    let lines = shown_lines(state, page);
    let said = |at: usize| {
        let (_, line) = lines.get(at)?;
        let parts = [line.head.clone(), line.text.clone()];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        Some(look.translated(Message::joined(parts, Separator::Colon)))
    };
    let heading = look.translated(page.heading());
    if page.has_choice() {
        let place = look.translated(msg!("{at} of {total}", at = at + 1, total = lines.len()));
        let chosen = said(at).unwrap_or_else(|| look.translated(msg!("nothing")));
        return format!("{heading}\n{place}: {chosen}");
    }
    let rows = geometry.list_rows.max(1);
    let shown = (at..lines.len()).take(rows).filter_map(said);
    std::iter::once(heading)
        .chain(shown)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Returns the keys that fit, each with what it does.
pub(super) fn help(
    state: &State,
    look: &Look,
    geometry: &Geometry,
    (filter, first): (&str, usize),
) -> String {
    let lines = help_lines(state, look, filter);
    let rows = geometry.list_rows.max(1);
    let from = first.min(lines.len().saturating_sub(rows));
    let cancel = Mode::List.keys(Command::Cancel);
    let leave = look.translated(msg!("{cancel} closes help", cancel));
    let shown = lines.into_iter().skip(from).take(rows);
    std::iter::once(format!("{}: {leave}", look.translated(msg!("keys"))))
        .chain(shown)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Returns the dictionary entries of a word, line by line.
pub(super) fn lookup(lookup: &Lookup, look: &Look, geometry: &Geometry, first: usize) -> String {
    let rows = geometry.list_rows.max(1);
    let lines = lookup.lines();
    let from = first.min(lines.len().saturating_sub(rows));
    let shown = lines.iter().skip(from).take(rows).map(|line| match line {
        Line::Head(word, from) => look.translated(msg!("{word} in {from}", word, from)),
        Line::Body(text) => text.trim().to_owned(),
    });
    std::iter::once(format!("{}:", lookup.word))
        .chain(shown)
        .collect::<Vec<_>>()
        .join("\n")
}
