//! Cuts the bytes of a terminal into tokens by the grammar of ECMA-48, so that whatever is
//! not understood is dropped whole and never holds up what comes after it.
//!
//! ```text
//!   ESC [  0x30-0x3F*  0x20-0x2F*  0x40-0x7E     control sequence (CSI)
//!   ESC [ M  three bytes                         mouse report of old terminals
//!   ESC [ [  byte                                function key of the Linux console
//!   ESC [ 200 ~  ...  ESC [ 201 ~                pasted text
//!   ESC O  parameters  byte                      key of a keypad (SS3)
//!   ESC ] | P | _ | ^ | X  ...  ST or BEL        answer of a terminal: OSC, DCS, APC, PM, SOS
//!   ESC byte                                     a key with alt
//! ```
//!
//! What is not finished is given up after a time, by a clock that is passed in: a lone ESC is
//! then the key, half a sequence or half a letter is nothing. The body of an answer or of a
//! paste never becomes keys: it is dropped up to its end, however late that comes, unless
//! nothing comes for five seconds. Ctrl-C is heard meanwhile.
//!
//! The parsers that are kept well (vte, vtparse, anstyle-parse) are for what programs write
//! to a terminal: they know neither time, pastes nor a lone ESC, and keep the bodies of
//! answers without bound.

use std::time::{Duration, Instant};

/// How long an ESC waits for what may follow it before it is the key.
const LONE: Duration = Duration::from_millis(25);
/// How long half a sequence or half a letter waits for the rest.
const HALF: Duration = Duration::from_millis(100);
/// How long an answer or a paste is waited for while nothing comes.
const SILENCE: Duration = Duration::from_secs(5);
/// From this many bytes on a body is not believed in any more: it is not kept, and given up
/// after [`DOUBT`] instead.
const LONG: usize = 1 << 20;
/// How long an endless body is waited for while nothing comes.
const DOUBT: Duration = Duration::from_millis(500);
/// How much of a control sequence is kept; no key has more.
const KEPT: usize = 64;
/// How long a control sequence may be before it is none.
const ENDLESS: usize = 4096;
/// How much of an answer is kept.
const BODY: usize = 4096;

/// ESC.
const ESC: u8 = 0x1b;
/// Ctrl-C.
const INTERRUPT: u8 = 0x03;
/// What ends a paste.
const PASTE_END: &[u8] = b"\x1b[201~";

/// What the terminal sent, cut out of the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// A character, with alt or without.
    Char(char, bool),
    /// A control character other than ESC, or DEL, with alt or without.
    Control(u8, bool),
    /// ESC by itself.
    Esc,
    /// A control sequence: parameters and intermediates, the final byte, whether another ESC
    /// came before it (alt, as rxvt has it).
    Sequence(Vec<u8>, u8, bool),
    /// A key of a keypad: parameters, the final byte, whether another ESC came before it.
    Keypad(Vec<u8>, u8, bool),
    /// A function key of the Linux console, by its letter.
    Function(u8),
    /// A mouse report as old terminals have it: button, column, row, each plus 32.
    Mouse([u8; 3]),
    /// Pasted text; none where it was too long to be kept.
    Paste(Option<Vec<u8>>),
    /// An answer of the terminal: the byte after ESC, and the body as far as it is kept.
    Answer(u8, Vec<u8>),
}

/// Where in the grammar the stream is.
#[derive(Debug, Default)]
enum State {
    #[default]
    Ground,
    Letter {
        bytes: Vec<u8>,
        need: usize,
        alt: bool,
    },
    Escape,
    TwoEscapes,
    Sequence {
        body: Vec<u8>,
        len: usize,
        alt: bool,
    },
    Function,
    Mouse(Vec<u8>),
    Keypad {
        body: Vec<u8>,
        alt: bool,
    },
    Answer {
        opener: u8,
        body: Vec<u8>,
        len: usize,
        escape: Escape,
    },
    Paste {
        body: Vec<u8>,
        len: usize,
    },
}

/// The ESC inside an answer that may be the beginning of its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Escape {
    None,
    /// It has just come: another sequence may begin with it.
    Fresh,
    /// It came a while ago: what follows does not belong to it, unless it is the end.
    Stale,
}

/// Cuts a stream of bytes into tokens.
#[derive(Debug, Default)]
pub struct Cutter {
    state: State,
    /// When the last byte came.
    since: Option<Instant>,
}

impl Cutter {
    /// Returns when what is unfinished is given up, if anything is.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        let limit = match &self.state {
            State::Ground => return None,
            State::Escape | State::TwoEscapes => LONE,
            State::Answer {
                escape: Escape::Fresh,
                ..
            } => LONE,
            State::Answer { len, .. } | State::Paste { len, .. } if *len > LONG => DOUBT,
            State::Answer { .. } | State::Paste { .. } => SILENCE,
            _ => HALF,
        };
        self.since.and_then(|since| since.checked_add(limit))
    }

    /// Gives up what is unfinished, if its time is over.
    pub fn tick(&mut self, now: Instant, tokens: &mut Vec<Token>) {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return;
        }
        match std::mem::take(&mut self.state) {
            State::Escape => tokens.push(Token::Esc),
            State::TwoEscapes => tokens.extend([Token::Esc, Token::Esc]),
            State::Keypad { body, .. } if body.is_empty() => tokens.push(Token::Char('O', true)),
            State::Answer {
                opener,
                body,
                len,
                escape: Escape::Fresh,
            } => {
                self.state = State::Answer {
                    opener,
                    body,
                    len,
                    escape: Escape::Stale,
                };
                self.tick(now, tokens);
            }
            _ => {}
        }
    }

    /// Takes the bytes of one read and adds what is finished. They came at `came` or later,
    /// and are read at `now`: what was unfinished by then is given up only if its time was
    /// over when they came.
    pub fn feed(&mut self, bytes: &[u8], came: Instant, now: Instant, tokens: &mut Vec<Token>) {
        self.tick(came, tokens);
        // A person's ctrl-c comes by itself; one inside pasted text does not.
        let is_alone = bytes == [INTERRUPT];
        for &byte in bytes {
            match &mut self.state {
                State::Paste { .. } if is_alone => tokens.push(Token::Control(INTERRUPT, false)),
                State::Paste { body, len } => {
                    if let Some(text) = pasted(body, len, byte) {
                        self.state = State::Ground;
                        tokens.push(Token::Paste(text));
                    }
                }
                _ => self.step(byte, tokens),
            }
        }
        self.since = Some(now);
    }

    fn step(&mut self, byte: u8, tokens: &mut Vec<Token>) {
        let state = std::mem::take(&mut self.state);
        self.state = match state {
            State::Ground | State::Paste { .. } => ground(byte, false, tokens),
            State::Letter { bytes, need, alt } => letter(bytes, need, alt, byte, tokens),
            State::Escape => escape(byte, tokens),
            State::TwoEscapes => match byte {
                b'[' => sequence_begun(true),
                b'O' => keypad_begun(true),
                ESC => {
                    tokens.push(Token::Esc);
                    State::TwoEscapes
                }
                _ if is_opener(byte) => {
                    tokens.push(Token::Esc);
                    answer_begun(byte)
                }
                // Two presses of the key, and then another key.
                _ => {
                    tokens.extend([Token::Esc, Token::Esc]);
                    ground(byte, false, tokens)
                }
            },
            State::Sequence { body, len, alt } => sequence(body, len, alt, byte, tokens),
            State::Function if byte > b' ' && byte < 0x7f => {
                tokens.push(Token::Function(byte));
                State::Ground
            }
            State::Mouse(mut bytes) if byte >= b' ' => {
                bytes.push(byte);
                match <[u8; 3]>::try_from(bytes) {
                    Ok(report) => {
                        tokens.push(Token::Mouse(report));
                        State::Ground
                    }
                    Err(bytes) => State::Mouse(bytes),
                }
            }
            State::Function | State::Mouse(_) => ground(byte, false, tokens),
            State::Keypad { body, alt } => keypad(body, alt, byte, tokens),
            State::Answer {
                opener,
                body,
                len,
                escape: Escape::None,
            } => answer(opener, body, len, byte, tokens),
            State::Answer {
                opener,
                body,
                len,
                escape,
            } => match byte {
                b'\\' => {
                    tokens.push(Token::Answer(opener, body));
                    State::Ground
                }
                ESC => State::Answer {
                    opener,
                    body,
                    len,
                    escape: Escape::Fresh,
                },
                // The answer was broken off: by another sequence, or by a person.
                _ if escape == Escape::Fresh => self::escape(byte, tokens),
                _ => ground(byte, false, tokens),
            },
        };
    }
}

/// Takes a byte outside of everything.
fn ground(byte: u8, alt: bool, tokens: &mut Vec<Token>) -> State {
    match byte {
        ESC => return State::Escape,
        0..b' ' | 0x7f => tokens.push(Token::Control(byte, alt)),
        b' '..0x7f => tokens.push(Token::Char(char::from(byte), alt)),
        0xc2..=0xf4 => {
            return State::Letter {
                bytes: vec![byte],
                need: match byte {
                    0xf0.. => 4,
                    0xe0.. => 3,
                    _ => 2,
                },
                alt,
            };
        }
        // No letter begins so.
        _ => {}
    }
    State::Ground
}

/// Takes a byte inside a letter of UTF-8.
fn letter(mut bytes: Vec<u8>, need: usize, alt: bool, byte: u8, tokens: &mut Vec<Token>) -> State {
    if !(0x80..0xc0).contains(&byte) {
        return ground(byte, false, tokens);
    }
    bytes.push(byte);
    if bytes.len() < need {
        return State::Letter { bytes, need, alt };
    }
    let c = std::str::from_utf8(&bytes)
        .ok()
        .and_then(|text| text.chars().next());
    tokens.extend(c.map(|c| Token::Char(c, alt)));
    State::Ground
}

/// Takes the byte after an ESC.
fn escape(byte: u8, tokens: &mut Vec<Token>) -> State {
    match byte {
        b'[' => sequence_begun(false),
        b'O' => keypad_begun(false),
        ESC => State::TwoEscapes,
        _ if is_opener(byte) => answer_begun(byte),
        // Ctrl-C is never part of anything.
        INTERRUPT | 0x80..0xc2 | 0xf5.. => {
            tokens.push(Token::Esc);
            ground(byte, false, tokens)
        }
        _ => ground(byte, true, tokens),
    }
}

const fn is_opener(byte: u8) -> bool {
    matches!(byte, b']' | b'P' | b'_' | b'^' | b'X')
}

const fn sequence_begun(alt: bool) -> State {
    State::Sequence {
        body: Vec::new(),
        len: 0,
        alt,
    }
}

const fn keypad_begun(alt: bool) -> State {
    State::Keypad {
        body: Vec::new(),
        alt,
    }
}

const fn answer_begun(opener: u8) -> State {
    State::Answer {
        opener,
        body: Vec::new(),
        len: 0,
        escape: Escape::None,
    }
}

/// Takes a byte inside a control sequence.
fn sequence(mut body: Vec<u8>, len: usize, alt: bool, byte: u8, tokens: &mut Vec<Token>) -> State {
    match byte {
        b' '..=b'?' if len < ENDLESS => {
            if len < KEPT {
                body.push(byte);
            }
            let len = len + 1;
            State::Sequence { body, len, alt }
        }
        b'[' if len == 0 => State::Function,
        b'M' if len == 0 => State::Mouse(Vec::new()),
        b'~' if body == b"200" => State::Paste {
            body: Vec::new(),
            len: 0,
        },
        b'@'..=b'~' => {
            if len <= KEPT {
                tokens.push(Token::Sequence(body, byte, alt));
            }
            State::Ground
        }
        // It was broken off.
        _ => ground(byte, false, tokens),
    }
}

/// Takes a byte after ESC O.
fn keypad(mut body: Vec<u8>, alt: bool, byte: u8, tokens: &mut Vec<Token>) -> State {
    match byte {
        b'0'..=b'9' | b';' if body.len() < KEPT => {
            body.push(byte);
            State::Keypad { body, alt }
        }
        b'@'..=b'~' => {
            tokens.push(Token::Keypad(body, byte, alt));
            State::Ground
        }
        _ => ground(byte, false, tokens),
    }
}

/// Takes a byte of an answer.
fn answer(opener: u8, mut body: Vec<u8>, len: usize, byte: u8, tokens: &mut Vec<Token>) -> State {
    let mut escape = Escape::None;
    match byte {
        // xterm answers with BEL where it was asked with BEL.
        0x07 => {
            tokens.push(Token::Answer(opener, body));
            return State::Ground;
        }
        ESC => escape = Escape::Fresh,
        // CAN and SUB break it off.
        0x18 | 0x1a => return State::Ground,
        INTERRUPT => tokens.push(Token::Control(INTERRUPT, false)),
        _ if body.len() < BODY => body.push(byte),
        _ => {}
    }
    State::Answer {
        opener,
        body,
        len: len + 1,
        escape,
    }
}

/// Takes a byte of a paste; returns its text once it has ended.
fn pasted(body: &mut Vec<u8>, len: &mut usize, byte: u8) -> Option<Option<Vec<u8>>> {
    body.push(byte);
    *len += 1;
    if byte == b'~' && body.ends_with(PASTE_END) {
        body.truncate(body.len() - PASTE_END.len());
        let text = std::mem::take(body);
        return Some((*len <= LONG + PASTE_END.len()).then_some(text));
    }
    if *len > LONG + PASTE_END.len() && body.len() >= BODY {
        // Only its end is looked for from here on.
        body.drain(..body.len() - PASTE_END.len());
    }
    None
}
