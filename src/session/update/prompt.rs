//! Typing lines, choosing from lists.

use crate::session::ask::Ask;
use crate::session::command::{Command, Group, kind};
use crate::session::dialogue::{Choice, Dialogue};
use crate::session::event::{Effect, OutForm};
use crate::session::focus::Focus;
use crate::session::geometry::Geometry;
use crate::session::keymap::Keymap;
use crate::session::list_filter::ListFilter;
use crate::session::notice::Notice;
use crate::session::prompt::Prompt;
use crate::session::reading::Reading;
use crate::session::reviewing::Reviewing;
use crate::session::setting::Setting;
use crate::session::settings_file::nearest;
use crate::session::state::State;
use crate::session::ui::Ui;
use crate::session::update::palette::{Offer, offers};
use crate::session::update::{dialogue, filter, home, move_, offer, panel, review, search, words};
use bayn_text::{digit_value, msg};

/// More lines than any list has.
const FAR: isize = isize::MAX / 2;

/// Runs a command of the group "In prompts and lists".
pub(super) fn run(
    state: &mut State,
    keymap: &Keymap,
    command: kind::Prompt,
    geometry: &Geometry,
) -> Vec<Effect> {
    let page = isize::try_from(geometry.list_rows.max(2) - 1).unwrap_or(1);
    match command {
        kind::Prompt::Accept if state.ui.thin.is_typed => {
            state.ui.thin.is_typed = false;
            panel::clamp(state);
        }
        kind::Prompt::Cancel if state.ui.thin.is_typed || state.ui.thin.is_on() => {
            state.ui.thin = ListFilter::default();
            panel::clamp(state);
        }
        kind::Prompt::Accept => {
            return match state.ui.focus.last() {
                Some(Focus::Mark(_)) => dialogue::accept(state),
                Some(Focus::Filter(_)) => filter::accept(state),
                _ => accept(state, keymap, geometry),
            };
        }
        kind::Prompt::Cancel => match state.ui.focus.last() {
            Some(Focus::Mark(_)) => dialogue::step_back(state, true),
            Some(Focus::Filter(_)) => filter::cancel(state),
            _ => cancel(&mut state.reading, &mut state.ui),
        },
        kind::Prompt::DeleteBack => {
            let line = prompt_of(&mut state.ui).map(|line| line.text().is_empty());
            match state.ui.focus.last() {
                Some(Focus::Mark(_)) if line != Some(false) => dialogue::step_back(state, false),
                Some(Focus::Filter(_)) if line.is_none() => {
                    filter::delete_back(&mut state.reviewing.review);
                }
                _ => edit(state, Prompt::delete_back),
            }
        }
        kind::Prompt::OtherField => return review::other_field(state),
        kind::Prompt::ToEditor => return review::to_editor(&mut state.ui),
        kind::Prompt::ListDown => list(state, 1, geometry),
        kind::Prompt::ListUp => list(state, -1, geometry),
        kind::Prompt::ListFirst => list(state, -FAR, geometry),
        kind::Prompt::ListLast => list(state, FAR, geometry),
        kind::Prompt::ListPageDown => list(state, page, geometry),
        kind::Prompt::ListPageUp => list(state, -page, geometry),
        kind::Prompt::DeleteForward => edit(state, Prompt::delete_forward),
        kind::Prompt::DeleteWord => edit(state, Prompt::delete_word),
        kind::Prompt::DeleteAll => edit(state, Prompt::clear),
        kind::Prompt::PromptLeft => edit(state, Prompt::left),
        kind::Prompt::PromptRight => edit(state, Prompt::right),
        kind::Prompt::PromptBack => edit(state, Prompt::back),
        kind::Prompt::PromptForward => edit(state, Prompt::forward),
        kind::Prompt::PromptHome => edit(state, Prompt::home),
        kind::Prompt::PromptEnd => edit(state, Prompt::end),
    }
    Vec::new()
}

/// Lets `act` change the innermost prompt, if there is one.
fn edit(state: &mut State, act: fn(&mut Prompt)) {
    if let Some(prompt) = prompt_of(&mut state.ui) {
        act(prompt);
        changed(state);
    }
}

/// Types a character into the innermost prompt.
pub(super) fn typed(state: &mut State, c: char) {
    if let Some(Focus::Line(Ask::Score(_), prompt)) = state.ui.focus.last()
        && !may_be_score(prompt, c)
    {
        return;
    }
    if let Some(prompt) = prompt_of(&mut state.ui) {
        prompt.insert(c.encode_utf8(&mut [0; 4]));
        changed(state);
    }
}

/// Returns whether what is typed is still a score with one more character: the sign that removes
/// a score back, or up to three digits of any script with a decimal point, of at most 100.
fn may_be_score(typed: &Prompt, c: char) -> bool {
    let mut longer = typed.clone();
    longer.insert(c.encode_utf8(&mut [0; 4]));
    let number: Option<String> = longer
        .text()
        .chars()
        .map(|c| match digit_value(c) {
            Some(digit) => Some(char::from(b'0' + digit)),
            None => matches!(c, '.' | '\u{66b}').then_some('.'),
        })
        .collect();
    match number.as_deref() {
        None => longer.text() == "-",
        Some(".") => true,
        Some(number) => {
            let digits = number.chars().filter(char::is_ascii_digit).count();
            digits <= 3 && number.parse::<f32>().is_ok_and(|score| score <= 100.0)
        }
    }
}

/// Pastes text into the innermost prompt, its lines as one; without a prompt it is ignored.
pub(super) fn paste(state: &mut State, text: &str) {
    if let Some(Focus::Line(Ask::Score(_), _)) = state.ui.focus.last() {
        text.trim().chars().for_each(|c| typed(state, c));
        return;
    }
    match prompt_of(&mut state.ui) {
        Some(prompt) => {
            // Terminals send a carriage return for the end of a pasted line.
            if text.contains(['\r', '\n']) {
                let lines = text.split(['\r', '\n']).map(str::trim);
                let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
                prompt.insert(&lines.join(" "));
            } else {
                prompt.insert(text);
            }
            changed(state);
        }
        None => state.ui.message = Some(Notice::bad(msg!("nothing here to paste into"))),
    }
}

/// Chooses a line of the innermost list; returns whether it was chosen already.
pub(super) fn choose(state: &mut State, line: usize, geometry: &Geometry) -> bool {
    let at = match state.ui.focus.last() {
        Some(Focus::Panel(_, at) | Focus::InfoPage(_, at) | Focus::Palette(_, at)) => *at,
        Some(Focus::Kwic(kwic)) => kwic.chosen,
        Some(Focus::Explain(found)) => found.at,
        _ => return false,
    };
    // Lists are far shorter than what a sign takes away.
    let rows = line.cast_signed() - at.cast_signed();
    list(state, rows, geometry);
    rows == 0
}

/// Scrolls the innermost list.
pub(super) fn scroll_list(state: &mut State, rows: isize, geometry: &Geometry) {
    list(state, rows, geometry);
}

fn prompt_of(ui: &mut Ui) -> Option<&mut Prompt> {
    match ui.focus.last_mut()? {
        Focus::Search(prompt) | Focus::Line(_, prompt) | Focus::Palette(prompt, _) => Some(prompt),
        Focus::Mark(Dialogue {
            choice: Choice::Search(prompt, _),
            ..
        }) => Some(prompt),
        Focus::Filter(panel) => panel.typing.as_mut(),
        Focus::Panel(..) | Focus::InfoPage(..) => ui.thin.is_typed.then_some(&mut ui.thin.words),
        Focus::Mark(_)
        | Focus::Kwic(_)
        | Focus::Lookup(_)
        | Focus::Preview(_)
        | Focus::Explain(_) => None,
        Focus::Help { filter, typing, .. } => typing.then_some(filter),
    }
}

/// Applies a changed prompt: matches are highlighted while the query is typed.
fn changed(state: &mut State) {
    match state.ui.focus.last_mut() {
        Some(Focus::Search(prompt)) => {
            let query = prompt.text().to_owned();
            search::preview(&state.texts, &mut state.reading, &query);
        }
        Some(Focus::Palette(_, chosen)) => *chosen = 0,
        Some(Focus::Mark(Dialogue {
            choice: Choice::Search(_, chosen),
            ..
        })) => *chosen = 0,
        Some(Focus::Help { first, .. }) => *first = 0,
        Some(Focus::Panel(_, chosen) | Focus::InfoPage(_, chosen)) => *chosen = 0,
        Some(
            Focus::Line(..)
            | Focus::Mark(_)
            | Focus::Filter(_)
            | Focus::Kwic(_)
            | Focus::Lookup(_)
            | Focus::Preview(_)
            | Focus::Explain(_),
        )
        | None => {}
    }
}

fn accept(state: &mut State, keymap: &Keymap, geometry: &Geometry) -> Vec<Effect> {
    match state.ui.focus.pop() {
        Some(Focus::Search(prompt)) => search::accept(state, prompt.text()),
        Some(Focus::Line(ask, prompt)) => return review::accept_typed(state, ask, prompt.text()),
        Some(Focus::Palette(prompt, chosen)) => {
            let typed = prompt.text().trim().to_owned();
            if let Ok(number) = typed.parse::<usize>() {
                let bead = number.saturating_sub(1).min(state.texts.last_bead());
                move_::jump(&state.texts, &mut state.reading, bead);
            } else if let Some(text) = typed.strip_prefix("filter ") {
                return filter::apply_typed(state, text);
            } else if let Some(effects) = typed_command(&state.reviewing, &mut state.ui, &typed) {
                return effects;
            } else if let Some(offer) = offers(&state.home, prompt.text()).into_iter().nth(chosen) {
                return match offer {
                    Offer::Command(command) => super::run(state, keymap, command, None, geometry),
                    other => home::accept_offer(state, other),
                };
            } else {
                state.ui.message = Some(Notice::bad(match near_command(&typed) {
                    Some(near) => {
                        msg!(
                            "there is no command `{typed}`; did you mean `{near}`?",
                            typed,
                            near
                        )
                    }
                    None => msg!(
                        "there is no command `{typed}`; {key} shows the keys",
                        typed,
                        key = Command::Help
                    ),
                }));
            }
        }
        Some(Focus::Help {
            filter,
            typing: true,
            first,
        }) => state.ui.focus.push(Focus::Help {
            filter,
            typing: false,
            first,
        }),
        Some(Focus::Kwic(kwic)) => words::accept(&state.texts, &mut state.reading, &kwic),
        Some(Focus::InfoPage(page, at)) => return home::accept(state, page, at),
        Some(
            Focus::Help { .. }
            | Focus::Mark(_)
            | Focus::Panel(..)
            | Focus::Filter(_)
            | Focus::Lookup(_)
            | Focus::Preview(_)
            | Focus::Explain(_),
        )
        | None => {}
    }
    Vec::new()
}

/// Runs commands typed as in other editors, and those that take a path; `None` when it is neither.
fn typed_command(reviewing: &Reviewing, ui: &mut Ui, typed: &str) -> Option<Vec<Effect>> {
    let (name, rest) = typed.split_once(' ').unwrap_or((typed, ""));
    let path = rest.trim().to_owned();
    Some(match (name, path.is_empty()) {
        ("q" | "q!" | "quit" | "wq" | "x", true) => vec![Effect::Quit],
        ("w" | "write", true) => {
            ui.message = Some(match reviewing.review.unsaved {
                0 => Notice::good(msg!("every change is saved already")),
                unsaved => Notice::bad(msg!("NOT SAVED {unsaved}", unsaved)),
            });
            Vec::new()
        }
        ("report", false) => vec![Effect::WriteOut(OutForm::Report, path)],
        ("export" | "w" | "write", false) => vec![Effect::WriteOut(OutForm::Export, path)],
        _ => return None,
    })
}

/// Returns the command or setting whose name is nearest to what was typed.
fn near_command(typed: &str) -> Option<&'static str> {
    let commands = Command::ALL
        .iter()
        .filter(|command| command.group() != Group::Prompt)
        .map(|command| command.name());
    nearest(
        typed,
        commands.chain(Setting::ALL.iter().map(|setting| setting.name())),
    )
}

fn cancel(reading: &mut Reading, ui: &mut Ui) {
    match ui.focus.pop() {
        Some(Focus::Search(_)) => {
            reading.search.clear();
        }
        Some(Focus::Help { typing: true, .. }) => ui.focus.push(Focus::Help {
            filter: Prompt::default(),
            typing: false,
            first: 0,
        }),
        _ => {}
    }
}

fn list(state: &mut State, rows: isize, geometry: &Geometry) {
    let history = state.reading.search.history.clone();
    let offered = match state.ui.focus.last() {
        Some(Focus::Palette(prompt, _)) => offers(&state.home, prompt.text()).len(),
        _ => 0,
    };
    match state.ui.focus.last_mut() {
        Some(Focus::Help { first, .. }) => {
            *first = first.saturating_add_signed(rows);
            *first = (*first).min(geometry.list_length.saturating_sub(geometry.list_rows));
        }
        Some(Focus::Palette(_, chosen)) => {
            *chosen = chosen
                .saturating_add_signed(rows)
                .min(offered.saturating_sub(1));
        }
        Some(Focus::Search(prompt)) => {
            let at = history.iter().position(|old| old == prompt.text());
            let next = match (at, rows < 0) {
                (None, true) => history.len().checked_sub(1),
                (Some(at), true) => at.checked_sub(1),
                (Some(at), false) => Some(at + 1),
                (None, false) => None,
            };
            if let Some(query) = next.and_then(|at| history.get(at)) {
                *prompt = Prompt::new(query);
                changed(state);
            }
        }
        Some(Focus::Mark(_)) => {
            dialogue::list(&mut state.ui.focus, &state.reviewing.review, rows);
        }
        Some(Focus::Panel(..)) => panel::list(state, rows),
        Some(Focus::Filter(_)) => filter::list(&mut state.ui.focus, rows),
        Some(Focus::Kwic(kwic)) => {
            let most = kwic.len().saturating_sub(1);
            kwic.chosen = kwic.chosen.saturating_add_signed(rows).min(most);
        }
        Some(Focus::Lookup(first)) => {
            let most = geometry.list_length.saturating_sub(geometry.list_rows);
            *first = first.saturating_add_signed(rows).min(most);
        }
        Some(Focus::Preview(_) | Focus::Explain(_)) => offer::list(state, rows),
        Some(Focus::InfoPage(..)) => home::list(state, rows, geometry.list_rows),
        Some(Focus::Line(..)) | None => {}
    }
}
