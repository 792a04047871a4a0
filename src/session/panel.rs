//! Lists that speak of places in the text: marks, findings, and what lost its place.

use crate::catalogue::Tongue;
use crate::session::chord::show_sequence;
use crate::session::command::Command;
use crate::session::comparison;
use crate::session::keymap::{Keymap, Mode};
use crate::session::link;
use crate::session::review::PlacedFinding;
use crate::session::state::State;
use bayn_doc::{Bead, Entry, EntryKey, Mark, MarkId, Severity};
use bayn_doc::{Side, Sides};
use bayn_review::{mqm, registry};
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
    pub fn heading(self, keymap: &Keymap, tongue: Tongue) -> String {
        let title = tongue.say(self.title());
        let key = |command: &Command| {
            let keys = keymap.keys_of(Mode::List, *command);
            keys.first().map(|keys| show_sequence(keys))
        };
        let deeds: Vec<String> = self
            .deeds()
            .iter()
            .filter_map(|(commands, word)| {
                let keys: Vec<String> = commands.iter().filter_map(key).collect();
                let word = tongue.say(word);
                (!keys.is_empty()).then(|| format!("{} {word}", tongue.set_off(&keys.join(" "))))
            })
            .collect();
        if deeds.is_empty() {
            return title.into_owned();
        }
        format!("{title}: {}", deeds.join(tongue.comma()))
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

/// Returns the lines of a list, in the order of the text.
#[must_use]
pub fn items(state: &State, panel: Panel) -> Vec<Item> {
    match panel {
        Panel::Marks => marks(state)
            .into_iter()
            .filter(|(bead, ..)| state.review.sieve.passes(*bead))
            .map(|(bead, place, id, mark)| Item {
                bead: Some(bead),
                place,
                severity: Some(mark.severity),
                text: describe(state, mark),
                key: EntryKey::Mark(id),
            })
            .collect(),
        Panel::Notes => notes(state),
        Panel::Facts => comparison::facts(state),
        Panel::Names => comparison::names(state),
        Panel::Findings => findings(state)
            .into_iter()
            .map(|(bead, finding)| Item {
                bead: Some(bead),
                place: place_of(finding),
                severity: Some(finding.severity),
                text: with_words(state, finding),
                key: EntryKey::Dismissal(finding.key.clone()),
            })
            .collect(),
        Panel::Weak => link::weak(&state.bitext)
            .into_iter()
            .filter_map(|at| {
                let bead = state.bitext.beads.get(at)?;
                Some(Item {
                    bead: Some(at),
                    place: None,
                    severity: None,
                    text: weak_line(state, at, bead),
                    key: EntryKey::Verdict(bead.id),
                })
            })
            .collect(),
        Panel::Lost => state
            .review
            .orphans
            .iter()
            .map(|orphan| Item {
                bead: None,
                place: None,
                severity: None,
                text: lost(&orphan.entry, &orphan.quotes),
                key: orphan.entry.key(),
            })
            .collect(),
    }
}

/// Returns the findings that nobody dismissed, of the pairs that the filter lets pass, each
/// with the index of its bead, in the order of the beads.
#[must_use]
pub fn findings(state: &State) -> Vec<(usize, &PlacedFinding)> {
    if state.findings.list.as_ref().is_none_or(Vec::is_empty) {
        return Vec::new();
    }
    let places = state.bitext.places();
    state
        .findings
        .open(&state.review.notes)
        .filter_map(|finding| Some((*places.get(&finding.bead)?, finding)))
        .filter(|(bead, _)| state.review.sieve.passes(*bead))
        .collect()
}

/// Where a mark stands: the index of its bead, its first words, its name and itself.
type Placed<'a> = (usize, Option<(Side, Span)>, MarkId, &'a Mark);

/// Returns the marks that stand somewhere, in the order of the text.
#[must_use]
pub fn marks(state: &State) -> Vec<Placed<'_>> {
    let places = state.bitext.places();
    let mut marks: Vec<Placed<'_>> = state
        .review
        .notes
        .marks()
        .filter_map(|(id, mark)| Some((*places.get(&mark.bead)?, first_of(mark), id, mark)))
        .collect();
    marks.sort_by_key(|(bead, place, id, _)| (*bead, *place, *id));
    marks
}

fn notes(state: &State) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for (at, bead) in state.bitext.beads.iter().enumerate() {
        if !state.review.sieve.passes(at) {
            continue;
        }
        for (id, note) in state.review.notes.notes_of(bead.id) {
            let spans = Side::BOTH
                .into_iter()
                .flat_map(|side| note.spans[side].iter().map(move |span| (side, *span)));
            let mut text = format!("\u{2068}{}\u{2069}", note.text);
            for (side, span) in spans.clone() {
                let words = span.of(&state.bitext.documents[side].text);
                text.push_str(&format!("  {}", quoted(words)));
            }
            if !note.author.is_empty() && note.author != state.review.rater {
                text.push_str(&format!("  ({})", note.author));
            }
            items.push(Item {
                bead: Some(at),
                place: spans.into_iter().next(),
                severity: None,
                text,
                key: EntryKey::Note(id),
            });
        }
    }
    items
}

/// Returns the first words a mark points at: of the source, else of the target.
#[must_use]
pub fn first_of(mark: &Mark) -> Option<(Side, Span)> {
    Side::BOTH
        .into_iter()
        .find_map(|side| mark.spans[side].first().map(|span| (side, *span)))
}

/// Returns a mark in one line: severity, category, words, note.
#[must_use]
pub fn describe(state: &State, mark: &Mark) -> String {
    let category =
        mqm::find(&mark.category).map_or_else(|| mark.category.clone(), mqm::Category::path);
    let mut text = mark.severity.name().to_owned();
    if !category.is_empty() {
        text.push_str(&format!(" {category}"));
    }
    if mark.is_missing() && matches!(mark.category.as_str(), "" | "omission") {
        text.push_str("  [missing]");
    }
    for side in Side::BOTH {
        for span in &mark.spans[side] {
            let words = span.of(&state.bitext.documents[side].text);
            text.push_str(&format!("  {}", quoted(words)));
        }
    }
    if !mark.suggestion.is_empty() {
        text.push_str(&format!("  \u{2192} {}", quoted(&mark.suggestion)));
    }
    if !mark.note.is_empty() {
        text.push_str(&format!("  \u{2068}{}\u{2069}", mark.note));
    }
    text
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

/// Returns the same with the words it points at.
fn with_words(state: &State, finding: &PlacedFinding) -> String {
    let mut text = describe_finding(finding);
    for side in Side::BOTH {
        for span in &finding.spans[side] {
            let words = span.of(&state.bitext.documents[side].text);
            // Marks and spaces are seen better in the text itself.
            if words.chars().any(char::is_alphanumeric) {
                text.push_str(&format!("  {}", quoted(words)));
            }
        }
    }
    text
}

/// A weak link in one line: how sure, its shape, and how both sides begin.
fn weak_line(state: &State, at: usize, bead: &Bead) -> String {
    let sides = Side::BOTH.map(|side| match state.text_of(at, side) {
        "" => "\u{2205}".to_owned(),
        words => quoted(words),
    });
    format!(
        ".{:02}  {}  {}",
        link::percent(bead),
        link::shape(bead),
        sides.join("  ")
    )
}

fn lost(entry: &Entry, quotes: &Sides<Vec<String>>) -> String {
    let mut text = match entry {
        Entry::Mark(_, mark) => {
            format!("{} {}: {}", mark.severity.name(), mark.category, mark.note)
        }
        Entry::Note(_, note) => format!("note: \u{2068}{}\u{2069}", note.text),
        Entry::Verdict(..) => "verdict".to_owned(),
        Entry::Rating(_, rater, rating) => format!("score {} by {rater}", rating.value),
        Entry::Dismissal(..) => "dismissed finding".to_owned(),
    };
    for quote in quotes.source.iter().chain(&quotes.target) {
        text.push_str(&format!("  {}", quoted(quote)));
    }
    text
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
