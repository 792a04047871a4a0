//! The user's settings: config.toml, keys.toml and themes/*.toml in bayn's settings folder.
//!
//! ```text
//!   defaults  <  config.toml  <  flags          keys.toml over assets/keys.toml
//! ```
//!
//! Errors in any of the files are collected, each with file, line and remedy, and
//! the program starts with the valid part. The reader's first frame waits only for the configured
//! theme; the others are read after it. Only `config set` writes here.

mod set;
mod show;

pub(crate) use set::set;
pub(crate) use show::{check, markdown, path, show};

use crate::catalogue::UiLanguage;
use crate::cli::args::Screen;
use crate::cli::report::CliError;
use crate::session::keymaps::Named;
use crate::session::setting::known_theme;
use crate::session::settings_file::SettingError;
use crate::session::{Keymap, Origin, Setting, Settings};
use crate::tui::theme::{ColourOptions, Theme, Themes, insists, names, paints};
use crate::tui::view::Look;
use bayn_text::Message;
use bayn_text::msg;
use harf::terminal::Facts;
use std::path::{Path, PathBuf};

/// The folder of the user's own themes.
const THEMES: &str = "themes";

/// The user's configuration.
#[derive(Clone, Debug, Default)]
pub(crate) struct Config {
    /// The folder of the files, if there is one.
    pub(crate) folder: Option<PathBuf>,
    /// The settings.
    pub(crate) settings: Settings,
    /// The keys.
    pub(crate) keymap: Keymap,
    /// The text of keys.toml.
    keys: Option<String>,
    /// The user's own themes by name.
    pub(crate) themes: Vec<(String, Theme)>,
    /// The errors in the files.
    pub(crate) mistakes: Vec<SettingError>,
    /// Whether there may be themes that were not read.
    unread: bool,
}

impl Config {
    /// Reads the files in the settings folder and overrides them with flags.
    pub(crate) fn load(screen: &Screen) -> Self {
        let mut config = Self::start(screen);
        config.read_rest();
        config
    }

    /// Reads what the first frame needs; [`Self::read_rest`] reads the rest.
    pub(crate) fn start(screen: &Screen) -> Self {
        let folder = crate::cli::config_folder();
        folder.map_or_else(
            || {
                let mut config = Self::default();
                config.lay_over(screen);
                let _known = config.bind();
                config
            },
            |folder| Self::load_first(&folder, screen),
        )
    }

    /// Reads the files in a folder; missing files set nothing.
    #[cfg(test)]
    pub(crate) fn of(folder: &Path) -> Self {
        let mut config = Self::load_first(folder, &Screen::default());
        config.read_rest();
        config
    }

    fn load_first(folder: &Path, screen: &Screen) -> Self {
        let mut config = Self {
            folder: Some(folder.to_owned()),
            unread: true,
            ..Self::default()
        };
        if let Some(text) = config.text("config.toml") {
            let (settings, mistakes) = Settings::read(&text);
            config.settings = settings;
            config.add("config.toml", mistakes);
        }
        config.keys = config.text("keys.toml");
        let keymap = config.settings.get(Setting::Keymap).to_owned();
        let mistakes = config.bind();
        config.add("keys.toml", mistakes);
        let set = config.settings.get(Setting::Theme).to_owned();
        config.read_theme(&set);
        config.check_theme();
        config.lay_over(screen);
        if config.settings.get(Setting::Keymap) != keymap {
            let _known = config.bind();
        }
        let asked = config.settings.get(Setting::Theme).to_owned();
        if asked != set {
            config.read_theme(&asked);
        }
        config
    }

    /// Reads the remaining themes, and lists their errors.
    pub(crate) fn read_rest(&mut self) {
        if std::mem::take(&mut self.unread)
            && let Some(folder) = self.folder.clone()
        {
            self.themes.clear();
            self.mistakes
                .retain(|mistake| !mistake.file.starts_with(THEMES));
            self.read_themes(&folder);
        }
    }

    /// Overrides the configured keymap with the user's keys; returns their errors.
    fn bind(&mut self) -> Vec<SettingError> {
        let named = Named::by_name(self.settings.get(Setting::Keymap));
        self.keymap = named.map_or_else(Keymap::default, |named| named.keymap());
        let keys = self.keys.as_deref().unwrap_or("");
        self.keymap.overlay(keys)
    }

    /// Reads a file of the folder; one that cannot be read is an error.
    fn text(&mut self, name: &str) -> Option<String> {
        let path = self.folder.as_ref()?.join(name);
        match crate::disk::read(&path) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => return Some(text),
                Err(error) => {
                    let good = error.utf8_error().valid_up_to();
                    let lines = error.as_bytes().iter().take(good).filter(|b| **b == b'\n');
                    let mistake = SettingError::new(
                        lines.count() + 1,
                        msg!("not valid UTF-8"),
                        msg!("save it as UTF-8"),
                    );
                    self.add(name, vec![mistake]);
                }
            },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => {
                let mistake =
                    SettingError::new(0, Message::library(error), msg!("make the file readable"));
                self.add(name, vec![mistake]);
            }
        }
        None
    }

    fn add(&mut self, name: &str, mistakes: Vec<SettingError>) {
        let named = mistakes.into_iter().map(|mistake| mistake.in_file(name));
        self.mistakes.extend(named);
    }

    /// Reads every theme; one may inherit from another that comes before it by name.
    fn read_themes(&mut self, folder: &Path) {
        let mut files: Vec<String> = std::fs::read_dir(folder.join(THEMES))
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| name.ends_with(".toml"))
            .collect();
        files.sort();
        for file in files {
            let place = format!("{THEMES}/{file}");
            if let Some(text) = self.text(&place) {
                self.take_theme(&place, file.trim_end_matches(".toml"), &text);
            }
        }
    }

    /// Reads one theme of the user's own, after those it inherits from.
    fn read_theme(&mut self, name: &str) {
        let mut chain: Vec<(String, String)> = Vec::new();
        let mut next = Some(name.to_owned());
        while let Some(name) = next.filter(|name| !names().contains(&name.as_str())) {
            // A name is not a path, and a theme inherits only from an earlier one.
            let plain = !name.contains(['/', '\\']) && name != "auto";
            let earlier = chain.last().is_none_or(|(last, _)| name < *last);
            let Some(text) = (plain && earlier)
                .then(|| self.text(&format!("{THEMES}/{name}.toml")))
                .flatten()
            else {
                break;
            };
            next = Theme::parent(&text);
            chain.push((name, text));
        }
        for (name, text) in chain.into_iter().rev() {
            self.take_theme(&format!("{THEMES}/{name}.toml"), &name, &text);
        }
    }

    fn take_theme(&mut self, place: &str, name: &str, text: &str) {
        let known = |name: &str| {
            let found = self.themes.iter().find(|(known, _)| known == name);
            found.map(|(_, theme)| *theme)
        };
        let (theme, mistakes) = Theme::read(text, &known);
        self.add(place, mistakes);
        self.themes.push((name.to_owned(), theme));
    }

    /// An unknown theme is an error of the line that names it.
    fn check_theme(&mut self) {
        let name = self.settings.get(Setting::Theme).to_owned();
        let Err(remedy) = self.knows_theme(&name) else {
            return;
        };
        let line = match self.settings.origin(Setting::Theme) {
            Origin::File(line) => line,
            _ => 0,
        };
        let mistake = SettingError::new(line, msg!("there is no theme `{name}`", name), remedy);
        self.add("config.toml", vec![mistake]);
        let default = Setting::Theme.default().to_owned();
        self.settings.set(Setting::Theme, default, Origin::Default);
    }

    /// Returns whether there is a theme of that name.
    ///
    /// # Errors
    /// The names of the themes.
    pub(crate) fn knows_theme(&self, name: &str) -> Result<(), Message> {
        let own = self.themes.iter().map(|(name, _)| name.as_str());
        known_theme(name, names().into_iter().chain(own))
    }

    /// Rejects a flag that names an unknown theme.
    pub(crate) fn check_flag(&mut self, screen: &Screen) -> Result<(), CliError> {
        let Some(name) = screen.settings.get(Setting::Theme) else {
            return Ok(());
        };
        if self.knows_theme(name).is_ok() {
            return Ok(());
        }
        // The themes not read yet are listed too.
        self.read_rest();
        let wrong =
            |remedy| CliError::with_remedy(msg!("there is no theme `{name}`", name), remedy);
        self.knows_theme(name).map_err(wrong)
    }

    /// Overrides the settings with the flags of one run.
    fn lay_over(&mut self, screen: &Screen) {
        // A flag always overrides, even with the default value.
        for (setting, flag, value) in screen.settings.all() {
            self.settings
                .set(setting, value.to_owned(), Origin::Named(flag));
        }
    }

    /// Returns the appearance of the screen under the settings.
    pub(crate) fn look(&self, facts: &Facts) -> Look {
        let themes = self.themes(&facts.evidence);
        Look {
            theme: themes.of(self.settings.get(Setting::Theme)),
            themes,
            language: language(&self.settings, |name| std::env::var(name).ok()),
            shaping: facts.shaping,
            tashkeel: facts.tashkeel,
            keymap: self.keymap.clone(),
        }
    }

    /// Returns the themes as far as environment and terminal allow.
    pub(crate) fn themes(&self, evidence: &harf::terminal::Evidence) -> Themes {
        let variable = |name: &str| std::env::var(name).ok();
        let wish = ColourOptions {
            color: self.settings.get(Setting::Color).to_owned(),
            named: matches!(self.settings.origin(Setting::Theme), Origin::Named(_)),
            no_color: variable("NO_COLOR"),
            force: variable("CLICOLOR_FORCE"),
            term: variable("TERM"),
        };
        Themes {
            own: self.themes.clone(),
            colours: paints(&wish),
            insisted: insists(&wish),
            ground: evidence.ground(),
            background: evidence.background(),
            depth: evidence.depth(),
        }
    }
}

/// Returns the language requested by settings and environment: `LANGUAGE` is a priority list
/// if a locale is set at all, as in gettext.
pub(crate) fn language(
    settings: &Settings,
    variable: impl Fn(&str) -> Option<String>,
) -> UiLanguage {
    if let Some(language) = UiLanguage::of(settings.get(Setting::Language)) {
        return language;
    }
    let full = |name| variable(name).filter(|value: &String| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(full);
    let Some(locale) = locale.filter(|name| !name.starts_with("POSIX") && name != "C") else {
        return UiLanguage::ENGLISH;
    };
    let wishes = full("LANGUAGE").unwrap_or_default();
    let first = wishes.split(':').find_map(UiLanguage::of);
    first
        .or_else(|| UiLanguage::of(&locale))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::SettingFlags;
    use crate::session::setting::Flag;

    fn flags(given: &[(Setting, &str)]) -> Screen {
        Screen {
            settings: SettingFlags::of(given),
            ..Screen::default()
        }
    }

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("themes")).expect("a folder");
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).expect("a file");
        }
        folder
    }

    #[test]
    fn the_faults_of_all_files_are_listed_and_the_rest_is_used() {
        let folder = folder(&[
            (
                "config.toml",
                "theme = \"mine\"\nzne = true\nmeasure = 70\n",
            ),
            ("keys.toml", "[reader]\nquit = \"Q\"\nnext_par = \"x\"\n"),
            ("themes/mine.toml", "inherit = \"dark\"\nhti = \"red\"\n"),
            ("themes/other.toml", "inherit = \"mine\"\nhit = \"blu\"\n"),
        ]);
        let config = Config::of(folder.path());
        let said: Vec<String> = config
            .mistakes
            .iter()
            .map(SettingError::to_string)
            .collect();
        assert_eq!(
            said,
            [
                "config.toml, line 2: there is no setting `zne`; did you mean `zen`?",
                "keys.toml, line 3: there is no command `next_par`; did you mean `next_pair`?",
                "themes/mine.toml, line 2: there is no role `hti`; did you mean `hit`?",
                "themes/other.toml, line 2: `blu` is not part of a style; did you mean `blue`?",
            ]
        );
        assert_eq!(config.settings.get(Setting::Theme), "mine");
        assert_eq!(config.settings.number(Setting::Measure), 70);
        assert_eq!(config.themes.len(), 2);
    }

    #[test]
    fn the_first_frame_waits_for_the_theme_that_is_set_alone() {
        let folder = folder(&[
            ("config.toml", "theme = \"mine\"\n"),
            ("themes/base.toml", "inherit = \"dark\"\nhit = \"red\"\n"),
            ("themes/mine.toml", "inherit = \"base\"\nlit = \"bold\"\n"),
            ("themes/other.toml", "hti = \"red\"\n"),
            ("themes/loop.toml", "inherit = \"loop\"\n"),
        ]);
        let mut config = Config::load_first(folder.path(), &Screen::default());
        let names = |config: &Config| -> Vec<String> {
            let own = config.themes.iter();
            own.map(|(name, _)| name.clone()).collect()
        };
        assert_eq!(names(&config), ["base", "mine"]);
        assert!(config.mistakes.is_empty(), "{:?}", config.mistakes);
        let whole = Config::of(folder.path());
        let mine = |config: &Config| {
            config
                .themes
                .iter()
                .find(|(name, _)| name == "mine")
                .cloned()
        };
        assert_eq!(mine(&config), mine(&whole));
        config.read_rest();
        assert_eq!(names(&config), ["base", "loop", "mine", "other"]);
        assert_eq!(config.mistakes, whole.mistakes);
        assert_eq!(config.mistakes.len(), 2, "{:?}", config.mistakes);
        let screen = flags(&[(Setting::Theme, "loop")]);
        assert_eq!(
            names(&Config::load_first(folder.path(), &screen)),
            ["base", "mine", "loop"]
        );
    }

    #[test]
    fn a_theme_that_is_not_there_is_a_fault() {
        let folder = folder(&[("config.toml", "\ntheme = \"drak\"\n")]);
        let config = Config::of(folder.path());
        assert_eq!(
            config.mistakes[0].to_string(),
            "config.toml, line 2: there is no theme `drak`; did you mean `dark`?"
        );
        assert_eq!(config.settings.get(Setting::Theme), "terminal");
    }

    #[test]
    fn flags_overrule_the_file() {
        let folder = folder(&[("config.toml", "bidi = \"guard\"\ntheme = \"dark\"\n")]);
        let mut config = Config::of(folder.path());
        let screen = flags(&[(Setting::Theme, "light")]);
        config.lay_over(&screen);
        assert_eq!(config.settings.get(Setting::Bidi), "guard");
        assert_eq!(config.settings.get(Setting::Theme), "light");
    }

    #[test]
    fn a_flag_wins_also_where_it_says_the_default() {
        let folder = folder(&[(
            "config.toml",
            "language = \"ar\"\ntheme = \"dark\"\ncolor = \"never\"\nkeymap = \"omegat\"\n\
             bidi = \"guard\"\nshaping = \"base\"\ntashkeel = \"strip\"\n",
        )]);
        let taken = |setting: &&Setting| {
            matches!(setting.flag(), Flag::Takes(..) | Flag::TakesEverywhere(..))
        };
        let given: Vec<Setting> = Setting::ALL.iter().filter(taken).copied().collect();
        assert_eq!(given.len(), 10);
        let screen = flags(&given.iter().map(|s| (*s, s.default())).collect::<Vec<_>>());
        let config = Config::load_first(folder.path(), &screen);
        for setting in given {
            assert_eq!(config.settings.get(setting), setting.default());
            assert!(matches!(config.settings.origin(setting), Origin::Named(_)));
        }
        assert_eq!(
            config.keymap,
            Named::by_name("vim").map_or_else(Keymap::default, |named| named.keymap())
        );
    }

    #[test]
    fn the_language_is_that_of_messages() {
        let of = |pairs: &[(&str, &str)]| {
            language(&Settings::default(), |name| {
                let found = pairs.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(
            of(&[("LANG", "ar_SY.UTF-8")]),
            UiLanguage::of("ar").expect("Arabic")
        );
        assert_eq!(
            of(&[("LC_ALL", ""), ("LANG", "ar")]),
            UiLanguage::of("ar").expect("Arabic")
        );
        let both = [("LC_MESSAGES", "en_GB"), ("LANG", "ar_SY")];
        assert_eq!(of(&both), UiLanguage::ENGLISH);
        assert_eq!(
            of(&[("LANG", "de_DE"), ("LANGUAGE", "fr:ar:en")]),
            UiLanguage::of("ar").expect("Arabic")
        );
        assert_eq!(
            of(&[("LANG", "C"), ("LANGUAGE", "ar")]),
            UiLanguage::ENGLISH
        );
        assert_eq!(of(&[]), UiLanguage::ENGLISH);
    }
}
