//! An index of a large TMX file: the start of every unit, without parsing its content.
//!
//! The file stays as bytes; the index takes eight bytes per unit. A unit is parsed when it is
//! requested. So a memory of a million units opens at the speed of a search for `<tu>`.

use super::read::read_unit;
use super::sides::Sides;
use crate::FormatError;
use crate::corpus::{Corpus, LangIndex};
use crate::xml::{Item, Puller};
use bayn_text::Lang;
use bayn_text::Message;
use bayn_text::msg;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::ops::Range;

/// Where the units of a TMX file are.
#[derive(Clone, Debug, Default)]
pub struct TmxIndex {
    starts: Vec<u32>,
    /// The upper halves of starts: `(unit, high)` from that unit on.
    highs: Vec<(usize, u32)>,
    source: Option<Lang>,
}

impl TmxIndex {
    /// Finds the units of `text` up to `limit` of them.
    ///
    /// # Errors
    /// If the markup is broken before that many units were found.
    pub fn new(text: &str, limit: usize) -> Result<Self, FormatError> {
        let mut index = Self::default();
        let mut reader = Reader::from_str(text);
        let mut depth = 0_usize;
        let mut high = 0;
        while index.starts.len() < limit {
            let at = reader.buffer_position();
            let event = reader.read_event().map_err(|error| {
                let place = usize::try_from(reader.error_position()).unwrap_or(0);
                FormatError::at(
                    text,
                    place,
                    msg!("XML 1.0, well-formedness"),
                    Message::library(error),
                )
            })?;
            match event {
                Event::Start(tag) => {
                    depth += 1;
                    match tag.name().as_ref() {
                        "tu" => index.push(at, &mut high),
                        "header" => index.source = source_of(&tag),
                        _ => {}
                    }
                }
                Event::Empty(tag) if tag.name().as_ref() == "header" => {
                    index.source = source_of(&tag);
                }
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Eof if depth > 0 => {
                    return Err(FormatError::at(
                        text,
                        text.len(),
                        msg!("XML 1.0, well-formedness"),
                        msg!("the file ends inside {depth} open elements", depth),
                    )
                    .remedy(msg!("the file is incomplete: download or export it again")));
                }
                Event::Eof => break,
                _ => {}
            }
        }
        Ok(index)
    }

    fn push(&mut self, at: u64, high: &mut u32) {
        let upper = u32::try_from(at >> 32).unwrap_or(u32::MAX);
        if upper != *high {
            *high = upper;
            self.highs.push((self.starts.len(), upper));
        }
        self.starts
            .push(u32::try_from(at & 0xFFFF_FFFF).unwrap_or(0));
    }

    /// Returns the number of units.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Returns whether there is no unit.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Returns the source language that the header names.
    #[must_use]
    pub const fn source(&self) -> Option<&Lang> {
        self.source.as_ref()
    }

    /// Returns the byte offset of a unit in the text that was indexed.
    #[must_use]
    pub fn offset(&self, unit: usize) -> Option<u64> {
        let low = u64::from(*self.starts.get(unit)?);
        let high = self
            .highs
            .iter()
            .rev()
            .find(|(from, _)| *from <= unit)
            .map_or(0, |(_, high)| u64::from(*high));
        Some(high << 32 | low)
    }

    /// Reads units into a corpus, to which their languages are added. In a file of one language
    /// the first units show whether the order of their texts distinguishes the sides.
    ///
    /// # Errors
    /// If a unit breaks a rule of TMX.
    pub fn read(
        &self,
        text: &str,
        units: Range<usize>,
        corpus: &mut Corpus,
    ) -> Result<(), FormatError> {
        let mut sides = Sides::of(corpus);
        let mut langs = LangIndex::of(corpus);
        for at in units.start..units.end.min(self.len()) {
            let start = self.offset(at).map(usize::try_from);
            let Some(Ok(start)) = start else {
                continue;
            };
            let mut puller = Puller::new(text.get(start..).unwrap_or(""));
            let Item::Start(element) = puller.next()? else {
                continue;
            };
            let tree = puller.subtree(element)?;
            let into = (&mut *corpus, &mut langs);
            let unit = read_unit(&tree, into, self.source(), &mut sides);
            corpus.units.push(unit);
        }
        sides.decide(corpus, &mut langs);
        Ok(())
    }
}

fn source_of(tag: &quick_xml::events::BytesStart<'_>) -> Option<Lang> {
    let attr = tag.try_get_attribute("srclang").ok().flatten()?;
    (!attr.value.eq_ignore_ascii_case("*all*")).then(|| Lang::new(&attr.value))
}
