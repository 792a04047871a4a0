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
/// The C1 control that ends an answer: ST.
const END: u8 = 0x9c;
/// The byte that leads the C1 controls in UTF-8.
const LEAD_OF_C1: u8 = 0xc2;
/// What ends a paste.
const PASTE_END: &[u8] = b"\x1b[201~";
/// What ends a paste in eight-bit mode; the first byte may be the end of a letter, too.
const PASTE_END_C1: &[u8] = b"\x9b201~";

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
    /// What is missing of a letter that was given up.
    Torn(usize),
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
        within: Within,
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

/// The letter of UTF-8 that an answer is in: inside of it, 0x9C is no control.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Within {
    lead: u8,
    missing: usize,
}

impl Within {
    /// Goes on by a byte; returns whether that is the control which ends the answer.
    fn is_end(&mut self, byte: u8) -> bool {
        if self.missing > 0 && is_continuation(byte) {
            self.missing -= 1;
            return self.lead == LEAD_OF_C1 && byte == END;
        }
        *self = Self {
            lead: byte,
            missing: length_of_letter(byte).map_or(0, |length| length - 1),
        };
        byte == END
    }
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

/// Takes a byte outside of everything.
fn ground(byte: u8, alt: bool, tokens: &mut Vec<Token>) -> State {
    match byte {
        ESC => return State::Escape,
        0..b' ' | 0x7f => tokens.push(Token::Control(byte, alt)),
        b' '..0x7f => tokens.push(Token::Char(char::from(byte), alt)),
        0x80..=0x9f => return c1(byte),
        _ => {
            // No letter begins with the others.
            if let Some(need) = length_of_letter(byte) {
                let bytes = vec![byte];
                return State::Letter { bytes, need, alt };
            }
        }
    }
    State::Ground
}

/// Takes a C1 control: what ESC and a letter is in seven bits.
const fn c1(byte: u8) -> State {
    let letter = byte - 0x40;
    match letter {
        b'[' => sequence_begun(false),
        b'O' => keypad_begun(false),
        _ if is_opener(letter) => answer_begun(letter),
        _ => State::Ground,
    }
}

/// Returns how many bytes a letter of UTF-8 has that begins so.
const fn length_of_letter(byte: u8) -> Option<usize> {
    match byte {
        0xc2..=0xdf => Some(2),
        0xe0..=0xef => Some(3),
        0xf0..=0xf4 => Some(4),
        _ => None,
    }
}

const fn is_continuation(byte: u8) -> bool {
    matches!(byte, 0x80..=0xbf)
}

/// Takes a byte inside a letter of UTF-8.
fn letter(mut bytes: Vec<u8>, need: usize, alt: bool, byte: u8, tokens: &mut Vec<Token>) -> State {
    if !is_continuation(byte) {
        return ground(byte, false, tokens);
    }
    if bytes == [LEAD_OF_C1] && byte <= 0x9f {
        return c1(byte);
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

/// Returns whether a read is the rest of what was given up after `begun`, rather than keys:
/// both together are a control sequence with parameters, or an opener whose end is there too.
/// One byte alone may be a key that was pressed.
fn is_rest(begun: &[u8], bytes: &[u8]) -> bool {
    let past = |bytes: &[u8], of: std::ops::RangeInclusive<u8>| {
        bytes.iter().take_while(|byte| of.contains(byte)).count()
    };
    match [begun, bytes].concat().as_slice() {
        _ if bytes.len() < 2 => false,
        [b'[', rest @ ..] => {
            let parameters = past(rest, b'0'..=b'?');
            let rest = rest.get(parameters..).unwrap_or_default();
            let last = rest.get(past(rest, b' '..=b'/'));
            parameters > 0 && last.is_some_and(|last| matches!(last, b'@'..=b'~'))
        }
        [opener, rest @ ..] if is_opener(*opener) => {
            rest.contains(&0x07) || rest.windows(2).any(|end| end == [ESC, b'\\'])
        }
        _ => false,
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
        within: Within {
            lead: 0,
            missing: 0,
        },
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
fn answer_byte(
    (opener, mut body, len, mut within): (u8, Vec<u8>, usize, Within),
    byte: u8,
    tokens: &mut Vec<Token>,
) -> State {
    let ends = within.is_end(byte);
    let mut escape = Escape::None;
    match byte {
        // xterm answers with BEL where it was asked with BEL.
        0x07 => {
            tokens.push(Token::Answer(opener, body));
            return State::Ground;
        }
        END if ends => {
            // Half of the control may have come as a letter.
            let kept = body.strip_suffix(&[LEAD_OF_C1]).unwrap_or(&body).len();
            body.truncate(kept);
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
        within,
    }
}

/// Takes a byte of a paste; returns its text once it has ended.
fn pasted(body: &mut Vec<u8>, len: &mut usize, byte: u8) -> Option<Option<Vec<u8>>> {
    body.push(byte);
    *len += 1;
    if let Some(kept) = (byte == b'~').then(|| before_end(body)).flatten() {
        let kept = kept.len();
        body.truncate(kept);
        let text = std::mem::take(body);
        return Some((*len <= LONG + PASTE_END.len()).then_some(text));
    }
    if *len > LONG + PASTE_END.len() && body.len() >= BODY {
        // Only its end is looked for from here on.
        body.drain(..body.len() - PASTE_END.len());
    }
    None
}

/// Returns a paste without the sequence that ends it; none where it goes on.
fn before_end(body: &[u8]) -> Option<&[u8]> {
    if let Some(before) = body.strip_suffix(PASTE_END) {
        return Some(before);
    }
    let before = body.strip_suffix(PASTE_END_C1)?;
    match before.split_last() {
        Some((&LEAD_OF_C1, before)) => Some(before),
        Some((last, _)) if !last.is_ascii() => None,
        _ => Some(before),
    }
}
