//! Lists of places in the text: marks, findings, and orphans. Their
//! lines are made in [`items`](crate::session::items).

use crate::session::command::Command;
use crate::session::keymap::{Keymap, Mode};
use crate::session::review::PlacedFinding;
use crate::session::review::title;
use bayn_doc::Side;
use bayn_doc::{EntryKey, Mark, Severity};
use bayn_text::message::{Key, Separator, Word};
use bayn_text::{Message, label, msg};
use harf::Span;

/// Which list is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// The marks of the whole text.
    Marks,
    /// The findings that nobody dismissed.
    Findings,
    /// The notes of the whole text.
    Notes,
    /// Weak links, worst first.
    Weak,
    /// Entries on words that are gone.
    Lost,
    /// Shared facts, contradictions first.
    Facts,
    /// The names with their spellings.
    Names,
    /// The headings of both texts.
    Contents,
}

impl Panel {
    /// Returns the heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Marks => label!("marks"),
            Self::Findings => label!("findings"),
            Self::Notes => label!("notes"),
            Self::Weak => label!("weak links, worst first"),
            Self::Lost => label!("review entries whose words no longer exist"),
            Self::Facts => label!("in both texts (=), contradictions (\u{2260})"),
            Self::Names => label!("names"),
            Self::Contents => label!("contents"),
        }
    }

    /// Returns the commands for the selected line, with their names here.
    #[must_use]
    pub const fn deeds(self) -> &'static [(&'static [Command], &'static str)] {
        use Command::{
            Accept, DeleteItem, MarkError, NextNamed, Note, PreviousNamed, SetCritical, SetMajor,
            SetMinor, SetNeutral, Suggest,
        };
        const OPEN: &str = label!("opens");
        const DELETE: &str = label!("deletes");
        match self {
            Self::Marks => &[
                (&[Accept], OPEN),
                (&[MarkError], label!("kind")),
                (
                    &[SetNeutral, SetMinor, SetMajor, SetCritical],
                    label!("severity"),
                ),
                (&[Note], label!("note")),
                (&[Suggest], label!("correction")),
                (&[DeleteItem], DELETE),
            ],
            Self::Findings => &[
                (&[Accept], OPEN),
                (&[DeleteItem], label!("dismisses")),
                (&[MarkError], label!("makes a mark")),
            ],
            Self::Weak | Self::Contents => &[(&[Accept], OPEN)],
            Self::Notes => &[
                (&[Accept], OPEN),
                (&[Note], label!("edits")),
                (&[DeleteItem], DELETE),
            ],
            Self::Facts => &[(&[Accept], label!("opens both places"))],
            Self::Names => &[
                (&[Accept], label!("opens the next place")),
                (&[NextNamed, PreviousNamed], label!("further places")),
            ],
            Self::Lost => &[],
        }
    }

    /// Returns the heading with the keys that work in the list.
    #[must_use]
    pub fn heading(self, keymap: &Keymap) -> Message {
        let key = |command: &Command| keymap.shown(Mode::List.keys(*command));
        let deed = |(commands, deed): &(&[Command], &'static str)| {
            let keys: Vec<String> = commands.iter().filter_map(key).collect();
            let deed = Word(deed);
            (!keys.is_empty()).then(|| msg!("{keys} {deed}", keys = Key(keys.join(" ")), deed))
        };
        let deeds = Message::joined(self.deeds().iter().filter_map(deed), Separator::Comma);
        let title = Message::label(self.title());
        if deeds.is_empty() {
            return title;
        }
        Message::joined([title, deeds], Separator::Colon)
    }
}

/// One line of a list, without the number of its pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The index of its bead, if it has one.
    pub bead: Option<usize>,
    /// Its first words.
    pub place: Option<(Side, Span)>,
    /// Its severity.
    pub severity: Option<Severity>,
    /// The line.
    pub text: Message,
    /// Its key.
    pub key: EntryKey,
}

/// Returns the first words of a mark: of the source, else of the target.
#[must_use]
pub fn first_of(mark: &Mark) -> Option<(Side, Span)> {
    Side::BOTH
        .into_iter()
        .find_map(|side| mark.spans[side].first().map(|span| (side, *span)))
}

/// Returns the first words of a finding: of the target, else of the source.
#[must_use]
pub fn place_of(finding: &PlacedFinding) -> Option<(Side, Span)> {
    [Side::Target, Side::Source]
        .into_iter()
        .find_map(|side| finding.spans[side].first().map(|span| (side, *span)))
}

/// Returns a finding in one line: its check and message.
#[must_use]
pub fn describe_finding(finding: &PlacedFinding) -> Message {
    Message::joined(
        [title(&finding.check), finding.message.clone()],
        Separator::Colon,
    )
}

/// Returns words in quotation marks, shortened.
#[must_use]
pub fn quoted(words: &str) -> Message {
    const MOST: usize = 40;
    let clean = one_line(words);
    let short: String = clean.chars().take(MOST).collect();
    let more = if short.len() < clean.len() {
        "\u{2026}"
    } else {
        ""
    };
    msg!("\u{201c}{words}\u{201d}", words = format!("{short}{more}"))
}

/// Returns a text on one line.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
