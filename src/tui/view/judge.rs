//! The screen of blind judging: source, translations without names, the answers about each.
//!
//! ```text
//!  segment 3 of 60 · 10 of 240 translations judged                 doc
//!  ───────────────────────────────────────────────────────────────────
//!  source
//!
//!  ▸ 1  score 75 · 2 minor
//!  translation
//!
//!    2  score -
//!  translation
//!  ───────────────────────────────────────────────────────────────────
//!  score: 7▏                                     0-9 score  enter next …
//! ```

use crate::session::Prompt;
use crate::session::chord::show_sequence;
use crate::session::judge::{Judge, SENTENCES};
use crate::session::several::compare;
use crate::session::{Command, Mode, Tone};
use crate::tui::paint::{self, Align};
use crate::tui::view::{Look, type_in};
use bayn_doc::Severity;
use bayn_review::judging::Answer;
use bayn_text::message::Separator;
use bayn_text::{Message, direction_of, msg, plural};
use harf::layout::{Block, LayoutOptions, Newlines, VisualCell, VisualLine};
use harf::{CaretMap, Cells, Span};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The minimum width of a readable column.
const LEAST_COLUMN: u16 = 18;

/// The layout of the screen.
#[derive(Debug, Default)]
pub struct Drawn {
    /// The cells of the current translation.
    pub caret: CaretMap,
    /// Where the terminal's cursor belongs.
    pub cursor: Option<(u16, u16)>,
}

/// One text on the page, with its place: rows count from the first of the page.
struct Piece {
    /// The number of the translation on the screen; none for the source.
    shown: Option<usize>,
    top: usize,
    x: u16,
    width: u16,
    lines: Vec<VisualLine>,
}

impl Piece {
    /// The row after the last line; a translation has a row above its lines.
    const fn bottom(&self) -> usize {
        self.top + self.lines.len() + self.shown.is_some() as usize
    }
}

/// Draws the whole screen.
pub fn screen(buffer: &mut Buffer, judge: &Judge, look: &Look) -> Drawn {
    let area = buffer.area;
    let mut drawn = Drawn::default();
    if area.width < 4 || area.height < 4 {
        return drawn;
    }
    let row = |y: u16| Rect {
        y: area.y + y,
        height: 1,
        ..area
    };
    head(buffer, row(0), judge, look);
    line_across(buffer, row(1), look);
    let body = Rect {
        y: area.y + 2,
        height: area.height - 3,
        ..area
    };
    if judge.help {
        keys(buffer, body, look);
    } else {
        drawn.caret = texts(buffer, body, judge, look);
    }
    drawn.cursor = foot(buffer, row(area.height - 1), judge, look);
    super::lay_ground(buffer, look);
    drawn
}

fn line_across(buffer: &mut Buffer, area: Rect, look: &Look) {
    for x in area.x..area.right() {
        paint::symbol(buffer, x, area.y, "\u{2500}", look.theme.gutter);
    }
}

/// Returns which segment it is, and how many translations are judged.
pub(in crate::tui) fn place(judge: &Judge) -> [Message; 2] {
    [
        msg!(
            "segment {at} of {all}",
            at = judge.at + 1,
            all = judge.campaign.items.len()
        ),
        msg!(
            "{done} of {all} translations judged",
            done = judge.scored(),
            all = judge.campaign.translations()
        ),
    ]
}

fn head(buffer: &mut Buffer, area: Rect, judge: &Judge, look: &Look) {
    let said = Message::joined(place(judge), Separator::Dot);
    let taken = look.say(buffer, area, said, Align::Left, look.theme.name_active);
    let document = judge.item().map_or("", |item| item.document.as_str());
    let room = Rect {
        x: area.x + taken.min(area.width),
        width: area.width.saturating_sub(taken + 1),
        ..area
    };
    look.write(buffer, room, document, Align::Right, look.theme.name);
}

/// Lays out the texts below each other or side by side.
fn pieces(judge: &Judge, look: &Look, width: u16) -> Vec<Piece> {
    let lay = |text: &str, width: u16| {
        let direction = direction_of(text);
        let options = LayoutOptions {
            shaping: look.shaping,
            tashkeel: look.tashkeel,
            newlines: Newlines::Space,
            ..LayoutOptions::new(Cells(width.max(1)), direction)
        };
        Block::new(text, &options).lines
    };
    let room = width.saturating_sub(2);
    let source = judge.item().map_or("", |item| item.source.as_str());
    let lines = lay(source, room);
    let mut top = lines.len() + 1;
    let mut pieces = vec![Piece {
        shown: None,
        top: 0,
        x: 1,
        width: room,
        lines,
    }];
    let count = judge.order().len();
    let each = width / u16::try_from(count.max(1)).unwrap_or(u16::MAX);
    let columns = judge.columns && each >= LEAST_COLUMN;
    for shown in 0..count {
        let (x, room) = match columns {
            true => (each * u16::try_from(shown).unwrap_or(0) + 1, each - 2),
            false => (1, room),
        };
        let lines = lay(judge.target(shown).unwrap_or(""), room);
        let piece = Piece {
            shown: Some(shown),
            top,
            x,
            width: room,
            lines,
        };
        if !columns {
            top = piece.bottom() + 1;
        }
        pieces.push(piece);
    }
    pieces
}

fn texts(buffer: &mut Buffer, area: Rect, judge: &Judge, look: &Look) -> CaretMap {
    let pieces = pieces(judge, look, area.width);
    let rows = usize::from(area.height);
    let mut map = CaretMap::default();
    let mut first = 0;
    if let Some(active) = pieces.iter().find(|piece| piece.shown == Some(judge.shown)) {
        map = CaretMap::new(Cells(active.width));
        active.lines.iter().for_each(|line| map.push(line, 0));
        let at = judge.caret.and_then(|cell| map.place_of(cell.start));
        let line = at.map_or(active.top, |place| active.top + 1 + place.row);
        // The translation from its number on; of one that is higher than the screen the line of
        // the caret.
        first = active.bottom().saturating_sub(rows).min(active.top);
        first = first.max((line + 1).saturating_sub(rows));
    }
    for piece in &pieces {
        let y = |row: usize| -> Option<u16> {
            let row = row.checked_sub(first).filter(|row| *row < rows)?;
            Some(area.y + u16::try_from(row).ok()?)
        };
        let room = Rect {
            x: area.x + piece.x,
            width: piece.width,
            height: 1,
            ..area
        };
        if let Some(shown) = piece.shown
            && let Some(y) = y(piece.top)
        {
            label(buffer, Rect { y, ..room }, judge, look, shown);
        }
        let styles = Styles::of(judge, look, piece.shown);
        let below = piece.top + usize::from(piece.shown.is_some());
        for (number, line) in piece.lines.iter().enumerate() {
            let Some(y) = y(below + number) else { continue };
            let x = room.x + line.indent(Cells(piece.width)).0;
            paint::line(buffer, x, y, line, |cell| styles.of_cell(cell));
        }
    }
    map
}

/// Writes the number of a translation, with the answer about it.
fn label(buffer: &mut Buffer, room: Rect, judge: &Judge, look: &Look, shown: usize) {
    let is_active = shown == judge.shown;
    let sign = if is_active { "\u{25b8}" } else { " " };
    let style = if is_active {
        look.theme.name_active
    } else {
        look.theme.name
    };
    let said = look
        .language
        .say(Message::joined(said_of(judge, shown), Separator::Dot));
    let number = shown + 1;
    look.write(
        buffer,
        room,
        &format!("{sign} {number}  {said}"),
        Align::Left,
        style,
    );
}

/// Returns the answer about a translation: its score, and the number of marked errors.
pub(in crate::tui) fn said_of(judge: &Judge, shown: usize) -> Vec<Message> {
    let answer = judge.answer(shown);
    let score = match answer.score {
        Some(score) => msg!("score {score}", score = u64::from(score)),
        None => msg!("no score"),
    };
    std::iter::once(score).chain(counts(&answer)).collect()
}

fn counts(answer: &Answer) -> Vec<Message> {
    let of = |severity: Severity| {
        answer
            .errors
            .iter()
            .filter(move |error| error.severity == severity)
    };
    let mut parts = Vec::new();
    if let minor @ 1.. = of(Severity::Minor).count() {
        parts.push(plural!("1 minor", "{count} minor", count = minor));
    }
    if let major @ 1.. = of(Severity::Major).count() {
        parts.push(plural!("1 major", "{count} major", count = major));
    }
    if answer.errors.iter().any(|error| error.span.is_none()) {
        parts.push(msg!("[missing]"));
    }
    parts
}

/// The styles of the cells of one text.
struct Styles<'l> {
    look: &'l Look,
    base: Style,
    answer: Answer,
    differing: Vec<Span>,
    caret: Option<Span>,
    selected: Option<Span>,
}

impl<'l> Styles<'l> {
    fn of(judge: &Judge, look: &'l Look, shown: Option<usize>) -> Self {
        let is_active = shown == Some(judge.shown);
        let theme = &look.theme;
        let mut styles = Self {
            look,
            base: if is_active {
                theme.text.patch(theme.lit)
            } else {
                theme.text
            },
            answer: Answer::default(),
            differing: Vec::new(),
            caret: judge.caret.filter(|_| is_active),
            selected: judge.selected().filter(|_| is_active),
        };
        let Some(shown) = shown else {
            return styles;
        };
        styles.answer = judge.answer(shown);
        styles.differing = differing(judge, shown);
        styles
    }

    fn of_cell(&self, cell: &VisualCell) -> Style {
        let theme = &self.look.theme;
        let is_in = |span: &Span| span.overlaps(cell.span);
        let mut style = self.base;
        if self.differing.iter().any(is_in) {
            style = style.patch(theme.differs);
        }
        let errors = self.answer.errors.iter();
        for error in errors.filter(|error| error.span.as_ref().is_some_and(is_in)) {
            style = style.patch(theme.severity(error.severity));
        }
        if self.selected.as_ref().is_some_and(is_in) {
            style = style.patch(theme.selected);
        }
        if self.caret.as_ref().is_some_and(is_in) {
            style = style.patch(theme.caret);
        }
        style
    }
}

/// Returns the words in which a translation differs, if that is shown: from the first translation,
/// and the first from the second.
pub(in crate::tui) fn differing(judge: &Judge, shown: usize) -> Vec<Span> {
    let other = judge.target(usize::from(shown == 0));
    match (judge.differences, judge.target(shown), other) {
        (true, Some(own), Some(other)) => compare(own, other).first,
        _ => Vec::new(),
    }
}

fn foot(buffer: &mut Buffer, area: Rect, judge: &Judge, look: &Look) -> Option<(u16, u16)> {
    if let Some(typed) = &judge.typing {
        let said = look.translated(msg!(
            "{key} accepts it",
            key = Mode::Judge.keys(Command::Accept)
        ));
        return Some(type_in(
            buffer,
            area,
            look,
            &look.language.say(msg!("score: ")),
            &Prompt::new(typed),
            &said,
        ));
    }
    if let Some(notice) = &judge.message {
        let style = match notice.tone {
            Tone::Good => look.theme.good,
            Tone::Bad => look.theme.bad,
        };
        look.say(buffer, area, &notice.text, Align::Left, style);
        return None;
    }
    look.say(buffer, area, hint(), Align::Left, look.theme.status);
    None
}

/// Returns the keys that are needed first.
pub(in crate::tui) fn hint() -> Message {
    msg!(
        "digits score, {accept} goes on, {minor} and {major} mark, {missing} is missing text, {help} lists the keys",
        accept = Mode::Judge.keys(Command::Accept),
        minor = Mode::Judge.keys(Command::SetMinor),
        major = Mode::Judge.keys(Command::SetMajor),
        missing = Mode::Judge.keys(Command::MarkMissing),
        help = Mode::Judge.keys(Command::Help)
    )
}

/// Lists the keys of judging.
fn keys(buffer: &mut Buffer, area: Rect, look: &Look) {
    let mut y = area.y;
    for (command, sentence) in SENTENCES {
        let keys = look.keymap.keys_of(Mode::Judge, *command);
        if keys.is_empty() || y >= area.bottom() {
            continue;
        }
        let keys: Vec<String> = keys.iter().map(|keys| show_sequence(keys)).collect();
        let room = |x: u16, width: u16| Rect {
            x: area.x + x.min(area.width),
            y,
            width: width.min(area.width.saturating_sub(x)),
            height: 1,
        };
        look.keys(
            buffer,
            room(1, 20),
            &keys.join("  "),
            Align::Left,
            look.theme.key,
        );
        look.say(
            buffer,
            room(22, area.width),
            Message::label(sentence),
            Align::Left,
            look.theme.text,
        );
        y += 1;
    }
}
