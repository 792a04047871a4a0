//! What belongs to the user rather than to the texts: settings, recent texts, time read.
//!
//! Files and clock are the loop's; here are plain values. What a setting does to the view is
//! said in `update::home`.

use crate::catalogue::UiLanguage;
use crate::session::setting::Settings;
use crate::session::settings_file::SettingError;

/// A text read before, as the list of recent ones shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recent {
    /// The names of its files.
    pub names: String,
    /// Where it was left, such as `12/80`.
    pub place: String,
}

/// The user's side of a session.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Home {
    /// The settings in force.
    pub settings: Settings,
    /// The language of menus and messages.
    pub language: UiLanguage,
    /// The names of all themes there are.
    pub themes: Vec<String>,
    /// What is wrong in the files of settings.
    pub mistakes: Vec<SettingError>,
    /// Texts read before, the latest first.
    pub recent: Vec<Recent>,
    /// Seconds spent on these texts at earlier times and now.
    pub seconds: u64,
    /// When the last event came, in seconds since 1970; 0 before the first.
    pub last_event: u64,
}

/// Longer pauses than this are no reading, in seconds.
const PAUSE: u64 = 120;

impl Home {
    /// Counts the time since the last event as read, unless somebody went away meanwhile.
    pub(crate) fn tick(&mut self, now: u64) {
        if self.last_event > 0 {
            let passed = now.saturating_sub(self.last_event);
            self.seconds += if passed <= PAUSE { passed } else { 0 };
        }
        self.last_event = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_pause_is_no_reading() {
        let mut home = Home::default();
        for now in [1000, 1030, 9000, 9010] {
            home.tick(now);
        }
        assert_eq!(home.seconds, 40);
    }
}
