//! The attributes of characters that SGR sets (ECMA-48 8.3.117), each with what takes it back.
//!
//! A style holds one value of each kind: of two colours of letters the later one, of bold and
//! faint both. What is not known is not kept, so that nothing but numbers of this table is ever
//! written out.

use crate::encode::Font;
use compact_str::{CompactString, format_compact};

/// The kind of SGR 3.
const ITALIC: u16 = 3;

/// The attributes at one place of a text. Bold is apart from the others, since right-to-left
/// letters may lose it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    bold: bool,
    /// Kinds, by the first code of each, with the codes that are on.
    on: Vec<(u16, CompactString)>,
}

impl Style {
    /// Returns what chooses a font file.
    pub(super) fn font(&self) -> Font {
        Font {
            bold: self.bold,
            italic: self.on.iter().any(|(kind, _)| *kind == ITALIC),
        }
    }

    /// Returns whether two styles are the same but perhaps in what chooses a font file.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let own = self.on.iter().filter(|(kind, _)| *kind != ITALIC);
        own.eq(other.on.iter().filter(|(kind, _)| *kind != ITALIC))
    }

    /// Makes it bold.
    pub(super) const fn embolden(&mut self) {
        self.bold = true;
    }

    /// Underlines it.
    pub(super) fn underline(&mut self) {
        self.set(4, "4");
    }

    /// Adds all of another style that this one has no value for.
    pub(super) fn join(&mut self, other: &Self) {
        self.bold |= other.bold;
        for (kind, codes) in &other.on {
            if self.on.iter().all(|(own, _)| own != kind) {
                self.on.push((*kind, codes.clone()));
            }
        }
    }

    /// Follows one SGR sequence: its parameters, each with its subparameters.
    pub(super) fn follow<'a>(&mut self, parameters: impl Iterator<Item = &'a [u16]>) {
        let mut parameters = parameters.peekable();
        if parameters.peek().is_none() {
            *self = Self::default();
        }
        while let Some(parameter) = parameters.next() {
            let &[code, ref more @ ..] = parameter else {
                continue;
            };
            match (code, more) {
                (38 | 48 | 58, []) => {
                    // Colours by semicolons: 5 and a number, or 2 and three.
                    let count = match parameters.next() {
                        Some([5]) => 1,
                        Some([2]) => 3,
                        _ => return,
                    };
                    let mut codes = format_compact!("{code};{}", if count == 1 { 5 } else { 2 });
                    for _ in 0..count {
                        let Some([part]) = parameters.next() else {
                            return;
                        };
                        codes.push_str(&format_compact!(";{part}"));
                    }
                    self.set(kind_of_colour(code), &codes);
                }
                (38 | 48 | 58, more) => {
                    // By colons, as ISO 8613-6 has it; an empty place is 0 to the parser.
                    let mut codes = format_compact!("{code}");
                    for part in more {
                        codes.push_str(&format_compact!(":{part}"));
                    }
                    self.set(kind_of_colour(code), &codes);
                }
                (4, [0]) => self.clear(4),
                (4, [shape @ 1..=5, ..]) => self.set(4, &format_compact!("4:{shape}")),
                (code, _) => self.follow_one(code),
            }
        }
    }

    fn follow_one(&mut self, code: u16) {
        match code {
            0 => *self = Self::default(),
            1 => self.bold = true,
            22 => {
                self.bold = false;
                self.clear(2);
            }
            23 => {
                self.clear(3);
                self.clear(20);
            }
            5 | 6 => self.set(5, &format_compact!("{code}")),
            2 | 3 | 4 | 7 | 8 | 9 | 20 | 26 | 53 => self.set(code, &format_compact!("{code}")),
            21 => self.set(4, "21"),
            24 | 25 | 27 | 28 | 29 => self.clear(code - 20),
            10 => self.clear(11),
            11..=19 => self.set(11, &format_compact!("{code}")),
            30..=37 | 90..=97 => self.set(30, &format_compact!("{code}")),
            40..=47 | 100..=107 => self.set(40, &format_compact!("{code}")),
            39 | 49 | 59 => self.clear(code - 9),
            50 => self.clear(26),
            51 | 52 => self.set(51, &format_compact!("{code}")),
            54 => self.clear(51),
            55 => self.clear(53),
            60..=64 => self.set(60, &format_compact!("{code}")),
            65 => self.clear(60),
            73 | 74 => self.set(73, &format_compact!("{code}")),
            75 => self.clear(73),
            _ => {}
        }
    }

    fn set(&mut self, kind: u16, codes: &str) {
        self.clear(kind);
        self.on.push((kind, codes.into()));
    }

    fn clear(&mut self, kind: u16) {
        self.on.retain(|(own, _)| *own != kind);
    }

    /// Writes the sequence that makes this style hold, whatever was before; `font` instead of its
    /// own.
    pub(super) fn select(&self, font: Font, out: &mut String) {
        out.push_str("\u{1b}[0");
        if font.bold {
            out.push_str(";1");
        }
        let is_kept = |kind: u16| kind != ITALIC || font.italic;
        for (_, codes) in self.on.iter().filter(|(kind, _)| is_kept(*kind)) {
            out.push(';');
            out.push_str(codes);
        }
        out.push('m');
    }
}

/// Letters, ground and underline: 38, 48, 58.
const fn kind_of_colour(code: u16) -> u16 {
    code - 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sequences: &[&[&[u16]]], written: &str) {
        let mut style = Style::default();
        for sequence in sequences {
            style.follow(sequence.iter().copied());
        }
        let mut out = String::new();
        style.select(style.font(), &mut out);
        assert_eq!(out, format!("\u{1b}[0{written}m"));
    }

    #[test]
    fn the_later_of_a_kind_holds() {
        check(&[&[&[1], &[31]], &[&[92]]], ";1;92");
        check(&[&[&[1], &[2], &[3]], &[&[22]]], ";3");
        check(&[&[&[41], &[4]], &[&[24]], &[&[49]]], "");
        check(&[&[&[31], &[7]], &[]], "");
        check(&[&[&[31], &[7]], &[&[0], &[9]]], ";9");
    }

    #[test]
    fn colours_are_kept_by_number_and_by_parts() {
        check(&[&[&[38], &[5], &[208], &[1]]], ";1;38;5;208");
        check(&[&[&[48], &[2], &[1], &[2], &[3]]], ";48;2;1;2;3");
        check(&[&[&[38, 2, 0, 1, 2, 3]]], ";38:2:0:1:2:3");
        check(&[&[&[58, 5, 9]], &[&[4, 3]]], ";58:5:9;4:3");
        check(&[&[&[58, 5, 9]], &[&[59]], &[&[4, 0]]], "");
    }

    #[test]
    fn what_is_torn_or_not_known_sets_nothing() {
        check(&[&[&[38], &[5]]], "");
        check(&[&[&[38], &[9], &[1]]], "");
        check(&[&[&[199], &[66]]], "");
    }
}
