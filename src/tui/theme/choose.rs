//! Chooses the theme: by flag, setting, environment and the terminal's replies.
//!
//! Whether there are colours at all is decided first. A flag overrides the environment, as
//! <https://no-color.org> requires; then `NO_COLOR`, then `CLICOLOR_FORCE`, then a terminal that
//! supports no colours.

use crate::tui::theme::{Theme, names, with_depth};
use harf::terminal::{Depth, Ground};
use ratatui::style::{Color, Modifier, Style};

/// The themes that can be chosen, and what limits them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Themes {
    /// The user's own, by name.
    pub own: Vec<(String, Theme)>,
    /// Whether there are colours at all.
    pub colours: bool,
    /// Whether the user insists on colours ([`insists`]).
    pub insisted: bool,
    /// Whether the terminal's background is light or dark, if that is known.
    pub ground: Option<Ground>,
    /// Its red, green and blue, if the terminal reported them.
    pub background: Option<[u8; 3]>,
    /// The number of colours of the terminal.
    pub depth: Depth,
}

impl Themes {
    /// Returns the theme of a name; the terminal's own colours for an unknown name.
    #[must_use]
    pub fn of(&self, asked: &str) -> Theme {
        let name = choose(asked, self.colours, self.ground);
        let own = self.own.iter().find(|(known, _)| known == name);
        let theme = match own {
            Some((_, theme)) => *theme,
            // No colour of the sixteen has a contrast of 4.5 on both white and black, so where
            // the background is not known (a terminal behind a tmux before 3.4) there are none, unless
            // the user insists.
            None if name == "terminal" && self.ground.is_none() && !self.insisted => Theme::mono(),
            None => Theme::built_in(name).unwrap_or_else(Theme::ansi),
        };
        let mut theme = theme.map(|style| {
            let style = with_depth(style, self.depth);
            match (name, self.ground) {
                ("terminal", Some(Ground::Light)) => on_light(style),
                _ => style,
            }
        });
        if name == "terminal" && own.is_none() {
            theme.lit = self.with_band(theme.lit);
        }
        theme
    }

    /// Returns the style of the current pair with a tinted background, on which nothing
    /// is dim: pale text would be unreadable.
    fn with_band(&self, lit: Style) -> Style {
        let Some(ground) = self.ground else {
            return lit;
        };
        let [red, green, blue] = match ground {
            Ground::Dark => {
                let background = self.background.unwrap_or([0; 3]);
                background.map(|part| part.saturating_add(LIGHTER))
            }
            Ground::Light => {
                let background = self.background.unwrap_or([255; 3]);
                background.map(|part| part.saturating_sub(DARKER))
            }
        };
        let band = Style::new().bg(Color::Rgb(red, green, blue));
        lit.patch(with_depth(band, self.depth))
            .remove_modifier(Modifier::DIM)
    }

    /// Returns the names of all themes: the built-in ones, then the user's own.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let own = self.own.iter().map(|(name, _)| name.clone());
        let built_in = names().into_iter().map(str::to_owned);
        built_in.chain(own).collect()
    }
}

/// By how much the tint of the current pair is lighter than a dark background, and darker than
/// a light one, in each of its colours: as in the themes `dark` and `light`.
const LIGHTER: u8 = 0x26;
const DARKER: u8 = 0x11;

/// Returns a style of the sixteen colours readable on a light background: cyan, green and
/// yellow are too pale there in nearly every palette. Their meaning is also shown by a letter,
/// a weight or an underline.
fn on_light(style: Style) -> Style {
    let fg = match style.fg {
        Some(Color::Cyan | Color::LightCyan) => Some(Color::Blue),
        Some(
            Color::Green
            | Color::LightGreen
            | Color::Yellow
            | Color::LightYellow
            | Color::Gray
            | Color::White,
        ) => None,
        other => other,
    };
    Style { fg, ..style }
}

/// The user's options and the environment for colours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColourOptions {
    /// `--color`, or the setting: `auto`, `always`, `never`.
    pub color: String,
    /// Whether a flag names a theme, which implies colours.
    pub named: bool,
    /// `NO_COLOR`.
    pub no_color: Option<String>,
    /// `CLICOLOR_FORCE`.
    pub force: Option<String>,
    /// `TERM`.
    pub term: Option<String>,
}

/// Returns whether there are colours.
#[must_use]
pub fn paints(wish: &ColourOptions) -> bool {
    match wish.color.as_str() {
        "never" => false,
        _ if insists(wish) => true,
        _ if is_set(wish.no_color.as_ref()) => false,
        _ => !matches!(wish.term.as_deref(), Some("dumb" | "vt100" | "vt220")),
    }
}

/// Returns whether the user asks for colours: by `always`, by naming a theme, or by `CLICOLOR_FORCE`
/// where `NO_COLOR` does not forbid them.
#[must_use]
pub fn insists(wish: &ColourOptions) -> bool {
    let forced = is_set(wish.force.as_ref()) && wish.force.as_deref() != Some("0");
    match wish.color.as_str() {
        "always" => true,
        "never" => false,
        _ => wish.named || (forced && !is_set(wish.no_color.as_ref())),
    }
}

fn is_set(value: Option<&String>) -> bool {
    value.is_some_and(|value| !value.is_empty())
}

/// Returns the name of the theme for `asked`: `auto` is light or dark by the background,
/// and the terminal's own colours if the background is not known.
#[must_use]
pub fn choose(asked: &str, colours: bool, ground: Option<Ground>) -> &str {
    match (asked, ground) {
        _ if !colours => "mono",
        ("auto", Some(Ground::Light)) => "light",
        ("auto", Some(Ground::Dark)) => "dark",
        ("auto", None) => "terminal",
        (name, _) => name,
    }
}
