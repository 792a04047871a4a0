//! The flags of settings, made from the table of settings.

use crate::session::Setting;
use crate::session::setting::{Flag, Values};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches};

/// The settings that flags give for one run, in the order of the table.
#[derive(Clone, Debug, Default)]
pub(crate) struct SettingFlags(Vec<(Setting, String)>);

impl SettingFlags {
    /// Returns flags that give these.
    pub(crate) fn of(given: &[(Setting, &str)]) -> Self {
        let given = given.iter();
        Self(
            given
                .map(|(setting, value)| (*setting, (*value).to_owned()))
                .collect(),
        )
    }

    /// Returns each setting that a flag gives, the flag's name, and the value.
    pub(crate) fn all(&self) -> impl Iterator<Item = (Setting, &'static str, &str)> {
        self.0.iter().filter_map(|(setting, value)| {
            let name = match setting.flag() {
                Flag::None => return None,
                Flag::Takes(name, _) | Flag::TakesEverywhere(name, _) | Flag::Sets(name, ..) => {
                    name
                }
            };
            Some((*setting, name, value.as_str()))
        })
    }

    /// Returns what a flag gives a setting.
    pub(crate) fn get(&self, setting: Setting) -> Option<&str> {
        let mut all = self.0.iter();
        all.find(|(given, _)| *given == setting)
            .map(|(_, value)| value.as_str())
    }
}

/// Returns the flag that takes a value of a setting.
pub(crate) fn taking(setting: Setting, name: &'static str, what: &'static str) -> Arg {
    let arg = Arg::new(name)
        .long(name)
        .value_name(what)
        .help(setting.sentence().trim_end_matches('.'));
    match setting.values() {
        Values::Choice(words) => arg.value_parser(PossibleValuesParser::new(words)),
        Values::Switch => arg.value_parser(PossibleValuesParser::new(["true", "false"])),
        Values::Number(..) | Values::Text(_) | Values::List(_) => arg,
    }
}

impl SettingFlags {
    /// Adds the flags of some settings.
    pub(super) fn augment(mut command: Command, settings: &[Setting]) -> Command {
        for setting in settings {
            command = match setting.flag() {
                // Those that go everywhere are the program's own.
                Flag::None | Flag::TakesEverywhere(..) => command,
                Flag::Takes(name, what) => command.arg(taking(*setting, name, what)),
                Flag::Sets(name, _, sentence) => command.arg(
                    Arg::new(name)
                        .long(name)
                        .action(ArgAction::SetTrue)
                        .help(sentence.trim_end_matches('.')),
                ),
            };
        }
        command
    }

    /// Returns what the flags of some settings were given.
    pub(super) fn given(matches: &ArgMatches, settings: &[Setting]) -> Self {
        let given = |setting: &Setting| match setting.flag() {
            Flag::None => None,
            Flag::Takes(name, _) | Flag::TakesEverywhere(name, _) => {
                let value = matches.try_get_one::<String>(name).ok().flatten();
                value.cloned()
            }
            Flag::Sets(name, value, _) => matches.get_flag(name).then(|| value.to_owned()),
        };
        let all = settings.iter();
        Self(
            all.filter_map(|setting| Some((*setting, given(setting)?)))
                .collect(),
        )
    }
}

impl Args for SettingFlags {
    fn augment_args(command: Command) -> Command {
        Self::augment(command, Setting::ALL)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for SettingFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        Ok(Self::given(matches, Setting::ALL))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
