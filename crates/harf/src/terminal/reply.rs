//! The answers of a terminal, taken apart.
//!
//! ```text
//!   CSI 8 ; Ps $ y      DECRPM: is the mode BDSM known, and how is it set
//!   DCS > | text ST     XTVERSION: name and version
//!   CSI > a ; b ; c c   DA2: kind and version by number
//!   OSC 11 ; rgb:.. ST  the colour of the background
//!   CSI ? ... c         DA1: any terminal answers, so it ends the probe
//! ```
//!
//! Everything else in the stream is what the user typed meanwhile.

use super::cutter::{Cutter, Token};
use std::time::Instant;

/// What a terminal answered to the probe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replies {
    /// DECRPM for mode 8 (BDSM): 0 unknown, 1 set (implicit), 2 reset (explicit), 3 and 4
    /// the same for ever; none where the terminal was silent.
    pub bdsm: Option<u8>,
    /// The text of XTVERSION.
    pub xtversion: Option<String>,
    /// The three numbers of DA2; missing ones are 0.
    pub da2: Option<[u32; 3]>,
    /// OSC 11: the background's red, green and blue, each 0 to 65 535.
    pub background: Option<[u16; 3]>,
    /// Whether DA1 was answered: if so, what is missing above was not answered at all.
    pub da1: bool,
}

/// Takes the bytes read after a probe apart. Never fails: what is not an answer was typed.
#[must_use]
pub fn parse_replies(bytes: &[u8]) -> Replies {
    let (mut replies, mut tokens) = (Replies::default(), Vec::new());
    let now = Instant::now();
    Cutter::default().feed(bytes, now, now, &mut tokens);
    for token in &tokens {
        replies.record(token);
    }
    replies
}

impl Replies {
    /// Records a token if it is an answer to the probe; returns whether it is one.
    pub fn record(&mut self, token: &Token) -> bool {
        match token {
            Token::Sequence(body, last, _) => take_control_sequence(self, body, *last),
            Token::Answer(b'P', body) => {
                if let Some(text) = body.strip_prefix(b">|") {
                    self.xtversion = Some(printable(text));
                }
                true
            }
            Token::Answer(b']', body) => {
                if let Some(colour) = body.strip_prefix(b"11;") {
                    self.background = background(colour);
                }
                true
            }
            _ => false,
        }
    }
}

/// Records one control sequence if it is an answer to the probe.
fn take_control_sequence(replies: &mut Replies, body: &[u8], last: u8) -> bool {
    match (body, last) {
        ([b'?', ..], b'c') => replies.da1 = true,
        ([b'>', numbers @ ..], b'c') => {
            let mut da2 = [0; 3];
            for (slot, value) in da2.iter_mut().zip(numbers.split(|b| *b == b';')) {
                *slot = number(value);
            }
            replies.da2 = Some(da2);
        }
        ([mode @ .., b'$'], b'y') => {
            if let Some(state) = mode.strip_prefix(b"8;") {
                replies.bdsm = u8::try_from(number(state)).ok();
            }
        }
        _ => return false,
    }
    true
}

/// Reads `rgb:rrrr/gggg/bbbb`, as `XParseColor` has it: one to four hexadecimal digits a part,
/// to be scaled. `rgba:` has a fourth part.
fn background(colour: &[u8]) -> Option<[u16; 3]> {
    let text = std::str::from_utf8(colour).ok()?;
    let parts = text
        .strip_prefix("rgb:")
        .or_else(|| text.strip_prefix("rgba:"))?;
    let mut parts = parts.split('/').map(|part| {
        let most = (1_u32
            << (4 * u32::try_from(part.len())
                .ok()
                .filter(|n| (1..=4).contains(n))?))
            - 1;
        let value = u32::from_str_radix(part, 16).ok()?;
        u16::try_from(value * 0xffff / most).ok()
    });
    Some([parts.next()??, parts.next()??, parts.next()??])
}

fn number(digits: &[u8]) -> u32 {
    digits
        .iter()
        .filter(|b| b.is_ascii_digit())
        .fold(0, |sum: u32, b| {
            sum.saturating_mul(10).saturating_add(u32::from(b - b'0'))
        })
}

/// A terminal's text as shown to people: no control characters, and not endless.
fn printable(text: &[u8]) -> String {
    String::from_utf8_lossy(text)
        .chars()
        .filter(|c| !c.is_control())
        .take(80)
        .collect()
}
