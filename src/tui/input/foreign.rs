//! The keyboard on systems without Unix terminals: the event source of crossterm, polled
//! at intervals, since nothing can wake it.

use crate::session::{Chord, Event, Key, Mouse};
use crate::tui::event_channel::Waker;
use ratatui::crossterm::event::{
    Event as Raw, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind, poll,
    read,
};
use std::io;
use std::time::Duration;

/// How long the loop sleeps before it checks for finished work.
const NAP: Duration = Duration::from_millis(50);

/// The keyboard, the mouse and the size of the terminal, as events.
pub struct Input(());

impl Input {
    /// Opens the keyboard.
    ///
    /// # Errors
    /// None here.
    pub fn open(_waker: &Waker) -> io::Result<Self> {
        Ok(Self(()))
    }

    /// Waits until there is an event, or a while has passed.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn wait(&mut self, most: Option<Duration>) -> io::Result<()> {
        poll(most.unwrap_or(NAP).min(NAP)).map(|_| ())
    }

    /// Returns the next event that is there without waiting.
    ///
    /// # Errors
    /// Those of the terminal.
    pub fn next_event(&mut self) -> io::Result<Option<Event>> {
        while poll(Duration::ZERO)? {
            if let Some(event) = translate(read()?) {
                return Ok(Some(event));
            }
        }
        Ok(None)
    }
}

/// Returns the session event for a terminal event, if any.
fn translate(raw: Raw) -> Option<Event> {
    match raw {
        Raw::Key(key) => chord(key).map(Event::Key),
        Raw::Paste(text) => Some(Event::Paste(text)),
        Raw::Mouse(mouse) => {
            let kind = match mouse.kind {
                MouseEventKind::ScrollDown => Mouse::WheelDown,
                MouseEventKind::ScrollUp => Mouse::WheelUp,
                MouseEventKind::Down(MouseButton::Left) => Mouse::Press,
                _ => return None,
            };
            Some(Event::Mouse(kind, mouse.column, mouse.row))
        }
        Raw::Resize(..) => Some(Event::Resized),
        Raw::FocusGained | Raw::FocusLost => None,
    }
}

fn chord(event: KeyEvent) -> Option<Chord> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let key = match event.code {
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::F(n) => Key::F(n),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        _ => return None,
    };
    Some(Chord {
        key,
        ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
    })
}
