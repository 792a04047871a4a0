//! Two columns, Arabic and English, in a table of ratatui's own; any key leaves.
//!
//! ```sh
//! cargo run --example columns
//! ```

use harf::ratatui::{Spotless, finish, measured};
use harf::{Modes, Terminal};
use ratatui::Frame;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{self, Event};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::layout::Constraint;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Block, Row, Table, TableState};
use std::io::{Result, stdout};
use std::time::Duration;

/// What is said on each side.
const ROWS: [[&str; 2]; 7] = [
    [
        "The bakery opens at 6:30",
        "يفتح المخبز في الساعة السادسة والنصف",
    ],
    ["Fresh bread (warm)", "خبز طازج (ساخن)"],
    ["Tea, two cups", "كوبان من الشاي"],
    ["Price: 45", "السعر: 45 ليرة"],
    ["Ask for Layla", "اسأل عن ليلى في الطابق الثاني"],
    ["Closed on Friday", "المحل مغلق يوم الجمعة"],
    ["Wi-Fi: guest", "كلمة السر لشبكة Wi-Fi عند الباب"],
];

fn main() -> Result<()> {
    let facts = Terminal::detect(Duration::from_millis(300));
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen)?;
    let modes = Modes::enter(stdout(), &facts)?;
    let backend = Spotless::new(CrosstermBackend::new(stdout()));
    let mut terminal = ratatui::Terminal::new(backend)?;
    let mut state = TableState::default().with_selected(1);
    loop {
        terminal.draw(|frame| {
            draw(frame, &mut state);
            let area = frame.area();
            finish(frame.buffer_mut(), area, &facts);
        })?;
        if let Event::Key(key) = event::read()? {
            match key.code {
                event::KeyCode::Char('j') => state.select_next(),
                event::KeyCode::Char('k') => state.select_previous(),
                _ => break,
            }
        }
    }
    modes.leave()?;
    execute!(stdout(), LeaveAlternateScreen)?;
    disable_raw_mode()
}

fn draw(frame: &mut Frame<'_>, state: &mut TableState) {
    let rows = ROWS.map(|[english, arabic]| {
        Row::new([
            Line::from(english),
            Line::from(measured(arabic)).right_aligned(),
        ])
    });
    let widths = [Constraint::Fill(2), Constraint::Fill(3)];
    let table = Table::new(rows, widths)
        .block(Block::bordered().title("notices"))
        .row_highlight_style(Style::new().reversed());
    frame.render_stateful_widget(table, frame.area(), state);
}
