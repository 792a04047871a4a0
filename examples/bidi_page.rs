//! Draws two texts side by side through layout and encoder, without the reader: a page to
//! look at in a terminal. `bidi_page A B [ENCODING]`; any byte on standard input ends it.

use bayn::layout::{Block, LayoutOptions, VisualLine};
use bayn::text::Direction;
use bayn::tui::encode::encode_buffer;
use bayn::tui::facts::{Choice, TerminalFacts, parse_choice};
use bayn::units::Cells;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event;
use ratatui::style::{Color, Modifier, Style};
use std::io::Write;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let text = |at: usize| std::fs::read_to_string(args.get(at).map_or("", String::as_str));
    let (left, right) = (text(0)?, text(1)?);
    let choice = Choice {
        bidi: parse_choice(args.get(2).map_or("auto", String::as_str))?,
        ..Choice::default()
    };
    let facts = TerminalFacts::detect().chosen(choice);
    let mut out = std::io::stdout();
    ratatui::crossterm::terminal::enable_raw_mode()?;
    write!(out, "\x1b[?1049h{}\x1b[?25l", facts.enter_bidi())?;
    let mut terminal = Terminal::new(CrosstermBackend::new(std::io::stdout()))?;
    terminal.clear()?;
    let mut frames = 0;
    loop {
        terminal.draw(|frame| {
            let buffer = frame.buffer_mut();
            draw(buffer, &left, &right, &facts, frames);
            encode_buffer(buffer, facts.encoding);
        })?;
        frames += 1;
        match event::read()? {
            event::Event::Key(key) if key.code == event::KeyCode::Char('q') => break,
            event::Event::Resize(..) => {
                terminal.clear()?;
            }
            _ => {}
        }
    }
    write!(out, "{}\x1b[?25h\x1b[?1049l", facts.leave_bidi())?;
    ratatui::crossterm::terminal::disable_raw_mode()?;
    println!("{} {}", facts.name, facts.encoding);
    Ok(())
}

fn draw(buffer: &mut Buffer, left: &str, right: &str, facts: &TerminalFacts, frame: u16) {
    let area = buffer.area;
    let half = area.width / 2;
    for (text, x0, width) in [
        (left, 1, half - 2),
        (right, half + 1, area.width - half - 2),
    ] {
        let rtl = text.chars().any(|c| ('\u{600}'..'\u{700}').contains(&c));
        let direction = if rtl { Direction::Rtl } else { Direction::Ltr };
        let mut options = LayoutOptions::new(Cells(width), direction);
        options.tashkeel = facts.tashkeel;
        options.shaping = facts.shaping;
        let block = Block::new(text, &options);
        for (y, line) in (0..area.height).zip(&block.lines) {
            paint(buffer, line, x0, y, width, y == frame + 3);
        }
    }
    for y in 0..area.height {
        buffer[(half, y)].set_symbol("\u{2502}");
    }
}

fn paint(buffer: &mut Buffer, line: &VisualLine, x0: u16, y: u16, width: u16, lit: bool) {
    let start = if line.direction == Direction::Rtl {
        width - line.width().0
    } else {
        0
    };
    let mut x = x0 + start;
    for (at, cell) in line.cells.iter().enumerate() {
        buffer[(x, y)].set_symbol(&cell.symbol);
        // Lit from the middle of one word to the middle of another.
        if lit && (3..20).contains(&at) {
            let style = Style::new().bg(Color::Yellow).fg(Color::Red);
            buffer[(x, y)].set_style(style.add_modifier(Modifier::UNDERLINED));
        }
        x += u16::from(cell.width);
    }
}
