//! Maps tokens of the terminal's stream to the session's events, in one table.
//!
//! ```text
//!   CSI 1 ; m A          a key by its letter, with modifiers (xterm, kitty)
//!   CSI n ; m ~          a key by its number (VT220)
//!   CSI c ; m : e u      a character, with modifiers and kind of event (kitty)
//!   CSI 27 ; m ; c ~     the same (xterm, modifyOtherKeys)
//!   CSI < b ; x ; y M    the mouse (1006)
//!   SS3 A                a key of the keypad, or in application mode
//! ```
//!
//! A sequence with a private marker or an intermediate is a reply, not a key, whatever it
//! is; so is every sequence not in the table.

use crate::session::{Chord, Event, Key, Mouse};
use harf::terminal::cutter::Token;

/// The bit of alt in a modifier, which is counted from 1.
const ALT: u32 = 2;
/// The bit of control.
const CONTROL: u32 = 4;
/// The bit of shift.
const SHIFT: u32 = 1;
/// The event type of a key release.
const RELEASE: u32 = 3;

/// Returns the session event for a token, if any.
#[must_use]
pub fn event(token: Token) -> Option<Event> {
    let chord = match token {
        Token::Char(c, alt) => with(Key::Char(c), false, alt),
        Token::Control(byte, alt) => control(byte, alt),
        Token::Esc => Chord::plain(Key::Esc),
        Token::Function(letter @ b'A'..=b'E') => Chord::plain(Key::F(letter - b'A' + 1)),
        Token::Function(_) | Token::Answer(..) => return None,
        Token::Mouse(report) => return old_mouse(report),
        Token::Paste(Some(text)) => {
            return Some(Event::Paste(String::from_utf8_lossy(&text).into_owned()));
        }
        Token::Paste(None) => return Some(Event::Overlong),
        Token::Keypad(body, last, alt) => prefixed(keypad(&body, last), alt)?,
        Token::Sequence(body, last, alt) => match body.strip_prefix(b"<") {
            Some(report) => return mouse(report, last),
            None => prefixed(sequence(&body, last), alt)?,
        },
    };
    Some(Event::Key(chord))
}

const fn with(key: Key, ctrl: bool, alt: bool) -> Chord {
    Chord { key, ctrl, alt }
}

/// Adds the alt of a second ESC; if no key follows, it was the key ESC.
fn prefixed(chord: Option<Chord>, alt: bool) -> Option<Chord> {
    match chord {
        Some(chord) => Some(Chord {
            alt: chord.alt || alt,
            ..chord
        }),
        None => alt.then(|| Chord::plain(Key::Esc)),
    }
}

/// Returns the key that sends a control character.
fn control(byte: u8, alt: bool) -> Chord {
    match byte {
        b'\r' => with(Key::Enter, false, alt),
        b'\t' => with(Key::Tab, false, alt),
        0x7f => with(Key::Backspace, false, alt),
        0 => with(Key::Char(' '), true, alt),
        // Terminals send these for control and a digit.
        0x1c..=0x1f => with(Key::Char(char::from(byte - 0x1c + b'4')), true, alt),
        _ => with(Key::Char(char::from(byte - 1 + b'a')), true, alt),
    }
}

/// The parameters of a sequence, each with its subparameters; missing ones are 0.
type Parameters = Vec<Vec<u32>>;

/// Reads parameters; `None` if there is a private marker, an intermediate, or a number too
/// large to be valid.
fn parameters(body: &[u8]) -> Option<Parameters> {
    let text = std::str::from_utf8(body).ok()?;
    let number = |digits: &str| match digits {
        "" => Some(0),
        digits => digits.parse().ok(),
    };
    text.split(';')
        .map(|parts| parts.split(':').map(number).collect())
        .collect()
}

fn at(parameters: &[Vec<u32>], parameter: usize, part: usize) -> u32 {
    let parts = parameters.get(parameter);
    parts
        .and_then(|parts| parts.get(part))
        .copied()
        .unwrap_or(0)
}

/// Applies the modifiers in the second parameter; `None` if the key was released.
fn modified(key: Key, parameters: &[Vec<u32>]) -> Option<Chord> {
    let held = at(parameters, 1, 0).saturating_sub(1);
    let pressed = at(parameters, 1, 1) != RELEASE;
    pressed.then(|| with(key, held & CONTROL != 0, held & ALT != 0))
}

/// Returns the key of a control sequence.
fn sequence(body: &[u8], last: u8) -> Option<Chord> {
    let parameters = parameters(body)?;
    match last {
        b'~' if at(&parameters, 0, 0) == 27 => {
            let held = parameters.get(1).cloned().unwrap_or_default();
            let code = parameters.get(2).cloned().unwrap_or_default();
            character(&[code, held])
        }
        b'~' => modified(numbered(at(&parameters, 0, 0))?, &parameters),
        // rxvt: with control.
        b'^' => {
            let key = numbered(at(&parameters, 0, 0))?;
            Some(with(key, true, false))
        }
        b'u' => character(&parameters),
        // rxvt: arrows with shift.
        b'a'..=b'd' if body.is_empty() => Some(Chord::plain(lettered(last.to_ascii_uppercase())?)),
        // One parameter other than 1 is a count: a reply.
        _ if at(&parameters, 0, 0) <= 1 => modified(lettered(last)?, &parameters),
        _ => None,
    }
}

/// Returns the key with a letter of its own. R (F3) is left out: the cursor position is
/// reported in the same form.
const fn lettered(letter: u8) -> Option<Key> {
    Some(match letter {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'H' => Key::Home,
        b'F' => Key::End,
        b'P' => Key::F(1),
        b'Q' => Key::F(2),
        b'S' => Key::F(4),
        b'Z' => Key::BackTab,
        _ => return None,
    })
}

/// Returns the key with a number.
fn numbered(number: u32) -> Option<Key> {
    let number = u8::try_from(number).ok()?;
    Some(match number {
        1 | 7 => Key::Home,
        3 => Key::Delete,
        4 | 8 => Key::End,
        5 => Key::PageUp,
        6 => Key::PageDown,
        11..=15 => Key::F(number - 10),
        17..=21 => Key::F(number - 11),
        23..=26 => Key::F(number - 12),
        28..=29 => Key::F(number - 13),
        31..=34 => Key::F(number - 14),
        _ => return None,
    })
}

/// Returns the key of a character given by its code point.
fn character(parameters: &[Vec<u32>]) -> Option<Chord> {
    let code = at(parameters, 0, 0);
    let shift = at(parameters, 1, 0).saturating_sub(1) & SHIFT != 0;
    let key = match code {
        9 if shift => Key::BackTab,
        9 => Key::Tab,
        13 | 57414 => Key::Enter,
        27 => Key::Esc,
        127 => Key::Backspace,
        57399..=57408 => Key::Char(char::from_digit(code - 57399, 10)?),
        57409..=57413 => Key::Char(*['.', '/', '*', '-', '+'].get((code - 57409) as usize)?),
        57415 => Key::Char('='),
        57417 => Key::Left,
        57418 => Key::Right,
        57419 => Key::Up,
        57420 => Key::Down,
        57421 => Key::PageUp,
        57422 => Key::PageDown,
        57423 => Key::Home,
        57424 => Key::End,
        57426 => Key::Delete,
        // The rest of the private use area are keys that mean nothing here; controls are none.
        0..32 | 57344..=63743 => return None,
        _ => {
            let shifted = at(parameters, 0, 1);
            let c = char::from_u32(if shift && shifted > 32 { shifted } else { code })?;
            let upper = shift.then(|| c.to_uppercase().next()).flatten();
            Key::Char(upper.unwrap_or(c))
        }
    };
    modified(key, parameters)
}

/// Returns the key of a keypad.
fn keypad(body: &[u8], last: u8) -> Option<Chord> {
    let parameters = parameters(body)?;
    let key = match last {
        b'M' => Key::Enter,
        b'R' => Key::F(3),
        b'j'..=b'y' => Key::Char(char::from(last - b'j' + b'*')),
        b'X' => Key::Char('='),
        _ => lettered(last)?,
    };
    // Modifiers are alone here, or after a 1.
    let held = parameters.last().cloned().unwrap_or_default();
    modified(key, &[Vec::new(), held])
}

/// Returns the mouse event in mode 1006: cells are counted from 1.
fn mouse(report: &[u8], last: u8) -> Option<Event> {
    let parameters = parameters(report)?;
    let cell = |parameter| {
        u16::try_from(at(&parameters, parameter, 0))
            .ok()?
            .checked_sub(1)
    };
    let mouse = button(at(&parameters, 0, 0)).filter(|_| last == b'M')?;
    Some(Event::Mouse(mouse, cell(1)?, cell(2)?))
}

/// The same for terminals without mode 1006.
fn old_mouse([button_at, column, row]: [u8; 3]) -> Option<Event> {
    let mouse = button(u32::from(button_at.checked_sub(32)?))?;
    let cell = |byte: u8| byte.checked_sub(33).map(u16::from);
    Some(Event::Mouse(mouse, cell(column)?, cell(row)?))
}

/// Returns the meaning of a button; shift, alt and control (4, 8, 16) change nothing.
const fn button(number: u32) -> Option<Mouse> {
    match number & !0b1_1100 {
        0 => Some(Mouse::Press),
        32 => Some(Mouse::Drag),
        64 => Some(Mouse::WheelUp),
        65 => Some(Mouse::WheelDown),
        _ => None,
    }
}
