//! Lists that speak of places in the text: marks, findings, and what lost its place. Their
//! lines are made in [`items`](crate::session::items).

use crate::catalogue::UiLanguage;
use crate::session::chord::show_sequence;
use crate::session::command::Command;
use crate::session::keymap::{Keymap, Mode};
use crate::session::review::PlacedFinding;
use bayn_doc::Side;
use bayn_doc::{EntryKey, Mark, Severity};
use bayn_review::registry;
use harf::Span;

/// Which list is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// The marks of the whole text.
    Marks,
    /// What the checks found and nobody dismissed.
    Findings,
    /// The notes of the whole text.
    Notes,
    /// Links that the aligner is not sure of, worst first.
    Weak,
    /// What was written on words that are gone.
    Lost,
    /// What both texts say, contradictions first.
    Facts,
    /// The names with their spellings.
    Names,
}

impl Panel {
    /// Returns the heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Marks => "marks",
            Self::Findings => "findings",
            Self::Notes => "notes",
            Self::Weak => "weak links, worst first",
            Self::Lost => "written on words that are gone; kept in the review",
            Self::Facts => "both say (=), they contradict (\u{2260}): enter goes to both places",
            Self::Names => "names: enter goes to the next place, ]N and [N go on from there",
        }
    }

    /// Returns what can be done with the chosen line, and what each is called here.
    #[must_use]
    pub const fn deeds(self) -> &'static [(&'static [Command], &'static str)] {
        use Command::{
            Accept, DeleteItem, MarkError, Note, SetCritical, SetMajor, SetMinor, SetNeutral,
            Suggest,
        };
        match self {
            Self::Marks => &[
                (&[Accept], "goes there"),
                (&[MarkError], "kind"),
                (&[SetNeutral, SetMinor, SetMajor, SetCritical], "severity"),
                (&[Note], "note"),
                (&[Suggest], "suggestion"),
                (&[DeleteItem], "deletes"),
            ],
            Self::Findings => &[
                (&[Accept], "goes there"),
                (&[DeleteItem], "dismisses"),
                (&[MarkError], "makes a mark"),
            ],
            Self::Weak => &[(&[Accept], "goes there")],
            Self::Notes => &[
                (&[Accept], "goes there"),
                (&[Note], "changes"),
                (&[DeleteItem], "deletes"),
            ],
            // Their headings say more.
            Self::Lost | Self::Facts | Self::Names => &[],
        }
    }

    /// Returns the heading with the keys that work in the list, in the user's language.
    #[must_use]
    pub fn heading(self, keymap: &Keymap, language: UiLanguage) -> String {
        let title = language.tell(self.title());
        let key = |command: &Command| {
            let keys = keymap.keys_of(Mode::List, *command);
            keys.first().map(|keys| show_sequence(keys))
        };
        let deeds: Vec<String> = self
            .deeds()
            .iter()
            .filter_map(|(commands, word)| {
                let keys: Vec<String> = commands.iter().filter_map(key).collect();
                let word = language.tell(word);
                (!keys.is_empty()).then(|| format!("{} {word}", language.set_off(&keys.join(" "))))
            })
            .collect();
        if deeds.is_empty() {
            return title.into_owned();
        }
        format!("{title}: {}", deeds.join(language.comma()))
    }
}

/// One line of a list, beside the number of its pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The index of its bead, where it has one.
    pub bead: Option<usize>,
    /// The first words it points at.
    pub place: Option<(Side, Span)>,
    /// How bad it is.
    pub severity: Option<Severity>,
    /// The line.
    pub text: String,
    /// What it is kept under.
    pub key: EntryKey,
}

/// Returns the first words a mark points at: of the source, else of the target.
#[must_use]
pub fn first_of(mark: &Mark) -> Option<(Side, Span)> {
    Side::BOTH
        .into_iter()
        .find_map(|side| mark.spans[side].first().map(|span| (side, *span)))
}

/// Returns the first words a finding points at: of the target, else of the source.
#[must_use]
pub fn place_of(finding: &PlacedFinding) -> Option<(Side, Span)> {
    [Side::Target, Side::Source]
        .into_iter()
        .find_map(|side| finding.spans[side].first().map(|span| (side, *span)))
}

/// Returns a finding in one line: its check and why.
#[must_use]
pub fn describe_finding(finding: &PlacedFinding) -> String {
    let title = registry::find(&finding.check).map_or(finding.check.as_str(), |check| check.title);
    format!("{title}: {}", finding.message)
}

/// Returns words in quotation marks, shortened, with their direction kept to themselves.
#[must_use]
pub fn quoted(words: &str) -> String {
    const MOST: usize = 40;
    let clean: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = clean.chars().take(MOST).collect();
    let more = if short.len() < clean.len() {
        "\u{2026}"
    } else {
        ""
    };
    format!("\u{201c}\u{2068}{short}{more}\u{2069}\u{201d}")
}
