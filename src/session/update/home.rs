//! Settings, appearance, hiding and revealing, pages.

use crate::session::Prompt;
use crate::session::applied::apply;
use crate::session::command::Command;
use crate::session::command::kind::{Learn, Look, Program};
use crate::session::cursor::Cursor;
use crate::session::event::{Effect, OutForm, Step};
use crate::session::focus::Focus;
use crate::session::info_page::InfoPage;
use crate::session::info_page_lines::lines;
use crate::session::list_filter::ListFilter;
use crate::session::listing::shown_lines;
use crate::session::notice::Notice;
use crate::session::reading::Reading;
use crate::session::setting::{Origin, Setting};
use crate::session::state::State;
use crate::session::texts::Texts;
use crate::session::ui::Ui;
use crate::session::update::palette::{Offer, accepted};
use crate::session::view::Revealed;
use bayn_doc::Side;
use bayn_text::msg;

/// The text widths through which one key cycles.
const MEASURES: [u16; 5] = [0, 90, 75, 60, 45];

/// Runs a command about appearance and comfort.
pub(super) fn look(state: &mut State, command: Look) -> Vec<Effect> {
    let view = &state.reading.view;
    match command {
        Look::NextTheme => {
            let now = state.home.settings.get(Setting::Theme);
            let at = state.home.themes.iter().position(|theme| theme == now);
            let next = at.map_or(0, |at| (at + 1) % state.home.themes.len().max(1));
            let Some(theme) = state.home.themes.get(next).cloned() else {
                return Vec::new();
            };
            set_value(state, Setting::Theme, &theme)
        }
        Look::NextSpacing => {
            let next = (view.spacing + 1) % 3;
            set_value(state, Setting::LineSpacing, &next.to_string())
        }
        Look::NextMeasure => {
            let at = MEASURES.iter().position(|measure| *measure == view.measure);
            let next = MEASURES[at.map_or(0, |at| (at + 1) % MEASURES.len())];
            set_value(state, Setting::Measure, &next.to_string())
        }
        Look::ToggleJustified => {
            let next = if view.justified {
                "ragged"
            } else {
                "justified"
            };
            set_value(state, Setting::Align, next)
        }
        Look::ToggleZen => {
            let next = (!view.zen).to_string();
            set_value(state, Setting::Zen, &next)
        }
    }
}

/// Runs a command that hides or reveals.
pub(super) fn learn(state: &mut State, command: Learn) -> Vec<Effect> {
    let view = &state.reading.view;
    match command {
        Learn::NextHidden => {
            let next = match view.hidden {
                None => "target",
                Some(Side::Target) => "source",
                Some(Side::Source) => "none",
            };
            set_value(state, Setting::Hide, next)
        }
        Learn::Reveal => {
            reveal(&mut state.reading, &mut state.ui);
            Vec::new()
        }
        Learn::RevealWord => {
            reveal_word(&mut state.reading, &mut state.ui);
            Vec::new()
        }
    }
}

/// Runs a command about the program itself.
pub(super) fn program(state: &mut State, command: Program) -> Vec<Effect> {
    match command {
        Program::Help => state.ui.focus.push(Focus::Help {
            filter: Prompt::default(),
            typing: false,
            first: 0,
        }),
        Program::Palette => state.ui.focus.push(Focus::Palette(Prompt::default(), 0)),
        Program::Statistics => open(state, InfoPage::Statistics),
        Program::Score => open(state, InfoPage::Score),
        Program::Report => return vec![Effect::WriteOut(OutForm::Report, String::new())],
        Program::Export => return vec![Effect::WriteOut(OutForm::Export, String::new())],
        Program::ListSettings => open(state, InfoPage::Settings),
        Program::ListFaults => open(state, InfoPage::Mistakes),
        Program::ListRecent => open(state, InfoPage::Recent),
        Program::ReadAgain => return vec![Effect::ReadAgain],
        Program::NextFile => return vec![Effect::Step(Step::Next)],
        Program::PreviousFile => return vec![Effect::Step(Step::Previous)],
        Program::ToggleMended => return toggle_mended(&state.texts, &mut state.ui),
        Program::ReloadSettings => return vec![Effect::Reload],
        Program::Redraw => return vec![Effect::Redraw],
        Program::Suspend => return vec![Effect::Suspend],
        Program::Quit => return vec![Effect::Quit],
    }
    Vec::new()
}

/// Requests the texts as stored, or repaired; nothing if nothing is damaged.
fn toggle_mended(texts: &Texts, ui: &mut Ui) -> Vec<Effect> {
    if Side::BOTH
        .iter()
        .any(|&side| texts.about[side].mended.is_some())
    {
        return vec![Effect::ReadOtherwise];
    }
    ui.message = Some(Notice::good(msg!(
        "no damaged letters were found in these texts"
    )));
    Vec::new()
}

fn open(state: &mut State, page: InfoPage) {
    if lines(state, page).is_empty() {
        state.ui.message = Some(Notice::good(match page {
            InfoPage::Mistakes => msg!("no mistakes in the settings files"),
            _ => msg!("nothing to list"),
        }));
        return;
    }
    state.ui.thin = ListFilter::default();
    state.ui.focus.push(Focus::InfoPage(page, 0));
}

/// Accepts the selected line of a page.
pub(super) fn accept(state: &mut State, page: InfoPage, at: usize) -> Vec<Effect> {
    match page {
        InfoPage::Settings => {
            let number = shown_lines(state, page).into_iter().nth(at);
            if let Some(setting) = number.and_then(|(number, _)| Setting::ALL.get(number)) {
                ask(&mut state.ui.focus, *setting);
            }
            Vec::new()
        }
        InfoPage::Recent => match shown_lines(state, page).into_iter().nth(at) {
            Some((number, _)) => vec![Effect::Open(number)],
            None => Vec::new(),
        },
        InfoPage::Statistics | InfoPage::Score | InfoPage::Mistakes => Vec::new(),
    }
}

/// Goes up or down in a page.
pub(super) fn list(state: &mut State, rows: isize, shown: usize) {
    let Some(&Focus::InfoPage(page, _)) = state.ui.focus.last() else {
        return;
    };
    let length = shown_lines(state, page).len();
    let most = if page.has_choice() {
        length.saturating_sub(1)
    } else {
        length.saturating_sub(shown)
    };
    if let Some(Focus::InfoPage(_, at)) = state.ui.focus.last_mut() {
        *at = at.saturating_add_signed(rows).min(most);
    }
}

/// Opens the palette on a setting.
pub(super) fn ask(focus: &mut Vec<Focus>, setting: Setting) {
    let prompt = Prompt::new(&format!("{} = ", setting.name()));
    focus.push(Focus::Palette(prompt, 0));
}

/// Sets a value, as requested by the palette or a key.
pub(super) fn set_value(state: &mut State, setting: Setting, value: &str) -> Vec<Effect> {
    let value = match accepted(&state.home, setting, value) {
        Ok(value) => value,
        Err(remedy) => {
            state.ui.message = Some(Notice::bad(msg!(
                "invalid value `{value}` for `{setting}`; {remedy}",
                setting = setting.name(),
                value,
                remedy
            )));
            return Vec::new();
        }
    };
    state
        .home
        .settings
        .set(setting, value.clone(), Origin::Session);
    apply(state, setting);
    state.ui.message = Some(Notice::good(setting.shown(&value)));
    vec![Effect::Set(setting, value)]
}

impl State {
    /// Applies the user's settings, when a session begins.
    pub fn apply_settings(&mut self) {
        for setting in Setting::ALL {
            if self.home.settings.origin(*setting) != Origin::Default {
                apply(self, *setting);
            }
        }
    }

    /// Applies settings whose values changed in their file; others stay.
    pub fn take_settings(&mut self, changed: &[(Setting, String, Origin)]) {
        for (setting, value, origin) in changed {
            self.home
                .settings
                .set(*setting, value.clone(), origin.clone());
            apply(self, *setting);
        }
    }

    /// Restores from the session of an earlier version of the same texts: the view, the
    /// place, the bookmarks, the search. Positions are found again by their sentences.
    pub fn take_over(&mut self, before: Self) {
        let place = |bead: usize| self.place_of(&before, bead);
        let marks = before
            .reading
            .bookmarks
            .iter()
            .map(|(&name, &bead)| (name, place(bead)));
        let jumps = before.reading.jumps.list.iter().map(|jump| Cursor {
            bead: place(jump.bead),
            caret: None,
            ..*jump
        });
        let jumps = jumps.collect();
        let marks = marks.collect();
        let (bead, top) = (
            place(before.reading.cursor.bead),
            before.reading.view.top.map(|top| crate::session::Anchor {
                bead: place(top.bead),
                row: top.row,
            }),
        );
        self.reading.bookmarks = marks;
        self.reading.jumps.list = jumps;
        self.reading.jumps.at = before.reading.jumps.at;
        self.reading.cursor.bead = bead;
        self.reading.cursor.side = before.reading.cursor.side;
        self.reading.cursor.caret = self.caret_of(&before);
        self.aligning.link.on =
            before.aligning.link.on && self.reviewing.review.read_only.is_none();
        self.background.words.lit = before.background.words.lit;
        self.reading.view = before.reading.view;
        self.reading.view.top = top;
        self.reviewing.review.advance = before.reviewing.review.advance;
        self.reviewing.review.method = before
            .reviewing
            .review
            .method
            .or(self.reviewing.review.method);
        self.home = before.home;
        self.reading.search.history = before.reading.search.history;
        if !before.reading.search.query.is_empty() {
            super::search::preview(&self.texts, &mut self.reading, &before.reading.search.query);
            self.reading.cursor.bead = bead;
        }
    }

    /// Returns where the caret of an earlier version is now, if its pair's text is the same.
    fn caret_of(&self, before: &Self) -> Option<usize> {
        let (old, side) = (before.reading.cursor.bead, before.reading.cursor.side);
        let begin = |state: &Self, at: usize| {
            let bead = state.texts.bitext.beads.get(at)?;
            let span = state.texts.bitext.documents[side].span_of(&bead.sentences[side])?;
            Some(span.start)
        };
        let same =
            before.texts.text_of(old, side) == self.texts.text_of(self.reading.cursor.bead, side);
        let offset = before
            .reading
            .cursor
            .caret?
            .checked_sub(begin(before, old)?)?;
        let caret = begin(self, self.reading.cursor.bead)? + offset;
        same.then_some(caret)
    }

    /// Returns the bead that corresponds to a bead of an earlier version: the one with the same
    /// sentence on either side, the nearest by number; else the one at the same share.
    fn place_of(&self, before: &Self, bead: usize) -> usize {
        /// How far an unchanged sentence is searched.
        const FAR: usize = 20;
        let sides = [
            before.reading.cursor.side,
            before.reading.cursor.side.other(),
        ];
        for back in 0..=FAR.min(bead) {
            for side in sides {
                let wanted = before.texts.text_of(bead - back, side);
                let same = (0..self.texts.bitext.beads.len())
                    .filter(|&at| !wanted.is_empty() && self.texts.text_of(at, side) == wanted)
                    .min_by_key(|at| at.abs_diff(bead - back));
                if let Some(same) = same {
                    return (same + back).min(self.texts.last_bead());
                }
            }
        }
        let total = before.texts.bitext.beads.len().max(1);
        (bead * self.texts.bitext.beads.len() / total).min(self.texts.last_bead())
    }

    /// Returns the byte of a hidden side's document from which a bead's letters are hidden;
    /// none when all of them are shown.
    #[must_use]
    pub fn hidden_from(&self, bead: usize, side: Side) -> Option<usize> {
        if self.reading.view.hidden != Some(side) {
            return None;
        }
        let document = &self.texts.bitext.documents[side];
        let span = document.span_of(&self.texts.bitext.beads.get(bead)?.sentences[side])?;
        match self.reading.view.revealed {
            Some(Revealed { bead: at, words }) if at == bead => {
                let mut all = bayn_text::words(span.of(&document.text));
                let next = all.nth(words?)?;
                Some(span.start + next.start)
            }
            _ => Some(span.start),
        }
    }
}

fn reveal(reading: &mut Reading, ui: &mut Ui) {
    let bead = reading.cursor.bead;
    if reading.view.hidden.is_none() {
        ui.message = Some(Notice::bad(msg!(
            "nothing is hidden; {key} hides the translation",
            key = Command::NextHidden
        )));
        return;
    }
    let open = reading
        .view
        .revealed
        .is_some_and(|shown| shown.words.is_none());
    reading.view.revealed = (!open).then_some(Revealed { bead, words: None });
}

fn reveal_word(reading: &mut Reading, ui: &mut Ui) {
    let bead = reading.cursor.bead;
    if reading.view.hidden.is_none() {
        ui.message = Some(Notice::bad(msg!(
            "nothing is hidden; {key} hides the translation",
            key = Command::NextHidden
        )));
        return;
    }
    let words = match reading.view.revealed {
        Some(Revealed { words: None, .. }) => return,
        Some(Revealed { words: Some(n), .. }) => n + 1,
        None => 1,
    };
    reading.view.revealed = Some(Revealed {
        bead,
        words: Some(words),
    });
}

/// Hides again what was revealed of a pair that the cursor has left.
pub(super) fn hide_again(reading: &mut Reading) {
    let here = reading.cursor.bead;
    reading.view.revealed = reading.view.revealed.filter(|shown| shown.bead == here);
}

/// Applies an offer of the palette other than a command.
pub(super) fn accept_offer(state: &mut State, offer: Offer) -> Vec<Effect> {
    match offer {
        Offer::Set(setting, value) => return set_value(state, setting, &value),
        Offer::Ask(setting) => {
            ask(&mut state.ui.focus, setting);
            let values = setting.values().describe();
            state.ui.message = Some(Notice::good(values));
        }
        Offer::Command(_) => {}
    }
    Vec::new()
}
