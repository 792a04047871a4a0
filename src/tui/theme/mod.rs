//! Styles by role.
//!
//! A theme gives each role of the screen a style, as text: `"cyan bold"`, `"#000000 on
//! #ffffff"`. The built-in ones are files in assets/themes; a user's own are in the folder of
//! bayn's settings and may extend another by `inherit`. No role is shown by colour alone: the
//! current sentence is bold and has a heavy gutter, matches and marks are underlined, the margin
//! has their letter. Without colour the rest remains.

mod choose;
mod style;

pub use choose::{ColourOptions, Themes, choose, insists, paints};
pub use style::{parse_style, with_depth};

use crate::session::settings_file::{self, SettingError, Value};
use bayn_doc::Severity;
use bayn_text::msg;
use ratatui::style::Style;

macro_rules! roles {
    ($($name:ident $sentence:literal)*) => {
        /// A style for each role.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Theme {
            $(#[doc = $sentence] pub $name: Style,)*
        }

        /// The roles by name, each with a sentence.
        pub const ROLES: &[(&str, &str)] = &[$((stringify!($name), $sentence),)*];

        impl Theme {
            /// Returns the style of a role by its name.
            #[must_use]
            pub fn role(&self, name: &str) -> Option<Style> {
                match name {
                    $(stringify!($name) => Some(self.$name),)*
                    _ => None,
                }
            }

            fn role_mut(&mut self, name: &str) -> Option<&mut Style> {
                match name {
                    $(stringify!($name) => Some(&mut self.$name),)*
                    _ => None,
                }
            }

            /// Returns the theme with every style changed.
            #[must_use]
            pub fn map(self, change: impl Fn(Style) -> Style) -> Self {
                Self { $($name: change(self.$name),)* }
            }
        }
    };
}

roles! {
    ground "The whole screen, below everything else."
    text "Running text."
    lit "The current sentence on both sides."
    furniture "Page furniture."
    title "The title of the report."
    differs "Words that another translation says otherwise."
    noted "Words that a note stands on."
    answer "A word on the other side that answers to the one under the caret."
    answer_doubtful "One that may answer to it."
    hit "A search hit."
    caret "The cell under the caret."
    hidden "Letters that are hidden from a learner."
    gutter "The line between the panes."
    gutter_lit "The same beside the current sentence."
    shape "The shape of a bead that is not one to one."
    name "The names above the panes, and what is less important."
    name_active "The name above the active pane, headings, the chosen line of a list."
    status "The status line."
    loud "The name of a mode in which the keys change more than usual."
    good "A message that something was done."
    bad "A message that something could not be done."
    doubt "What wants another look: a doubtful pair, a note."
    neutral "Marked words that are no error."
    minor "A minor error."
    major "A major error."
    critical "A critical error."
    selected "Words being selected."
    key "Keys in help and hints."
}

/// The built-in themes: name, description, file.
pub const BUILT_IN: &[(&str, &str, &str)] = &[
    (
        "terminal",
        "The terminal's own sixteen colours.",
        include_str!("../../../assets/themes/terminal.toml"),
    ),
    (
        "light",
        "Dark letters on a light ground.",
        include_str!("../../../assets/themes/light.toml"),
    ),
    (
        "dark",
        "Light letters on a dark ground.",
        include_str!("../../../assets/themes/dark.toml"),
    ),
    (
        "high-contrast",
        "White and bright letters on black.",
        include_str!("../../../assets/themes/high-contrast.toml"),
    ),
    (
        "colour-blind",
        "Colours that stay apart without red, green or blue cones, on black.",
        include_str!("../../../assets/themes/colour-blind.toml"),
    ),
    (
        "mono",
        "No colour at all: weight, underlines and reversed cells.",
        include_str!("../../../assets/themes/mono.toml"),
    ),
];

impl Theme {
    /// The terminal's own colours.
    #[must_use]
    pub fn ansi() -> Self {
        Self::built_in("terminal").unwrap_or_default()
    }

    /// No colour at all, for `NO_COLOR` and terminals without it.
    #[must_use]
    pub fn mono() -> Self {
        Self::built_in("mono").unwrap_or_default()
    }

    /// Returns a built-in theme.
    #[must_use]
    pub fn built_in(name: &str) -> Option<Self> {
        let (_, _, text) = BUILT_IN.iter().find(|(known, ..)| *known == name)?;
        Some(Self::read(text, &|_| None).0)
    }

    /// Returns the theme from which a text inherits.
    #[must_use]
    pub fn parent(text: &str) -> Option<String> {
        let (rows, _) = settings_file::rows(text);
        let row = rows.into_iter().find(|row| row.name == "inherit")?;
        row.value.text()
    }

    /// Reads a theme and lists its errors. Missing roles are taken from the theme that it
    /// inherits (`terminal` when it names none), which is a built-in one or one of `own`.
    #[must_use]
    pub fn read(text: &str, own: &dyn Fn(&str) -> Option<Self>) -> (Self, Vec<SettingError>) {
        let (rows, mut mistakes) = settings_file::rows(text);
        let mut theme = Self::default();
        if let Some(row) = rows.iter().find(|row| row.name == "inherit") {
            let name = row.value.text().unwrap_or_default();
            match Self::built_in(&name).or_else(|| own(&name)) {
                Some(parent) => theme = parent,
                None => mistakes.push(SettingError::new(
                    row.line,
                    msg!("there is no theme `{name}` to inherit", name),
                    msg!("built-in themes: {names}", names = names().join(", ")),
                )),
            }
        }
        for row in rows.iter().filter(|row| row.name != "inherit") {
            let Value::Text(given) = &row.value else {
                mistakes.push(SettingError::new(
                    row.line,
                    msg!("the style of `{row}` is not a string", row = row.name),
                    msg!("styles are written as in \"cyan bold\" or \"#000000 on #ffffff\""),
                ));
                continue;
            };
            let Some(place) = theme.role_mut(&row.name).filter(|_| row.section.is_empty()) else {
                let known = ROLES.iter().map(|(name, _)| *name);
                mistakes.push(SettingError::new(
                    row.line,
                    msg!("there is no role `{row}`", row = row.name),
                    match settings_file::nearest(&row.name, known) {
                        Some(near) => msg!("did you mean `{near}`?", near),
                        None => msg!("docs/configuration.md lists the roles"),
                    },
                ));
                continue;
            };
            match parse_style(given) {
                Ok(style) => *place = style,
                Err((word, remedy)) => mistakes.push(SettingError::new(
                    row.line,
                    msg!("`{word}` is not part of a style", word),
                    remedy,
                )),
            }
        }
        mistakes.sort_by_key(|mistake| mistake.line);
        (theme, mistakes)
    }

    /// Returns the style of a marked span.
    #[must_use]
    pub const fn severity(&self, severity: Severity) -> Style {
        match severity {
            Severity::Neutral => self.neutral,
            Severity::Minor => self.minor,
            Severity::Major => self.major,
            Severity::Critical => self.critical,
        }
    }
}

/// Returns the names of the built-in themes.
#[must_use]
pub fn names() -> Vec<&'static str> {
    BUILT_IN.iter().map(|(name, ..)| *name).collect()
}

#[cfg(test)]
mod tests;
