//! The states of the input parser, and its transitions by byte.

use super::Token;

/// How much of a control sequence is kept; no key has more.
const KEPT: usize = 64;
/// From this length on a control sequence is discarded as invalid.
const ENDLESS: usize = 4096;
/// How much of a reply is kept.
const BODY: usize = 4096;
/// ESC.
pub(super) const ESC: u8 = 0x1b;
/// The C1 control that ends a reply: ST.
pub(super) const END: u8 = 0x9c;
/// The lead byte of the C1 controls in UTF-8.
pub(super) const LEAD_OF_C1: u8 = 0xc2;
/// What ends a paste.
const PASTE_END: &[u8] = b"\x1b[201~";
/// What ends a paste in eight-bit mode; its first byte may also be the last of a character.
const PASTE_END_C1: &[u8] = b"\x9b201~";
/// Ctrl-C.
pub(super) const INTERRUPT: u8 = 0x03;
/// From this many bytes on a body is considered invalid: it is not kept, and abandoned
/// after [`DOUBT`] instead.
pub(super) const LONG: usize = 1 << 20;

/// The state of the parser.
#[derive(Debug, Default)]
pub(super) enum State {
    #[default]
    Ground,
    Letter {
        bytes: Vec<u8>,
        need: usize,
        alt: bool,
    },
    /// The missing bytes of a character that was abandoned.
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

/// The ESC inside a reply that may begin its terminator, ST.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escape {
    None,
    /// It has just come: another sequence may begin with it.
    Fresh,
    /// It came a while ago: the next byte does not belong to it, unless it completes the terminator.
    Stale,
}

/// The UTF-8 character at the end of a reply so far: inside it, 0x9C is not a control.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Within {
    lead: u8,
    missing: usize,
}

impl Within {
    /// Advances by a byte; returns whether it is the control that ends the reply.
    pub(super) fn is_end(&mut self, byte: u8) -> bool {
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

/// Handles a byte in the ground state.
pub(super) fn ground(byte: u8, alt: bool, tokens: &mut Vec<Token>) -> State {
    match byte {
        ESC => return State::Escape,
        0..b' ' | 0x7f => tokens.push(Token::Control(byte, alt)),
        b' '..0x7f => tokens.push(Token::Char(char::from(byte), alt)),
        0x80..=0x9f => return c1(byte),
        _ => {
            // No character begins with the other bytes.
            if let Some(need) = length_of_letter(byte) {
                let bytes = vec![byte];
                return State::Letter { bytes, need, alt };
            }
        }
    }
    State::Ground
}

/// Handles a C1 control, the eight-bit form of ESC and a letter.
pub(super) const fn c1(byte: u8) -> State {
    let letter = byte - 0x40;
    match letter {
        b'[' => sequence_begun(false),
        b'O' => keypad_begun(false),
        _ if is_opener(letter) => answer_begun(letter),
        _ => State::Ground,
    }
}

/// Returns the length of the UTF-8 character with this first byte.
pub(super) const fn length_of_letter(byte: u8) -> Option<usize> {
    match byte {
        0xc2..=0xdf => Some(2),
        0xe0..=0xef => Some(3),
        0xf0..=0xf4 => Some(4),
        _ => None,
    }
}

pub(super) const fn is_continuation(byte: u8) -> bool {
    matches!(byte, 0x80..=0xbf)
}

/// Handles a byte inside a UTF-8 character.
pub(super) fn letter(
    mut bytes: Vec<u8>,
    need: usize,
    alt: bool,
    byte: u8,
    tokens: &mut Vec<Token>,
) -> State {
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

/// Handles the byte after an ESC.
pub(super) fn escape(byte: u8, tokens: &mut Vec<Token>) -> State {
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

/// Returns whether the bytes of a read are the rest of a sequence abandoned after `begun`, not keys:
/// together they are a control sequence with parameters, or an opener with its terminator.
/// One byte alone may be a key that was pressed.
pub(super) fn is_rest(begun: &[u8], bytes: &[u8]) -> bool {
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

pub(super) const fn is_opener(byte: u8) -> bool {
    matches!(byte, b']' | b'P' | b'_' | b'^' | b'X')
}

pub(super) const fn sequence_begun(alt: bool) -> State {
    State::Sequence {
        body: Vec::new(),
        len: 0,
        alt,
    }
}

pub(super) const fn keypad_begun(alt: bool) -> State {
    State::Keypad {
        body: Vec::new(),
        alt,
    }
}

pub(super) const fn answer_begun(opener: u8) -> State {
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

/// Handles a byte inside a control sequence.
pub(super) fn sequence(
    mut body: Vec<u8>,
    len: usize,
    alt: bool,
    byte: u8,
    tokens: &mut Vec<Token>,
) -> State {
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
        // It was aborted.
        _ => ground(byte, false, tokens),
    }
}

/// Handles a byte after ESC O.
pub(super) fn keypad(mut body: Vec<u8>, alt: bool, byte: u8, tokens: &mut Vec<Token>) -> State {
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

/// Handles a byte of a reply.
pub(super) fn answer_byte(
    (opener, mut body, len, mut within): (u8, Vec<u8>, usize, Within),
    byte: u8,
    tokens: &mut Vec<Token>,
) -> State {
    let ends = within.is_end(byte);
    let mut escape = Escape::None;
    match byte {
        // xterm terminates a reply with BEL if the query ended with BEL.
        0x07 => {
            tokens.push(Token::Answer(opener, body));
            return State::Ground;
        }
        END if ends => {
            // The first byte of the control may have been read as a character.
            let kept = body.strip_suffix(&[LEAD_OF_C1]).unwrap_or(&body).len();
            body.truncate(kept);
            tokens.push(Token::Answer(opener, body));
            return State::Ground;
        }
        ESC => escape = Escape::Fresh,
        // CAN and SUB abort it.
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

/// Handles a byte of a paste; returns its text once it has ended.
pub(super) fn pasted(body: &mut Vec<u8>, len: &mut usize, byte: u8) -> Option<Option<Vec<u8>>> {
    body.push(byte);
    *len += 1;
    if let Some(kept) = (byte == b'~').then(|| before_end(body)).flatten() {
        let kept = kept.len();
        body.truncate(kept);
        let text = std::mem::take(body);
        return Some((*len <= LONG + PASTE_END.len()).then_some(text));
    }
    if *len > LONG + PASTE_END.len() && body.len() >= BODY {
        // From here on only its end is searched.
        body.drain(..body.len() - PASTE_END.len());
    }
    None
}

/// Returns a paste without the sequence that ends it; none if it has not ended.
pub(super) fn before_end(body: &[u8]) -> Option<&[u8]> {
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
