//! A chat box of ratatui's own widgets, with a text area of others to type into.
//!
//! What harf adds is marked; the widgets know nothing of right-to-left text. Enter sends, Esc leaves.
//!
//! ```sh
//! cargo run --example chat
//! ```

use harf::ratatui::{Spotless, finish, measured};
use harf::{Modes, Terminal};
use ratatui::Frame;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{self, Event, KeyCode};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::layout::{Constraint, Layout};
use ratatui::text::Line;
use ratatui::widgets::{Block, List};
use ratatui_textarea::TextArea;
use std::io::{Result, stdout};
use std::time::Duration;

/// What has been said.
const SAID: [&str; 8] = [
    "مرحبًا، هل وصلت القافلة إلى البلدة القديمة؟",
    "Hello! Did the convoy reach the old town?",
    "نعم، وصلت الشاحنات كلها قبل منتصف الليل بقليل.",
    "All of it, shortly before midnight.",
    "كم عددها؟ كتبت في التقرير أنها 26 شاحنة (لا 62).",
    "26, as the report says.",
    "شكرًا! أرسل الصور إلى editor@example.org من فضلك.",
    "Will do.",
];

fn main() -> Result<()> {
    let facts = Terminal::detect(Duration::from_millis(300)); // harf: which terminal is this?
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen)?;
    let modes = Modes::enter(stdout(), &facts)?; // harf: it is to keep the order of cells
    let backend = Spotless::new(CrosstermBackend::new(stdout())); // harf: no ink left behind
    let mut terminal = ratatui::Terminal::new(backend)?;
    let mut said: Vec<String> = SAID.map(str::to_owned).to_vec();
    let mut input = TextArea::default();
    loop {
        terminal.draw(|frame| {
            draw(frame, &said, &mut input);
            let area = frame.area();
            finish(frame.buffer_mut(), area, &facts); // harf: in order, joined, encoded
        })?;
        if let Event::Key(key) = event::read()? {
            match key.code {
                KeyCode::Esc => break,
                KeyCode::Enter => {
                    said.push(input.lines().concat());
                    input = TextArea::default();
                }
                _ => {
                    input.input(key);
                }
            }
        }
    }
    modes.leave()?; // harf: as it was
    execute!(stdout(), LeaveAlternateScreen)?;
    disable_raw_mode()
}

fn draw(frame: &mut Frame<'_>, said: &[String], input: &mut TextArea<'_>) {
    let [above, below] =
        Layout::vertical([Constraint::Min(1), Constraint::Length(3)]).areas(frame.area());
    let lines = said.iter().enumerate().map(|(at, text)| {
        let line = Line::from(measured(text));
        if at % 2 == 0 {
            line.right_aligned()
        } else {
            line
        }
    });
    frame.render_widget(
        List::new(lines).block(Block::bordered().title("chat")),
        above,
    );
    input.set_block(Block::bordered());
    input.set_cursor_line_style(ratatui::style::Style::new());
    frame.render_widget(&*input, below);
}
