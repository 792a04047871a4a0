//! What the palette offers for what was typed: commands, settings, their values.

use crate::catalogue::UiLanguage;
use crate::session::applied::current;
use crate::session::command::{Command, Group, Kind};
use crate::session::home::Home;
use crate::session::setting::{Setting, Values, known_theme};
use crate::session::state::State;

/// What the palette offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// To run a command.
    Command(Command),
    /// To set a value.
    Set(Setting, String),
    /// To ask for a value.
    Ask(Setting),
}

impl Offer {
    /// Returns the offer as the palette shows it: its name, with the value, and its sentence.
    #[must_use]
    pub fn described(&self, state: &State) -> (String, &'static str) {
        match self {
            Self::Command(command) => (command.name().to_owned(), command.sentence()),
            Self::Set(setting, value) => {
                (format!("{} = {value}", setting.name()), setting.sentence())
            }
            Self::Ask(setting) => {
                let value = current(state, *setting);
                (format!("{} = {value}", setting.name()), setting.sentence())
            }
        }
    }
}

/// Returns what the palette offers for what was typed, best first: commands, then settings.
/// `name = value` and `name value` offer values.
#[must_use]
pub fn offers(home: &Home, query: &str) -> Vec<Offer> {
    let typed = query.trim();
    let (name, value) = typed
        .split_once(['=', ' '])
        .map_or((typed, ""), |(name, value)| (name.trim(), value));
    let value = value.trim_start_matches(['=', ' ']).trim();
    let is_setting = query.contains('=') || Setting::by_name(name).is_some();
    let mut found = Vec::new();
    if is_setting {
        let settings = Setting::ALL.iter().copied();
        for setting in settings.filter(|setting| setting.name().starts_with(name)) {
            found.extend(values(home, setting, name, value));
        }
    }
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let (named, said): (Vec<_>, Vec<_>) = commands(typed, home.language)
        .into_iter()
        .partition(|(rank, _)| *rank < BY_SENTENCE);
    let settings = Setting::ALL.iter().copied().filter(|_| !is_setting);
    let settings = settings.filter(|setting| {
        let told = home.language.word(setting.sentence());
        words.iter().all(|word| {
            setting.name().contains(word.as_str()) || tells(setting.sentence(), told, word)
        })
    });
    // Matches of the name come before matches of the sentence.
    let (called, other): (Vec<Setting>, Vec<Setting>) = settings.partition(|setting| {
        words
            .first()
            .is_some_and(|word| setting.name().starts_with(word))
    });
    found.extend(
        named
            .into_iter()
            .map(|(_, command)| Offer::Command(command)),
    );
    found.extend(called.into_iter().map(Offer::Ask));
    found.extend(said.into_iter().map(|(_, command)| Offer::Command(command)));
    found.extend(other.into_iter().map(Offer::Ask));
    found
}

/// The rank of a command that is found only by its sentence.
const BY_SENTENCE: usize = 4;

/// Returns whether a sentence matches what is typed, in English or in the user's
/// language. `the` and similar words are in every sentence and are ignored.
fn tells(english: &str, told: &str, word: &str) -> bool {
    if bayn_text::function_words::contains("en", word) {
        return false;
    }
    let spoken = word.replace('_', " ");
    // In Arabic the article is one word with its noun.
    if told != english && told.contains(spoken.as_str()) {
        return true;
    }
    let english = english.to_lowercase();
    let starts = |at: usize| !english[..at].ends_with(char::is_alphanumeric);
    english.match_indices(&spoken).any(|(at, _)| starts(at))
}

/// The values of a setting that begin as typed; one that was typed completely comes first. If
/// none fits, what was typed is offered anyway, to show why it is invalid.
fn values(home: &Home, setting: Setting, name: &str, typed: &str) -> Vec<Offer> {
    let words: Vec<String> = match setting {
        Setting::Theme => std::iter::once("auto".to_owned())
            .chain(home.themes.iter().cloned())
            .collect(),
        _ => setting
            .values()
            .words()
            .iter()
            .map(|w| (*w).to_owned())
            .collect(),
    };
    let mut found: Vec<Offer> = words
        .iter()
        .filter(|word| word.starts_with(typed))
        .map(|word| Offer::Set(setting, word.clone()))
        .collect();
    let free = !matches!(setting.values(), Values::Choice(_) | Values::Switch);
    let whole = !typed.is_empty() && !words.iter().any(|word| word == typed);
    let fits = free && accepted(home, setting, typed).is_ok();
    if whole && (fits || (found.is_empty() && setting.name() == name)) {
        found.insert(0, Offer::Set(setting, typed.to_owned()));
    }
    if found.is_empty() {
        found.push(Offer::Ask(setting));
    }
    found
}

/// Returns `given` in the stored form of a setting: an allowed value, or an existing theme.
pub(super) fn accepted(
    home: &Home,
    setting: Setting,
    given: &str,
) -> Result<String, bayn_text::Message> {
    let value = setting.accept(given)?;
    if setting == Setting::Theme {
        known_theme(&value, home.themes.iter().map(String::as_str))?;
    }
    Ok(value)
}

/// Returns the commands that match what was typed, best first: by name, by sentence, in
/// English or in the user's language.
fn commands(query: &str, language: UiLanguage) -> Vec<(usize, Command)> {
    let words: Vec<String> = query
        .split_whitespace()
        .map(|word| word.to_lowercase().replace('-', "_"))
        .collect();
    let mut found: Vec<(usize, Command)> = Command::ALL
        .iter()
        .copied()
        .filter(|command| command.group() != Group::Prompt)
        .filter(|command| !matches!(command.kind(), Kind::Judge(_)))
        .filter_map(|command| {
            let told = language.word(command.sentence());
            let all = words.iter().all(|word| {
                command.name().contains(word.as_str()) || tells(command.sentence(), told, word)
            });
            let rank = match words.first() {
                Some(word) if command.name() == word => 0,
                Some(word) if command.name().starts_with(word.as_str()) => 1,
                Some(word) if command.name().contains(&format!("_{word}")) => 2,
                Some(word) if command.name().contains(word.as_str()) => 3,
                _ => BY_SENTENCE,
            };
            all.then_some((rank, command))
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found
}
