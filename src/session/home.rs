//! State of the user rather than of the texts: settings, recent texts, time read.
//!
//! The loop handles files and clock; these are plain values. The effect of a setting on the view is
//! in `update::home`.

use crate::catalogue::UiLanguage;
use crate::session::setting::Settings;
use crate::session::settings_file::SettingError;

/// An entry of the list of recent texts.
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
    /// The names of all themes.
    pub themes: Vec<String>,
    /// The errors in the settings files.
    pub mistakes: Vec<SettingError>,
    /// Texts read before, the latest first.
    pub recent: Vec<Recent>,
    /// Seconds spent on these texts at earlier times and now.
    pub seconds: u64,
    /// The time of the last event, in seconds since 1970; 0 before the first.
    pub last_event: u64,
}

/// Longer pauses do not count as reading, in seconds.
const PAUSE: u64 = 120;

impl Home {
    /// Counts the time since the last event as read, unless the user was away.
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
