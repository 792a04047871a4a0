//! Chooses the texts to open: the pairs found in a folder, filtered while typing.
//!
//! It runs before the reader, in the same terminal, colours and keys (those of prompts). The
//! list keeps its order, translations first; typed words filter it and sort it by how
//! well it fits. While the pairs are still being found, the heading shows the progress.

use crate::session::keymap::Lookup;
use crate::session::{Chord, Command, Event, Mode, Mouse, Prompt, overlong};
use crate::tui::event_channel::Receiver;
use crate::tui::external::External;
use crate::tui::input::Input;
use crate::tui::modes::Modes;
use crate::tui::paint::{self, Align};
use crate::tui::terminal::Guard;
use crate::tui::view::{Look, bar, lay_ground, type_in};
use bayn_text::message::Fraction;
use bayn_text::{Message, msg};
use harf::encode::{Encoding, encode_buffer, lighten_buffer};
use ratatui::Terminal;
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::io;
use std::mem::ManuallyDrop;
use std::time::Duration;

/// How long the loop waits for keys while the lines are still being found.
const WAITING: Duration = Duration::from_millis(100);

/// The progress of the work that finds the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// The lines are pending.
    GoesOn,
    /// The picker has them.
    Done,
    /// There is nothing to choose from.
    Failed,
}

/// One line to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its kind, in a word, with the confidence.
    pub kind: Message,
    /// The progress of its review; empty if none was started.
    pub reviewed: Message,
    /// The text.
    pub source: String,
    /// Its counterpart.
    pub target: String,
    /// The language of each, and its beginning.
    pub preview: [(String, String); 2],
}

/// How choosing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picked {
    /// The line with this index.
    Line(usize),
    /// Nothing.
    Nothing,
    /// A signal.
    Signal(i32),
}

/// The lines, the typed filter, and the selection.
#[derive(Clone, Debug, Default)]
pub struct Picker {
    heading: Message,
    lines: Vec<Line>,
    prompt: Prompt,
    shown: Vec<usize>,
    chosen: usize,
    rows: usize,
}

impl Picker {
    /// Returns a picker over lines.
    #[must_use]
    pub fn new(heading: impl Into<Message>, lines: Vec<Line>) -> Self {
        let shown = (0..lines.len()).collect();
        Self {
            heading: heading.into(),
            lines,
            shown,
            rows: 10,
            ..Self::default()
        }
    }

    /// Sets the heading above the lines.
    pub fn head(&mut self, heading: impl Into<Message>) {
        self.heading = heading.into();
    }

    /// Sets the lines that were found, filtered by what was typed meanwhile.
    pub fn fill(&mut self, heading: impl Into<Message>, lines: Vec<Line>) {
        self.head(heading);
        self.lines = lines;
        self.filter();
    }

    /// Selects a line, unless the user has already selected or typed.
    pub fn begin_at(&mut self, line: usize) {
        if self.chosen == 0 && self.prompt.text().is_empty() {
            self.go(line.cast_signed());
        }
    }

    /// Takes a key; returns how choosing ended, if it did.
    pub fn key(&mut self, look: &Look, chord: Chord) -> Option<Picked> {
        match look.keymap.look_up(Mode::Prompt, &[chord]) {
            Lookup::Run(command) => self.command(command),
            Lookup::Prefix => None,
            Lookup::Nothing => {
                if let Some(c) = chord.typed() {
                    self.typed(c.encode_utf8(&mut [0; 4]));
                }
                None
            }
        }
    }

    fn command(&mut self, command: Command) -> Option<Picked> {
        match command {
            Command::Accept => return self.shown.get(self.chosen).map(|&at| Picked::Line(at)),
            Command::Cancel => return Some(Picked::Nothing),
            Command::ListDown => self.go(1),
            Command::ListUp => self.go(-1),
            Command::ListPageDown => self.go(self.rows as isize),
            Command::ListPageUp => self.go(-(self.rows as isize)),
            Command::DeleteBack => self.prompt.delete_back(),
            Command::DeleteForward => self.prompt.delete_forward(),
            Command::DeleteWord => self.prompt.delete_word(),
            Command::DeleteAll => self.prompt.clear(),
            Command::PromptLeft => self.prompt.left(),
            Command::PromptRight => self.prompt.right(),
            Command::PromptBack => self.prompt.back(),
            Command::PromptForward => self.prompt.forward(),
            Command::PromptHome => self.prompt.home(),
            Command::PromptEnd => self.prompt.end(),
            _ => {}
        }
        if command.name().starts_with("delete") {
            self.filter();
        }
        None
    }

    /// Takes typed or pasted text.
    pub fn typed(&mut self, text: &str) {
        self.prompt.insert(text.lines().next().unwrap_or(""));
        self.filter();
    }

    fn go(&mut self, rows: isize) {
        let last = self.shown.len().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(rows).min(last);
    }

    /// Shows the lines that match the typed words: each word somewhere in the line, letters in order.
    fn filter(&mut self) {
        let query = self.prompt.text().trim().to_owned();
        self.chosen = 0;
        if query.is_empty() {
            self.shown = (0..self.lines.len()).collect();
            return;
        }
        let lines: Vec<String> = self
            .lines
            .iter()
            .map(|line| format!("{} {} {}", line.source, line.target, line.kind))
            .collect();
        let mut matcher = frizbee::Matcher::from_query(&query, &frizbee::Config::default());
        let mut shown: Vec<(u16, usize)> = matcher
            .match_list(&lines)
            .into_iter()
            .map(|found| (found.score, found.index as usize))
            .collect();
        shown.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        self.shown = shown.into_iter().map(|(_, at)| at).collect();
    }

    /// Draws, from a row on, a rule and how both texts of the chosen line begin.
    fn preview(&self, buffer: &mut Buffer, look: &Look, y: u16) {
        let row = |y: u16| Rect {
            y,
            height: 1,
            ..buffer.area
        };
        let (rule, rows) = (row(y), [row(y + 1), row(y + 2)]);
        let line = "\u{2500}".repeat(usize::from(rule.width));
        paint::text(buffer, rule, &line, Align::Left, look.theme.gutter);
        let chosen = self
            .shown
            .get(self.chosen)
            .and_then(|&at| self.lines.get(at));
        for (row, (lang, begins)) in rows
            .into_iter()
            .zip(chosen.iter().flat_map(|line| &line.preview))
        {
            let taken = look.write(buffer, row, lang, Align::Left, look.theme.name);
            let indent = taken.max(3) + 2;
            let room = Rect {
                x: row.x + indent.min(row.width),
                width: row.width.saturating_sub(indent),
                ..row
            };
            look.say(
                buffer,
                room,
                Message::name(begins),
                Align::Left,
                look.theme.text,
            );
        }
    }

    /// Draws the heading with the count of what is shown, and the line under it; says where nothing is.
    fn title(&self, buffer: &mut Buffer, look: &Look) {
        let area = buffer.area;
        let row = |y: u16| Rect {
            y: area.y + y,
            height: 1,
            ..area
        };
        let theme = &look.theme;
        // As the headings of the reader's lists.
        bar::lay(buffer, row(0), theme);
        let inside = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..row(0)
        };
        let count = Message::of(Fraction(self.shown.len(), self.lines.len()));
        let taken = look.say(buffer, inside, count, Align::Right, theme.name);
        let head = Rect {
            width: inside.width.saturating_sub(taken + 1),
            ..inside
        };
        look.say(buffer, head, &self.heading, Align::Left, theme.name_active);
        paint::text(
            buffer,
            row(1),
            &"\u{2500}".repeat(usize::from(area.width)),
            Align::Left,
            theme.gutter,
        );
        if self.shown.is_empty() && !self.lines.is_empty() {
            look.say(
                buffer,
                row(2),
                msg!("no text fits the filter"),
                Align::Left,
                theme.name,
            );
        }
    }

    /// Draws the picker over the whole buffer and returns where the cursor belongs.
    pub fn draw(&mut self, buffer: &mut Buffer, look: &Look) -> Option<(u16, u16)> {
        let area = buffer.area;
        if area.height < 3 || area.width < 10 {
            return None;
        }
        let row = |y: u16| Rect {
            y: area.y + y,
            height: 1,
            ..area
        };
        let theme = &look.theme;
        self.title(buffer, look);
        // The last rows are those of the preview, where there is room, and of what is typed.
        let previews: u16 = if area.height >= 8 { 3 } else { 0 };
        self.rows = usize::from(area.height - 3 - previews);
        let from = self.chosen.saturating_sub(self.rows.saturating_sub(1));
        let shown: Vec<usize> = self
            .shown
            .iter()
            .copied()
            .skip(from)
            .take(self.rows)
            .collect();
        let widest = |of: fn(&Line) -> &Message| {
            let lines = shown.iter().filter_map(|&at| self.lines.get(at));
            let widths = lines.map(|line| harf::grapheme::width(&look.translated(of(line))));
            widths.max().unwrap_or(0) as u16
        };
        let [kind, reviewed] = [widest(|line| &line.kind), widest(|line| &line.reviewed)];
        // Two cells behind each column that holds something.
        let names = [kind, reviewed].map(|width| width + if width > 0 { 2 } else { 0 });
        let names = 2 + names.iter().sum::<u16>();
        let half = area.width.saturating_sub(names + 4) / 2;
        for (number, (y, at)) in (2..).zip(shown).enumerate() {
            let Some(line) = self.lines.get(at) else {
                continue;
            };
            let chosen = number + from == self.chosen;
            let style = if chosen {
                theme.name_active
            } else {
                theme.text
            };
            let part = |x: u16, width: u16| Rect {
                x: area.x + x.min(area.width),
                width: width.min(area.width.saturating_sub(x)),
                ..row(y)
            };
            let sign = if chosen { "\u{25b8}" } else { " " };
            look.write(buffer, part(0, 2), sign, Align::Left, style);
            look.say(buffer, part(2, kind), &line.kind, Align::Left, theme.name);
            let progress = part(names.saturating_sub(reviewed + 2), reviewed);
            look.say(buffer, progress, &line.reviewed, Align::Left, theme.name);
            let (source, target) = (part(names, half), part(names + 2 + half, half));
            look.say(
                buffer,
                source,
                Message::name(&line.source),
                Align::Left,
                style,
            );
            look.say(
                buffer,
                target,
                Message::name(&line.target),
                Align::Left,
                style,
            );
        }
        if previews > 0 {
            self.preview(buffer, look, row(area.height - 4).y);
        }
        let last = row(area.height - 1);
        // As the reader's bottom line.
        bar::lay(buffer, last, theme);
        let label = format!("{} ", look.translated(msg!("filter:")));
        let hint = look.translated(msg!(
            "{accept} opens, {cancel} leaves",
            accept = Mode::Prompt.keys(Command::Accept),
            cancel = Mode::Prompt.keys(Command::Cancel)
        ));
        let cursor = type_in(buffer, last, look, &label, &self.prompt, &hint);
        lay_ground(buffer, look);
        Some(cursor)
    }
}

/// Draws the picker into any backend.
///
/// # Errors
/// Those of the backend.
pub fn draw<B: Backend>(
    terminal: &mut Terminal<B>,
    picker: &mut Picker,
    look: &Look,
    encoding: Encoding,
) -> Result<(), B::Error> {
    terminal.draw(|frame| {
        let cursor = picker.draw(frame.buffer_mut(), look);
        lighten_buffer(frame.buffer_mut());
        encode_buffer(frame.buffer_mut(), encoding);
        if let Some((x, y)) = cursor {
            frame.set_cursor_position(Position { x, y });
        }
    })?;
    Ok(())
}

/// Lets the user choose a line; `work` is called before each frame for the progress.
///
/// # Errors
/// Those of the terminal.
pub fn pick(
    mut picker: Picker,
    look: &Look,
    modes: Modes,
    outside: &Receiver<External>,
    work: &mut dyn FnMut(&mut Picker) -> Work,
) -> io::Result<Picked> {
    let encoding = modes.facts.encoding;
    let _guard = Guard::enter(modes)?;
    // See `Canvas::Screen`.
    let terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
    let mut terminal = ManuallyDrop::new(terminal);
    let mut input = Input::open(outside.waker())?;
    loop {
        let most = match work(&mut picker) {
            Work::GoesOn => Some(WAITING),
            Work::Done => None,
            Work::Failed => return Ok(Picked::Nothing),
        };
        draw(&mut terminal, &mut picker, look, encoding)?;
        input.wait(most)?;
        if let Ok(External::End(signal)) = outside.try_recv() {
            return Ok(Picked::Signal(signal));
        }
        while let Some(event) = input.next_event()? {
            match event {
                Event::Key(chord) => {
                    if let Some(picked) = picker.key(look, chord) {
                        return Ok(picked);
                    }
                }
                Event::Paste(text) => picker.typed(&text),
                Event::Overlong => picker.head(overlong()),
                Event::Mouse(Mouse::WheelDown, ..) => picker.go(3),
                Event::Mouse(Mouse::WheelUp, ..) => picker.go(-3),
                Event::Resized => {
                    let size = terminal.size()?;
                    terminal.resize(Rect::from((Position::ORIGIN, size)))?;
                }
                _ => {}
            }
        }
    }
}
