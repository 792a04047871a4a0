//! The one table of settings: name, values, default and one sentence each.
//!
//! config.toml, the flags, `bayn config show`, docs/configuration.md and the palette are all based
//! on it. A setting is text that one of the values allows; code that needs another type
//! parses it. The origin of a value is kept for `config show`.

use crate::session::settings_file::{self, Row, SettingError, Value};
use bayn_review::Method;
use bayn_text::Message;
use bayn_text::label;
use bayn_text::message::{Number as Figure, Separator, Word};
use bayn_text::msg;
use harf::encode::Encoding;
use std::collections::BTreeMap;

/// The allowed values of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A whole number between these, both allowed.
    Number(u16, u16),
    /// `true` or `false`.
    Switch,
    /// Any text, with a description.
    Text(&'static str),
    /// Strings in brackets, or one string; stored one per line.
    List(&'static str),
}

impl Values {
    /// Returns a description of the values.
    #[must_use]
    pub fn describe(self) -> Message {
        match self {
            Self::Choice(words) => Message::name(words.join(", ")),
            Self::Number(least, most) => msg!("{least} to {most}", least, most),
            Self::Switch => Message::name("true, false"),
            Self::Text(what) => Message::label(what),
            Self::List(what) => msg!("a list of {what}", what = Word(what)),
        }
    }

    /// Returns the values as words to choose from; none if they cannot be listed.
    #[must_use]
    pub const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Choice(words) => words,
            Self::Switch => &["true", "false"],
            Self::Number(..) | Self::Text(_) | Self::List(_) => &[],
        }
    }
}

/// How the command line sets a setting for one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// It does not.
    None,
    /// `--NAME VALUE`: the name, and what help calls the value.
    Takes(&'static str, &'static str),
    /// The same, before and after every subcommand.
    TakesEverywhere(&'static str, &'static str),
    /// `--NAME`: the name, the value it sets, and its help text.
    Sets(&'static str, &'static str, &'static str),
}

macro_rules! settings {
    ($($kind:ident $what:literal {
        $($variant:ident $name:literal $title:literal $values:expr, $default:literal, $flag:expr, $sentence:literal)*
    })*) => {
        /// Something the user can set.
        #[allow(clippy::doc_markdown, reason = "the sentences are shown to people")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Setting {
            $($(#[doc = $sentence] $variant,)*)*
        }

        impl Setting {
            /// All settings, in the order of the table.
            pub const ALL: &'static [Self] = &[$($(Self::$variant,)*)*];

            /// Returns the name in config.toml and in the palette.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $($(Self::$variant => $name,)*)* }
            }

            /// Returns the display name of the setting.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $($(Self::$variant => $title,)*)* }
            }

            /// Returns the allowed values.
            #[must_use]
            pub const fn values(self) -> Values {
                match self { $($(Self::$variant => $values,)*)* }
            }

            /// Returns the default.
            #[must_use]
            pub const fn default(self) -> &'static str {
                match self { $($(Self::$variant => $default,)*)* }
            }

            /// Returns the flag that sets it for one run.
            #[must_use]
            pub const fn flag(self) -> Flag {
                match self { $($(Self::$variant => $flag,)*)* }
            }

            /// Returns the description of the setting, as one sentence.
            #[must_use]
            pub const fn sentence(self) -> &'static str {
                match self { $($(Self::$variant => $sentence,)*)* }
            }

            /// Returns the setting among those of its kind.
            #[must_use]
            pub(crate) const fn kind(self) -> Kind {
                match self { $($(Self::$variant => Kind::$kind(kind::$kind::$variant),)*)* }
            }
        }

        /// A setting by what it is for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Kind {
            $(#[doc = $what] $kind(kind::$kind),)*
        }

        /// The settings of each kind. Code that applies a kind matches all of it, so that forgetting one
        /// is a compile error.
        pub(crate) mod kind {
            $(
                #[doc = $what]
                #[derive(Clone, Copy, Debug, PartialEq, Eq)]
                pub(crate) enum $kind {
                    $($variant,)*
                }
            )*
        }
    };
}

use Flag::{None as NoFlag, Sets, Takes, TakesEverywhere};
use Values::{Choice, List, Number, Switch, Text};

// KIND "what it is for" { Setting "name" "title" values, default, flag, "sentence" }
settings! {
    Program "What the program asks for when it starts." {
        Language "language" "Language" Choice(crate::catalogue::CHOICES), "auto", TakesEverywhere("lang-ui", "LANG"),
            "The language of menus and messages; auto takes it from LC_ALL, LC_MESSAGES and LANG."
        Theme "theme" "Theme" Text(label!("auto, a built-in theme or one of your own")), "terminal", Takes("theme", "NAME"),
            "The colours; auto takes light or dark from the terminal's background."
        Color "color" "Colour" Choice(&["auto", "always", "never"]), "auto", Takes("color", "WHEN"),
            "Whether to use colours; auto follows NO_COLOR, CLICOLOR_FORCE and TERM."
        Keymap "keymap" "Key set" Choice(&["vim", "arrows", "intertext", "omegat"]), "vim", Takes("keymap", "NAME"),
            "The key set to start from; your keys.toml overrides it."
    }
    View "How the texts are shown." {
        Layout "layout" "Layout" Choice(&["auto", "columns", "stacked", "interlinear", "source", "target"]), "auto", NoFlag,
            "How the texts share the screen; auto uses columns where they fit."
        Swapped "swapped" "Panes swapped" Switch, "false", NoFlag,
            "Whether the two panes swap places."
        LineSpacing "line_spacing" "Line spacing" Number(0, 3), "0", NoFlag,
            "Empty rows after each line of text."
        Measure "measure" "Longest line" Number(0, 500), "0", NoFlag,
            "The most columns a line of text may have; 0 means no limit."
        Align "align" "Line ends" Choice(&["ragged", "justified"]), "ragged", NoFlag,
            "Whether lines are ragged, or justified by wider spaces."
        Zen "zen" "Only the text" Switch, "false", NoFlag,
            "Whether only the text is shown."
        Hide "hide" "Hidden text" Choice(&["none", "source", "target"]), "none", NoFlag,
            "Which text is hidden until it is revealed, for learners."
        Digits "digits" "Digits" Choice(&["written", "western", "arabic"]), "written", NoFlag,
            "Which digits are shown; the text keeps its own."
        Invisibles "invisibles" "Invisible characters" Switch, "false", NoFlag,
            "Whether invisible and direction characters are shown."
        WordLinks "word_links" "Matching words" Switch, "true", NoFlag,
            "Whether the translation of the word under the caret is highlighted."
    }
    Terminal "What the terminal is sent, and what it sends." {
        RtlBold "rtl_bold" "Right-to-left bold" Switch, "false", NoFlag,
            "Whether right-to-left letters may be bold; many fonts lose dots then."
        Bidi "bidi" "Right-to-left writing" Choice(&Encoding::CHOICES), "auto", Takes("bidi", "HOW"),
            "How right-to-left text is sent to this terminal."
        Shaping "shaping" "Arabic letter forms" Choice(&["auto", "forms", "base"]), "auto", Takes("shaping", "HOW"),
            "Whether Arabic letters are sent as presentation forms or left to the terminal."
        Tashkeel "tashkeel" "Vowel marks" Choice(&["auto", "keep", "strip"]), "auto", Takes("tashkeel", "HOW"),
            "Whether vowel marks are sent to the terminal."
        Mouse "mouse" "Mouse" Switch, "true", Sets("no-mouse", "false", "Leaves the mouse to the terminal."),
            "Whether the reader uses the mouse; otherwise it is left to the terminal."
    }
    Review "How errors and verdicts are written." {
        Advance "advance" "Move on after a verdict" Switch, "false", NoFlag,
            "Whether to move to the next pair after a verdict."
        Method "method" "Marking method" Choice(&Method::NAMES), "mqm", NoFlag,
            "How errors are marked: mqm by kind and severity, esa by severity only; a review keeps its own method."
    }
    Library "What files, checks and dictionaries ask for." {
        PassThreshold "pass_threshold" "Score to pass" Number(0, 100), "90", NoFlag,
            "The lowest calibrated MQM score that passes."
        Rater "rater" "Reviewer" Text(label!("a name")), "", NoFlag,
            "The reviewer's name; without one, BAYN_RATER or the user's name."
        Editor "editor" "Editor" Text(label!("a command")), "", NoFlag,
            "The editor for long notes; without one, $VISUAL or $EDITOR."
        Dict "dict" "Dictionaries" List(label!("paths")), "", NoFlag,
            "Dictionaries, folders of dictionaries and glossaries to look words up in."
        DictCommand "dict_command" "Dictionary command" List(label!("words")), "", NoFlag,
            "A command that looks a word up; {word} is replaced by the word."
        Speak "speak" "Reading aloud" List(label!("words")), "", NoFlag,
            "A command that reads a sentence aloud; {lang} and {text} are replaced, or the text is its input."
        Glossary "glossary" "Glossary" Text(label!("a file")), "", Takes("glossary", "FILE"),
            "The glossary that the checks apply to a translation: term, renderings, forbidden renderings; TBX; a bilingual file."
        Rules "rules" "Your rules" Text(label!("a file")), "", Takes("rules", "FILE"),
            "Your own regular expressions, which the checks apply to each pair; TOML or a table."
        Profile "profile" "Profile" Text(label!("a file")), "", Takes("profile", "FILE"),
            "What a client wants, in TOML: checks on and off, severities, glossary, rules, how errors are scored; or mqm, esa, lisa, j2450, dqf."
        Watch "watch" "Follow changes on disk" Switch, "false", Sets("watch", "true", "Reads a text again when it changes on the disk."),
            "Whether a text that changes on disk is read again."
        Resume "resume" "Open where left" Switch, "true", Sets("no-resume", "false", "Starts at the beginning and does not remember where the reader stops."),
            "Whether a text opens where it was left."
        Model "model" "Your model" Text(label!("a folder")), "", NoFlag,
            "A folder with multilingual-e5-small, to align languages that the built-in model does not cover."
        Recent "recent" "Recent texts" Number(0, 200), "50", NoFlag,
            "How many recent texts are remembered with their place; 0 for none."
    }
}

/// The origin of the value of a setting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    #[default]
    Default,
    /// A line of config.toml.
    File(usize),
    /// A flag or a variable of the environment, by its name.
    Named(&'static str),
    /// The palette.
    Session,
}

/// The words of settings that are read as words, and not as names.
const WORDS: &[&str] = &[
    label!("auto"),
    label!("never"),
    label!("always"),
    label!("columns"),
    label!("stacked"),
    label!("interlinear"),
    label!("source"),
    label!("target"),
    label!("ragged"),
    label!("justified"),
    label!("none"),
    label!("as written"),
    label!("Western"),
    label!("Arabic-Indic"),
];

impl Setting {
    /// Returns the setting with its value for display: `Line spacing: 1`.
    #[must_use]
    pub fn shown(self, value: &str) -> Message {
        let word = match value {
            "written" => "as written",
            "western" => "Western",
            "arabic" => "Arabic-Indic",
            word => word,
        };
        let value = match (self.values(), value) {
            (Switch, "true") => msg!("on"),
            (Switch, _) => msg!("off"),
            (Number(..), _) => Message::of(Figure::written(value.to_owned())),
            _ => match WORDS.iter().find(|known| **known == word) {
                Some(known) => Message::label(known),
                None => Message::name(value),
            },
        };
        Message::joined([Message::label(self.title()), value], Separator::Colon)
    }

    /// Returns the setting of that name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        let named = |setting: &&Self| setting.name() == name;
        Self::ALL.iter().find(named).copied()
    }

    /// Returns `given` in the stored form of this setting.
    ///
    /// # Errors
    /// The allowed values.
    pub fn accept(self, given: &str) -> Result<String, Message> {
        let allowed = match self.values() {
            Choice(words) => words.contains(&given),
            Switch => matches!(given, "true" | "false"),
            Number(least, most) => given
                .parse::<u16>()
                .is_ok_and(|number| (least..=most).contains(&number)),
            Text(_) => !given.chars().any(char::is_control),
            List(_) => true,
        };
        if allowed {
            return Ok(given.to_owned());
        }
        let words = self.values().words();
        Err(match settings_file::nearest(given, words.iter().copied()) {
            Some(word) => msg!("did you mean `{word}`?", word),
            None => msg!(
                "possible values: {describe}",
                describe = self.values().describe()
            ),
        })
    }
}

/// Returns whether `name` is `auto` or one of the themes that there are.
///
/// # Errors
/// What it may be instead.
pub fn known_theme<'a>(
    name: &str,
    themes: impl IntoIterator<Item = &'a str>,
) -> Result<(), Message> {
    let known: Vec<&str> = ["auto"].into_iter().chain(themes).collect();
    if known.contains(&name) {
        return Ok(());
    }
    Err(match settings_file::nearest(name, known.iter().copied()) {
        Some(near) => msg!("did you mean `{near}`?", near),
        None => msg!("available: {known}", known = known.join(", ")),
    })
}

/// The current values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    given: BTreeMap<Setting, (String, Origin)>,
}

impl Settings {
    /// Returns the settings of a config.toml and every error in it.
    #[must_use]
    pub fn read(text: &str) -> (Self, Vec<SettingError>) {
        let (rows, mut mistakes) = settings_file::rows(text);
        let mut settings = Self::default();
        for row in rows {
            if let Err(mistake) = settings.apply_row(&row) {
                mistakes.push(mistake);
            }
        }
        mistakes.sort_by_key(|mistake| mistake.line);
        (settings, mistakes)
    }

    fn apply_row(&mut self, row: &Row) -> Result<(), SettingError> {
        let name = &row.name;
        if !row.section.is_empty() {
            return Err(SettingError::new(
                row.line,
                msg!("there is no section `{section}`", section = row.section),
                msg!("write each setting on a line of its own, without sections"),
            ));
        }
        let Some(setting) = Setting::by_name(name) else {
            let names = Setting::ALL.iter().map(|setting| setting.name());
            return Err(SettingError::new(
                row.line,
                msg!("there is no setting `{name}`", name),
                match settings_file::nearest(name, names) {
                    Some(near) => msg!("did you mean `{near}`?", near),
                    None => msg!("`bayn config show` lists them"),
                },
            ));
        };
        let list = match (&row.value, setting.values()) {
            (Value::List(all), List(_)) => Some(all.join("\n")),
            (Value::Text(_), List(_)) => row.value.text(),
            (_, List(_)) => None,
            _ => row.value.text(),
        };
        let Some(given) = list else {
            return Err(SettingError::new(
                row.line,
                msg!("`{name}` does not accept this kind of value", name),
                msg!(
                    "possible values: {describe}",
                    describe = setting.values().describe()
                ),
            ));
        };
        let value = setting.accept(&given).map_err(|remedy| {
            SettingError::new(
                row.line,
                msg!("invalid value `{given}` for `{name}`", name, given),
                remedy,
            )
        })?;
        self.set(setting, value, Origin::File(row.line));
        Ok(())
    }

    /// Sets a value returned by [`Setting::accept`].
    pub fn set(&mut self, setting: Setting, value: String, origin: Origin) {
        self.given.insert(setting, (value, origin));
    }

    /// Returns the value of a setting.
    #[must_use]
    pub fn get(&self, setting: Setting) -> &str {
        self.given
            .get(&setting)
            .map_or(setting.default(), |(value, _)| value)
    }

    /// Returns whether a setting is `true`.
    #[must_use]
    pub fn flag(&self, setting: Setting) -> bool {
        self.get(setting) == "true"
    }

    /// Returns the number of a setting; 0 if it is not a number.
    #[must_use]
    pub fn number(&self, setting: Setting) -> u16 {
        self.get(setting).parse().unwrap_or(0)
    }

    /// Returns the origin of the value of a setting.
    #[must_use]
    pub fn origin(&self, setting: Setting) -> Origin {
        self.given
            .get(&setting)
            .map_or(Origin::Default, |(_, origin)| origin.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_allowed_and_every_sentence_ends() {
        for setting in Setting::ALL {
            assert_eq!(
                setting.accept(setting.default()),
                Ok(setting.default().to_owned()),
                "{}",
                setting.name()
            );
            assert!(setting.sentence().ends_with('.'), "{}", setting.name());
            assert_eq!(Setting::by_name(setting.name()), Some(*setting));
        }
    }

    #[test]
    fn a_file_with_ten_mistakes_lists_ten() {
        let text = "thme = \"dark\"\nlayout = \"sideways\"\nmeasure = 900\nzen = \"maybe\"\n\
                    mouse = [1]\ndigits =\nhide = \"traget\"\nzen = true\nrecent = -1\n\
                    language = ar\ncolor = \"never\"\n[view]\nspacing = 1\n";
        let (settings, mistakes) = Settings::read(text);
        let lines: Vec<usize> = mistakes.iter().map(|mistake| mistake.line).collect();
        assert_eq!(lines, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13], "{mistakes:#?}");
        assert!(mistakes.iter().all(|mistake| !mistake.remedy.is_empty()));
        assert_eq!(mistakes[0].remedy.to_string(), "did you mean `theme`?");
        assert_eq!(mistakes[6].remedy.to_string(), "did you mean `target`?");
        assert_eq!(settings.get(Setting::Color), "never");
        assert_eq!(settings.origin(Setting::Color), Origin::File(11));
        assert_eq!(settings.get(Setting::Layout), "auto");
    }
}
