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
//! A terminal that was left in eight-bit mode sends C1 controls for ESC and a letter (0x9B for
//! ESC `[`), as bytes or as letters of UTF-8; both begin and end the same.
//!
//! What is not finished is given up after a time, by a clock that is passed in: a lone ESC is
//! then the key, half a sequence or half a letter is nothing, and so is the rest of that letter
//! when it comes late. The body of an answer or of a
//! paste never becomes keys: it is dropped up to its end, however late that comes, unless
//! nothing comes for five seconds. Ctrl-C is heard meanwhile. Where the ESC came by itself, or half
//! a control sequence, what one read brings later is its rest if both together have the whole form
//! of one, as no person types.
//!
//! The parsers that are kept well (vte, vtparse, anstyle-parse) are for what programs write
//! to a terminal: they know neither time, pastes nor a lone ESC, and keep the bodies of
//! answers without bound.

mod state;

use state::{
    END, ESC, Escape, INTERRUPT, LEAD_OF_C1, LONG, State, Within, answer_begun, answer_byte,
    escape, ground, is_continuation, is_opener, is_rest, keypad, keypad_begun, letter, pasted,
    sequence, sequence_begun,
};
use std::time::{Duration, Instant};

/// How long an ESC waits for what may follow it before it is the key.
const LONE: Duration = Duration::from_millis(25);
/// How long half a sequence or half a letter waits for the rest.
const HALF: Duration = Duration::from_millis(100);
/// How long an answer or a paste is waited for while nothing comes.
const SILENCE: Duration = Duration::from_secs(5);
/// How long an endless body is waited for while nothing comes.
const DOUBT: Duration = Duration::from_millis(500);

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

/// Cuts a stream of bytes into tokens.
#[derive(Debug, Default)]
pub struct Cutter {
    state: State,
    /// When the last byte came.
    since: Option<Instant>,
    /// What followed the ESC of a key or of half a control sequence that was given up last.
    given_up: Option<Vec<u8>>,
}

impl Cutter {
    /// Returns when what is unfinished is given up, if anything is.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        let limit = match &self.state {
            State::Ground | State::Torn(_) => return None,
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
            State::Escape => {
                self.given_up = Some(Vec::new());
                tokens.push(Token::Esc);
            }
            State::Sequence { body, len, .. } if len == body.len() => {
                self.given_up = Some([b"[", body.as_slice()].concat());
            }
            State::TwoEscapes => tokens.extend([Token::Esc, Token::Esc]),
            State::Keypad { body, .. } if body.is_empty() => tokens.push(Token::Char('O', true)),
            // Behind the lead of a C1 control, nothing but one can come.
            State::Letter { bytes, need, .. } if bytes != [LEAD_OF_C1] => {
                self.state = State::Torn(need - bytes.len());
            }
            State::Answer {
                opener,
                body,
                len,
                escape: Escape::Fresh,
                within,
            } => {
                self.state = State::Answer {
                    opener,
                    body,
                    len,
                    escape: Escape::Stale,
                    within,
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
        let is_late = |since| came.saturating_duration_since(since) < SILENCE;
        if let Some(begun) = self.given_up.take()
            && self.since.is_some_and(is_late)
            && is_rest(&begun, bytes)
        {
            self.state = State::Escape;
            for byte in begun {
                self.step(byte, tokens);
            }
        }
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
            State::Torn(missing) if is_continuation(byte) => match missing - 1 {
                0 => State::Ground,
                missing => State::Torn(missing),
            },
            State::Torn(_) => ground(byte, false, tokens),
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
                within,
            } => answer_byte((opener, body, len, within), byte, tokens),
            State::Answer {
                opener,
                body,
                len,
                escape,
                ..
            } => match byte {
                b'\\' | END => {
                    tokens.push(Token::Answer(opener, body));
                    State::Ground
                }
                ESC => State::Answer {
                    opener,
                    body,
                    len,
                    escape: Escape::Fresh,
                    within: Within::default(),
                },
                // The answer was broken off: by another sequence, or by a person.
                _ if escape == Escape::Fresh => self::escape(byte, tokens),
                _ => ground(byte, false, tokens),
            },
        };
    }
}
