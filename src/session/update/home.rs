//! Settings, looks, hiding and revealing, pages: what the user makes of the reader.

use crate::session::Prompt;
use crate::session::command::Command;
use crate::session::event::{Effect, Message};
use crate::session::setting::{Origin, Setting, Values, known_theme};
use crate::session::sheet::{Sheet, lines};
use crate::session::state::{Ask, Cursor, Digits, Focus, Layout, Revealed, State};
use crate::session::update::{prompt, review};
use bayn_doc::Side;

/// The widths of text that one key goes through.
const MEASURES: [u16; 5] = [0, 90, 75, 60, 45];

/// Runs a command of the groups Looks and Learning, or one that opens a page.
pub(super) fn run(state: &mut State, command: Command) -> Vec<Effect> {
    let view = &state.view;
    match command {
        Command::NextTheme => {
            let now = state.home.settings.get(Setting::Theme);
            let at = state.home.themes.iter().position(|theme| theme == now);
            let next = at.map_or(0, |at| (at + 1) % state.home.themes.len().max(1));
            let Some(theme) = state.home.themes.get(next).cloned() else {
                return Vec::new();
            };
            return put(state, Setting::Theme, &theme);
        }
        Command::NextSpacing => {
            let next = (view.spacing + 1) % 3;
            return put(state, Setting::LineSpacing, &next.to_string());
        }
        Command::NextMeasure => {
            let at = MEASURES.iter().position(|measure| *measure == view.measure);
            let next = MEASURES[at.map_or(0, |at| (at + 1) % MEASURES.len())];
            return put(state, Setting::Measure, &next.to_string());
        }
        Command::ToggleJustified => {
            let next = if view.justified {
                "ragged"
            } else {
                "justified"
            };
            return put(state, Setting::Align, next);
        }
        Command::ToggleZen => {
            let next = (!view.zen).to_string();
            return put(state, Setting::Zen, &next);
        }
        Command::NextHidden => {
            let next = match view.hidden {
                None => "target",
                Some(Side::Target) => "source",
                Some(Side::Source) => "none",
            };
            return put(state, Setting::Hide, next);
        }
        Command::Reveal => reveal(state),
        Command::RevealWord => reveal_word(state),
        Command::Statistics => open(state, Sheet::Statistics),
        Command::ListSettings => open(state, Sheet::Settings),
        Command::ListFaults => open(state, Sheet::Faults),
        Command::ListRecent => open(state, Sheet::Recent),
        Command::ReadAgain => return vec![Effect::ReadAgain],
        Command::ReloadSettings => return vec![Effect::Reload],
        _ => {}
    }
    Vec::new()
}

fn open(state: &mut State, sheet: Sheet) {
    if lines(state, sheet).is_empty() {
        state.message = Some(Message::good(match sheet {
            Sheet::Faults => "the files of settings have no mistakes",
            _ => "there is nothing to list",
        }));
        return;
    }
    state.focus.push(Focus::Sheet(sheet, 0));
}

/// Takes the chosen line of a page.
pub(super) fn accept(state: &mut State, sheet: Sheet, at: usize) -> Vec<Effect> {
    match sheet {
        Sheet::Settings => {
            if let Some(setting) = Setting::ALL.get(at) {
                ask(state, *setting);
            }
            Vec::new()
        }
        Sheet::Recent => vec![Effect::Open(at)],
        Sheet::Statistics | Sheet::Faults => Vec::new(),
    }
}

/// Goes up or down in a page.
pub(super) fn list(state: &mut State, rows: isize, shown: usize) {
    let Some(&Focus::Sheet(sheet, _)) = state.focus.last() else {
        return;
    };
    let length = lines(state, sheet).len();
    let most = if sheet.has_choice() {
        length.saturating_sub(1)
    } else {
        length.saturating_sub(shown)
    };
    if let Some(Focus::Sheet(_, at)) = state.focus.last_mut() {
        *at = at.saturating_add_signed(rows).min(most);
    }
}

/// Opens the palette on a setting.
pub(super) fn ask(state: &mut State, setting: Setting) {
    let prompt = Prompt::new(&format!("{} = ", setting.name()));
    state.focus.push(Focus::Palette(prompt, 0));
}

/// Sets a value, as the palette or a key asks for it.
pub(super) fn put(state: &mut State, setting: Setting, value: &str) -> Vec<Effect> {
    let value = match accepted(state, setting, value) {
        Ok(value) => value,
        Err(remedy) => {
            state.message = Some(Message::bad(format!(
                "`{}` cannot be `{value}`; {remedy}",
                setting.name()
            )));
            return Vec::new();
        }
    };
    state
        .home
        .settings
        .set(setting, value.clone(), Origin::Session);
    apply(state, setting);
    state.message = Some(Message::good(format!("{} = {value}", setting.name())));
    vec![Effect::Set(setting, value)]
}

/// Returns `given` as a setting keeps it: what the setting allows, and a theme that is there.
fn accepted(state: &State, setting: Setting, given: &str) -> Result<String, String> {
    let value = setting.accept(given)?;
    if setting == Setting::Theme {
        known_theme(&value, state.home.themes.iter().map(String::as_str))?;
    }
    Ok(value)
}

/// Lets a setting have its effect on the view; what is the loop's it does by itself.
pub(super) fn apply(state: &mut State, setting: Setting) {
    let settings = &state.home.settings;
    let (value, number, flag) = (
        settings.get(setting),
        settings.number(setting),
        settings.flag(setting),
    );
    let view = &mut state.view;
    match setting {
        Setting::Layout => {
            view.layout = match value {
                "columns" => Layout::Columns,
                "stacked" => Layout::Stacked,
                "interlinear" => Layout::Interlinear,
                "source" => Layout::SourceOnly,
                "target" => Layout::TargetOnly,
                _ => Layout::Auto,
            };
            match view.layout {
                Layout::SourceOnly => state.cursor.side = Side::Source,
                Layout::TargetOnly => state.cursor.side = Side::Target,
                _ => {}
            }
            state.cursor.caret = None;
        }
        Setting::Swapped => view.swapped = flag,
        Setting::LineSpacing => view.spacing = number,
        Setting::Measure => view.measure = number,
        Setting::Align => view.justified = value == "justified",
        Setting::Zen => view.zen = flag,
        Setting::Hide => {
            view.hidden = match value {
                "source" => Some(Side::Source),
                "target" => Some(Side::Target),
                _ => None,
            };
            view.revealed = None;
        }
        Setting::Digits => {
            view.digits = match value {
                "western" => Digits::Western,
                "arabic" => Digits::ArabicIndic,
                _ => Digits::AsWritten,
            };
        }
        Setting::Invisibles => view.invisibles = flag,
        Setting::Advance => state.review.advance = flag,
        _ => {}
    }
}

/// Returns the value that holds now; what keys change is asked of the view.
#[must_use]
pub fn current(state: &State, setting: Setting) -> String {
    let view = &state.view;
    let word = match setting {
        Setting::Layout => match view.layout {
            Layout::Auto => "auto",
            Layout::Columns => "columns",
            Layout::Stacked => "stacked",
            Layout::Interlinear => "interlinear",
            Layout::SourceOnly => "source",
            Layout::TargetOnly => "target",
        },
        Setting::Digits => match view.digits {
            Digits::AsWritten => "written",
            Digits::Western => "western",
            Digits::ArabicIndic => "arabic",
        },
        Setting::Swapped => return view.swapped.to_string(),
        Setting::Invisibles => return view.invisibles.to_string(),
        Setting::Advance => return state.review.advance.to_string(),
        _ => state.home.settings.get(setting),
    };
    word.to_owned()
}

impl State {
    /// Takes the user's settings, when a session begins.
    pub fn settle_home(&mut self) {
        for setting in Setting::ALL {
            if self.home.settings.origin(*setting) != Origin::Default {
                apply(self, *setting);
            }
        }
    }

    /// Takes settings whose values changed in their file; what else was set stays.
    pub fn take_settings(&mut self, changed: &[(Setting, String, Origin)]) {
        for (setting, value, origin) in changed {
            self.home
                .settings
                .set(*setting, value.clone(), origin.clone());
            apply(self, *setting);
        }
    }

    /// Takes over from the session of an earlier version of the same texts: the view, the
    /// place, the bookmarks, the search. Places are found again by their sentence.
    pub fn take_over(&mut self, before: Self) {
        let place = |bead: usize| self.place_of(&before, bead);
        let marks = before
            .marks
            .iter()
            .map(|(&name, &bead)| (name, place(bead)));
        let jumps = before.jumps.list.iter().map(|jump| Cursor {
            bead: place(jump.bead),
            caret: None,
            ..*jump
        });
        let jumps = jumps.collect();
        let marks = marks.collect();
        let (bead, top) = (
            place(before.cursor.bead),
            before.view.top.map(|top| crate::session::Anchor {
                bead: place(top.bead),
                row: top.row,
            }),
        );
        self.marks = marks;
        self.jumps.list = jumps;
        self.jumps.at = before.jumps.at;
        self.cursor.bead = bead;
        self.cursor.side = before.cursor.side;
        self.cursor.caret = self.caret_of(&before);
        self.link.on = before.link.on && self.review.read_only.is_none();
        self.words.lit = before.words.lit;
        self.view = before.view;
        self.view.top = top;
        self.review.advance = before.review.advance;
        self.home = before.home;
        self.search.history = before.search.history;
        if !before.search.query.is_empty() {
            super::search::preview(self, &before.search.query);
            self.cursor.bead = bead;
        }
    }

    /// Returns where the caret of an earlier version stands now, if its pair's text is the same.
    fn caret_of(&self, before: &Self) -> Option<usize> {
        let (old, side) = (before.cursor.bead, before.cursor.side);
        let begin = |state: &Self, at: usize| {
            let bead = state.bitext.beads.get(at)?;
            let span = state.bitext.documents[side].span_of(&bead.sentences[side])?;
            Some(span.start)
        };
        let same = before.text_of(old, side) == self.text_of(self.cursor.bead, side);
        let offset = before.cursor.caret?.checked_sub(begin(before, old)?)?;
        let caret = begin(self, self.cursor.bead)? + offset;
        same.then_some(caret)
    }

    /// Returns the bead that stands for a bead of an earlier version: the one with the same
    /// sentence on either side, the nearest by number; else the one at the same share.
    fn place_of(&self, before: &Self, bead: usize) -> usize {
        /// How far back a sentence that did not change is looked for.
        const FAR: usize = 20;
        let sides = [before.cursor.side, before.cursor.side.other()];
        for back in 0..=FAR.min(bead) {
            for side in sides {
                let wanted = before.text_of(bead - back, side);
                let same = (0..self.bitext.beads.len())
                    .filter(|&at| !wanted.is_empty() && self.text_of(at, side) == wanted)
                    .min_by_key(|at| at.abs_diff(bead - back));
                if let Some(same) = same {
                    return (same + back).min(self.last_bead());
                }
            }
        }
        let total = before.bitext.beads.len().max(1);
        (bead * self.bitext.beads.len() / total).min(self.last_bead())
    }

    /// Returns the byte of a hidden side's document from which a bead's letters are hidden;
    /// none when all of them are shown.
    #[must_use]
    pub fn hidden_from(&self, bead: usize, side: Side) -> Option<usize> {
        if self.view.hidden != Some(side) {
            return None;
        }
        let document = &self.bitext.documents[side];
        let span = document.span_of(&self.bitext.beads.get(bead)?.sentences[side])?;
        match self.view.revealed {
            Some(Revealed { bead: at, words }) if at == bead => {
                let mut all = bayn_text::words(span.of(&document.text));
                let next = all.nth(words?)?;
                Some(span.start + next.start)
            }
            _ => Some(span.start),
        }
    }
}

fn reveal(state: &mut State) {
    let bead = state.cursor.bead;
    if state.view.hidden.is_none() {
        state.message = Some(Message::bad("nothing is hidden; th hides the translation"));
        return;
    }
    let open = state
        .view
        .revealed
        .is_some_and(|shown| shown.words.is_none());
    state.view.revealed = (!open).then_some(Revealed { bead, words: None });
}

fn reveal_word(state: &mut State) {
    let bead = state.cursor.bead;
    if state.view.hidden.is_none() {
        state.message = Some(Message::bad("nothing is hidden; th hides the translation"));
        return;
    }
    let words = match state.view.revealed {
        Some(Revealed { words: None, .. }) => return,
        Some(Revealed { words: Some(n), .. }) => n + 1,
        None => 1,
    };
    state.view.revealed = Some(Revealed {
        bead,
        words: Some(words),
    });
}

/// Hides again what was revealed of a pair that the reader has left.
pub(super) fn hide_again(state: &mut State) {
    let here = state.cursor.bead;
    state.view.revealed = state.view.revealed.filter(|shown| shown.bead == here);
}

/// Takes a line being typed to the editor; it comes back by `Event::Edited`.
pub(super) fn to_editor(state: &mut State) -> Vec<Effect> {
    match state.focus.pop() {
        Some(Focus::Line(ask, prompt)) => vec![Effect::Edit(ask, prompt.text().to_owned())],
        Some(other) => {
            state.focus.push(other);
            state.message = Some(Message::bad("only notes and reasons go to the editor"));
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Opens the editor on the note of the current pair.
pub(super) fn long_note(state: &mut State) -> Vec<Effect> {
    let depth = state.focus.len();
    let spans = state.selection.take();
    review::ask_note(state, spans.map(|found| found.spans()).unwrap_or_default());
    if state.focus.len() > depth {
        to_editor(state)
    } else {
        Vec::new()
    }
}

/// Takes what the editor gave back; none leaves everything as it was.
pub(super) fn edited(state: &mut State, ask: Ask, text: Option<&str>) -> Vec<Effect> {
    match text {
        Some(text) => review::answer(state, ask, text),
        None => Vec::new(),
    }
}

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
pub fn offers(state: &State, query: &str) -> Vec<Offer> {
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
            found.extend(values(state, setting, name, value));
        }
    }
    let commands = prompt::commands(typed, state.home.tongue);
    found.extend(commands.into_iter().map(Offer::Command));
    if !is_setting {
        let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
        found.extend(
            Setting::ALL
                .iter()
                .filter(|setting| {
                    let english = setting.sentence();
                    let text = format!("{} {english}", setting.name()).to_lowercase();
                    let said = state.home.tongue.say(english);
                    words
                        .iter()
                        .all(|word| text.contains(word.as_str()) || said.contains(word.as_str()))
                })
                .map(|setting| Offer::Ask(*setting)),
        );
    }
    found
}

/// The values of a setting that begin as typed; one that was typed whole comes first. Where
/// none fits, what was typed is offered all the same, to be told why it cannot be.
fn values(state: &State, setting: Setting, name: &str, typed: &str) -> Vec<Offer> {
    let words: Vec<String> = match setting {
        Setting::Theme => std::iter::once("auto".to_owned())
            .chain(state.home.themes.iter().cloned())
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
    let free = !matches!(setting.values(), Values::Choice(_) | Values::Flag);
    let whole = !typed.is_empty() && !words.iter().any(|word| word == typed);
    let fits = free && accepted(state, setting, typed).is_ok();
    if whole && (fits || (found.is_empty() && setting.name() == name)) {
        found.insert(0, Offer::Set(setting, typed.to_owned()));
    }
    if found.is_empty() {
        found.push(Offer::Ask(setting));
    }
    found
}

/// Takes an offer of the palette that is no command.
pub(super) fn take(state: &mut State, offer: Offer) -> Vec<Effect> {
    match offer {
        Offer::Set(setting, value) => return put(state, setting, &value),
        Offer::Ask(setting) => {
            ask(state, setting);
            let values = setting.values().describe();
            state.message = Some(Message::good(values));
        }
        Offer::Command(_) => {}
    }
    Vec::new()
}
