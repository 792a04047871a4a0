//! Applies settings to a session, and returns their current values.

use crate::session::setting::{Kind, Origin, Setting, kind};
use crate::session::state::State;
use crate::session::view::{Digits, Layout};
use bayn_doc::Side;
use bayn_review::Method;

/// Applies a setting to the view; the loop applies its own settings.
pub(crate) fn apply(state: &mut State, setting: Setting) {
    let settings = &state.home.settings;
    let (value, number, flag) = (
        settings.get(setting),
        settings.number(setting),
        settings.flag(setting),
    );
    let view = &mut state.reading.view;
    match setting.kind() {
        Kind::View(setting) => match setting {
            kind::View::Layout => {
                view.layout = match value {
                    "columns" => Layout::Columns,
                    "stacked" => Layout::Stacked,
                    "interlinear" => Layout::Interlinear,
                    "source" => Layout::SourceOnly,
                    "target" => Layout::TargetOnly,
                    _ => Layout::Auto,
                };
                match view.layout {
                    Layout::SourceOnly => state.reading.cursor.side = Side::Source,
                    Layout::TargetOnly => state.reading.cursor.side = Side::Target,
                    _ => {}
                }
                state.reading.cursor.caret = None;
            }
            kind::View::Swapped => view.swapped = flag,
            kind::View::LineSpacing => view.spacing = number,
            kind::View::Measure => view.measure = number,
            kind::View::Align => view.justified = value == "justified",
            kind::View::Zen => view.zen = flag,
            kind::View::Hide => {
                view.hidden = match value {
                    "source" => Some(Side::Source),
                    "target" => Some(Side::Target),
                    _ => None,
                };
                view.revealed = None;
            }
            kind::View::Digits => {
                view.digits = match value {
                    "western" => Digits::Western,
                    "arabic" => Digits::ArabicIndic,
                    _ => Digits::AsWritten,
                };
            }
            kind::View::Invisibles => view.invisibles = flag,
            kind::View::WordLinks => state.background.words.lit = flag,
        },
        Kind::Review(which) => match which {
            kind::Review::Advance => state.reviewing.review.advance = flag,
            // The files give the default if a review has no value; setting it now changes this review.
            kind::Review::Method => {
                if settings.origin(setting) == Origin::Session {
                    state.reviewing.review.method = Some(Method::from_name(value));
                }
            }
        },
        Kind::Program(_) | Kind::Terminal(_) | Kind::Library(_) => {}
    }
}

/// Returns the current value; those that keys change are taken from the view.
#[must_use]
pub fn current(state: &State, setting: Setting) -> String {
    let view = &state.reading.view;
    let word = match setting.kind() {
        Kind::View(setting) => match setting {
            kind::View::Layout => match view.layout {
                Layout::Auto => "auto",
                Layout::Columns => "columns",
                Layout::Stacked => "stacked",
                Layout::Interlinear => "interlinear",
                Layout::SourceOnly => "source",
                Layout::TargetOnly => "target",
            },
            kind::View::Digits => match view.digits {
                Digits::AsWritten => "written",
                Digits::Western => "western",
                Digits::ArabicIndic => "arabic",
            },
            kind::View::Swapped => return view.swapped.to_string(),
            kind::View::Invisibles => return view.invisibles.to_string(),
            kind::View::WordLinks => return state.background.words.lit.to_string(),
            kind::View::Zen => return view.zen.to_string(),
            kind::View::LineSpacing => return view.spacing.to_string(),
            kind::View::Measure => return view.measure.to_string(),
            kind::View::Align if view.justified => "justified",
            kind::View::Align => "ragged",
            kind::View::Hide => match view.hidden {
                None => "none",
                Some(Side::Source) => "source",
                Some(Side::Target) => "target",
            },
        },
        Kind::Review(setting) => match setting {
            kind::Review::Advance => return state.reviewing.review.advance.to_string(),
            kind::Review::Method => state.method().name(),
        },
        Kind::Program(_) | Kind::Terminal(_) | Kind::Library(_) => state.home.settings.get(setting),
    };
    word.to_owned()
}
