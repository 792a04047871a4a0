//! What settings do to a session: each value taken, and the value that holds now.

use crate::session::setting::{Origin, Setting};
use crate::session::state::State;
use crate::session::view::{Digits, Layout};
use bayn_doc::Side;
use bayn_review::Method;

/// The settings that loop, files and terminal ask for where they need them.
macro_rules! elsewhere {
    () => {
        Setting::Language
            | Setting::Theme
            | Setting::Color
            | Setting::Keymap
            | Setting::RtlBold
            | Setting::Bidi
            | Setting::Shaping
            | Setting::Tashkeel
            | Setting::Mouse
            | Setting::PassThreshold
            | Setting::Rater
            | Setting::Editor
            | Setting::Dict
            | Setting::DictCommand
            | Setting::Glossary
            | Setting::Rules
            | Setting::Profile
            | Setting::Watch
            | Setting::Resume
            | Setting::Model
            | Setting::Recent
    };
}

/// Lets a setting have its effect on the view; what is the loop's it does by itself.
pub(crate) fn apply(state: &mut State, setting: Setting) {
    let settings = &state.home.settings;
    let (value, number, flag) = (
        settings.get(setting),
        settings.number(setting),
        settings.flag(setting),
    );
    let view = &mut state.reading.view;
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
                Layout::SourceOnly => state.reading.cursor.side = Side::Source,
                Layout::TargetOnly => state.reading.cursor.side = Side::Target,
                _ => {}
            }
            state.reading.cursor.caret = None;
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
        Setting::Advance => state.reviewing.review.advance = flag,
        // The files say what holds where a review says nothing; who sets it now means this one.
        Setting::Method => {
            if settings.origin(setting) == Origin::Session {
                state.reviewing.review.method = Some(Method::from_name(value));
            }
        }
        elsewhere!() => {}
    }
}

/// Returns the value that holds now; what keys change is asked of the view.
#[must_use]
pub fn current(state: &State, setting: Setting) -> String {
    let view = &state.reading.view;
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
        Setting::Advance => return state.reviewing.review.advance.to_string(),
        Setting::Method => state.method().name(),
        Setting::Zen => return view.zen.to_string(),
        Setting::LineSpacing => return view.spacing.to_string(),
        Setting::Measure => return view.measure.to_string(),
        Setting::Align if view.justified => "justified",
        Setting::Align => "ragged",
        Setting::Hide => match view.hidden {
            None => "none",
            Some(Side::Source) => "source",
            Some(Side::Target) => "target",
        },
        elsewhere!() => state.home.settings.get(setting),
    };
    word.to_owned()
}
