//! Help and errors of the command line in the user's language.
//!
//! The argument parser's English output is used unchanged. For another language the
//! table of arguments is rewritten: each sentence translated, headings, defaults and
//! possible values written by bayn, so that none of the parser's own words are left. That is
//! done only if there is output: it does not slow startup.

use crate::catalogue::UiLanguage;
use crate::cli::args::{Cli, words};
use crate::cli::print;
use crate::cli::report::{CliError, FAILED, GOOD};
use bayn_text::Message;
use bayn_text::label;
use bayn_text::msg;
use bayn_text::shown_path;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};
use std::error::Error as _;
use std::ffi::OsString;
use std::process::ExitCode;

/// Answers a command line that asks for help or cannot be understood.
pub(crate) fn answer_parser(error: &clap::Error, line: Vec<OsString>) -> ExitCode {
    // Text quoted by the parser is made safe to show.
    let shown = line.iter().map(|word| shown_path(word).into());
    let args = words(shown.collect());
    let spoken = args.iter().filter_map(|word| word.to_str());
    let language = asked(spoken).unwrap_or_else(crate::cli::language);
    let _set_once = crate::cli::UI_LANGUAGE.set(language);
    let again = command(language).try_get_matches_from(args).err();
    let error = again.as_ref().unwrap_or(error);
    match language {
        language if language.is_english() => {
            print::styled(&error.render().ansi().to_string(), error.use_stderr());
            let code = if error.use_stderr() { FAILED } else { GOOD };
            ExitCode::from(code)
        }
        _ if error.use_stderr() => print::error(&cli_error(error, language)),
        _ => {
            // The one word of the parser's that cannot be given to it in another form.
            let also = language.word(label!("[also "));
            let said = error
                .render()
                .ansi()
                .to_string()
                .replace("[aliases: ", also);
            print::styled(&said, false);
            ExitCode::from(GOOD)
        }
    }
}

/// Returns the language that `--lang-ui` names, however invalid the rest of the line is.
fn asked<'a>(words: impl Iterator<Item = &'a str>) -> Option<UiLanguage> {
    let mut before = "";
    for word in words {
        let value = word.strip_prefix("--lang-ui=");
        let value = value.or((before == "--lang-ui").then_some(word));
        if let Some(value) =
            value.filter(|value| *value == "auto" || UiLanguage::of(value).is_some())
        {
            return Some(crate::cli::ui_language_of(value));
        }
        before = word;
    }
    None
}

/// Returns a sentence of help in the language; the parser has stripped full stops.
pub(crate) fn translated(text: &StyledStr, language: UiLanguage) -> String {
    let text = text.to_string();
    let bare = text.trim();
    if language.knows(bare) {
        return language.word(bare).to_owned();
    }
    let whole = format!("{bare}.");
    language.word(&whole).trim_end_matches('.').to_owned()
}

/// Returns the command line translated to a language.
pub(crate) fn command(language: UiLanguage) -> Command {
    match language.is_english() {
        true => Cli::command(),
        false => dressed(Cli::command(), language),
    }
}

/// Returns a manual page with its headings in a language: its generator has only English ones.
pub(crate) fn headings(page: &str, language: UiLanguage) -> String {
    if language.is_english() {
        return page.to_owned();
    }
    let line = |line: &str| match line.strip_prefix(".SH ") {
        Some(heading) => format!(
            ".SH \"{}\"\n",
            language.say(Message::library(heading.trim_matches('"')))
        ),
        None => format!("{line}\n"),
    };
    page.lines().map(line).collect()
}

/// Translates a command and its subcommands.
fn dressed(command: Command, language: UiLanguage) -> Command {
    let (about, long) = (command.get_about(), command.get_long_about());
    let (about, long) = (
        about.map(|text| translated(text, language)),
        long.map(|text| translated(text, language)),
    );
    let after = command
        .get_after_help()
        .map(|text| translated(text, language));
    let below: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let version = command.get_version().is_some();
    let heading = |text| language.word(text).trim_end_matches(':');
    let options = heading(label!("Options:"));
    let mut command = command.mut_args(|arg| argument(arg, language));
    command = command
        .disable_help_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(language.say(msg!("Print help")))
                .help_heading(options),
        )
        .subcommand_help_heading(heading(label!("Commands:")));
    if version {
        command = command.disable_version_flag(true).arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(language.say(msg!("Print version")))
                .help_heading(options),
        );
    }
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(long) = long {
        command = command.long_about(long);
    }
    if let Some(after) = after {
        command = command.after_help(after);
    }
    let usage = language.say(msg!("Usage:"));
    command = command.help_template(format!(
        "{{before-help}}{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"
    ));
    for name in below {
        command = command.mut_subcommand(name, |sub| dressed(sub, language));
    }
    command
}

/// Translates an argument: its sentence, its heading, its values.
fn argument(arg: Arg, language: UiLanguage) -> Arg {
    let mut help = arg
        .get_help()
        .map(|text| translated(text, language))
        .unwrap_or_default();
    let values: Vec<_> = arg
        .get_possible_values()
        .into_iter()
        .filter(|value| !value.is_hide_set())
        .collect();
    let takes = arg.get_action().takes_values();
    let default: Vec<String> = arg
        .get_default_values()
        .iter()
        .map(|value| value.to_string_lossy().into_owned())
        .collect();
    if takes && !default.is_empty() && !arg.is_hide_default_value_set() {
        let shown = default.join(" ");
        help = format!("{help} {}", language.say(msg!("[default: {shown}]", shown)));
    }
    let mut long = help.clone();
    if takes && !values.is_empty() {
        let names: Vec<&str> = values
            .iter()
            .map(clap::builder::PossibleValue::get_name)
            .collect();
        let list = language.say(msg!("[possible values: {names}]", names = names.join(", ")));
        help = format!("{help} {list}");
        long = if values.iter().all(|value| value.get_help().is_none()) {
            format!("{long}\n\n{list}")
        } else {
            let lines = values.iter().map(|value| {
                let meaning = value.get_help().map(|text| translated(text, language));
                format!("\n- {}: {}", value.get_name(), meaning.unwrap_or_default())
            });
            format!("{long}\n{}", lines.collect::<String>())
        };
    }
    let heading = if arg.is_positional() {
        label!("Arguments:")
    } else {
        "Options:"
    };
    let heading = language.word(heading).trim_end_matches(':');
    let long = (long != help).then_some(long);
    let mut arg = arg.help(help).help_heading(heading);
    if takes {
        arg = arg.hide_default_value(true).hide_possible_values(true);
    }
    match long {
        Some(long) => arg.long_help(long),
        None => arg,
    }
}

/// Returns the error of a command line, and the remedy.
fn cli_error(error: &clap::Error, language: UiLanguage) -> CliError {
    let words = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(all)) => all.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        _ => Vec::new(),
    };
    let one = |kind| words(kind).join(" ");
    let (arg, value) = (one(ContextKind::InvalidArg), one(ContextKind::InvalidValue));
    let near = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .find_map(|kind| words(kind).into_iter().next());
    let what = match error.kind() {
        ErrorKind::UnknownArgument => msg!("unknown option or argument `{arg}`", arg),
        ErrorKind::InvalidSubcommand => {
            msg!(
                "there is no subcommand `{invalidsubcommand}`",
                invalidsubcommand = one(ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            msg!("`{arg}` needs a value", arg)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            msg!("invalid value `{value}` for `{arg}`", arg, value)
        }
        ErrorKind::MissingRequiredArgument => {
            msg!(
                "missing: {invalidarg}",
                invalidarg = words(ContextKind::InvalidArg).join(" ")
            )
        }
        ErrorKind::ArgumentConflict => match one(ContextKind::PriorArg) {
            prior if prior.is_empty() => {
                msg!("`{arg}` and a subcommand cannot be used together", arg)
            }
            prior => msg!("`{arg}` and `{prior}` cannot be used together", arg, prior),
        },
        ErrorKind::TooManyValues => msg!("too many values, starting with `{value}`", value),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            msg!("`{arg}` needs more values", arg)
        }
        ErrorKind::InvalidUtf8 => msg!("invalid UTF-8"),
        _ => msg!("the command line cannot be understood"),
    };
    let allowed = words(ContextKind::ValidValue);
    let remedy = match (near, allowed.is_empty(), error.source()) {
        (Some(near), ..) => msg!("did you mean `{near}`?", near),
        (None, false, _) => msg!("possible values: {allowed}", allowed = allowed.join(", ")),
        (None, true, Some(cause)) if language.knows(&cause.to_string()) => Message::library(cause),
        (None, true, _) => msg!("run `bayn --help` for usage"),
    };
    CliError::with_remedy(what, remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every sentence of help, of every argument and value, with where it is.
    fn sentences(command: &Command, at: &str, into: &mut Vec<(String, String)>) {
        let here = format!("{at} {}", command.get_name());
        let mut take = |what: &str, text: Option<&StyledStr>| {
            if let Some(text) = text {
                into.push((format!("{here} {what}"), text.to_string().trim().to_owned()));
            }
        };
        take("about", command.get_about());
        take("long about", command.get_long_about());
        take("after", command.get_after_help());
        for arg in command.get_arguments() {
            take(arg.get_id().as_str(), arg.get_help());
            take(arg.get_id().as_str(), arg.get_long_help());
            for value in arg.get_possible_values() {
                take(value.get_name(), value.get_help());
            }
        }
        for sub in command.get_subcommands() {
            sentences(sub, &here, into);
        }
    }

    #[test]
    fn every_sentence_of_help_has_a_translation() {
        let mut all = Vec::new();
        let mut command = Cli::command();
        command.build();
        sentences(&command, "", &mut all);
        assert!(all.len() > 150, "{}", all.len());
        let missing: Vec<_> = all
            .iter()
            .filter(|(_, text)| {
                let arabic = UiLanguage::of("ar").expect("Arabic");
                !text.is_empty() && !arabic.knows(text) && !arabic.knows(&format!("{text}."))
            })
            .collect();
        assert!(missing.is_empty(), "{missing:#?}");
    }

    #[test]
    fn dressed_help_is_whole_and_has_no_word_of_the_parser() {
        let mut command = dressed(Cli::command(), UiLanguage::of("ar").expect("Arabic"));
        command.build();
        fn each(command: &mut Command) {
            for long in [false, true] {
                let help = if long {
                    command.render_long_help()
                } else {
                    command.render_help()
                };
                let help = help.to_string();
                for word in [
                    "Usage",
                    "Options",
                    "Commands",
                    "Arguments",
                    "default:",
                    "possible",
                    "Print",
                ] {
                    assert!(!help.contains(word), "{word}: {help}");
                }
                assert!(help.contains("--help"), "{help}");
            }
            for sub in command.get_subcommands_mut() {
                each(sub);
            }
        }
        each(&mut command);
    }

    #[test]
    fn mistakes_are_told_in_the_language() {
        for line in [
            "bayn --colour never",
            "bayn --color pink",
            "bayn --color",
            "bayn check --min-severity huge a b",
            "bayn check --check nonsense a b",
            "bayn merge",
            "bayn check --json --tsv a b",
            "bayn align --min-confidence 7 a b",
            "bayn show --width x",
            "bayn pair",
            "bayn completions",
        ] {
            let command = dressed(Cli::command(), UiLanguage::of("ar").expect("Arabic"));
            let error = command
                .try_get_matches_from(line.split(' '))
                .expect_err(line);
            let cli_error = cli_error(&error, UiLanguage::of("ar").expect("Arabic"));
            let what = &cli_error.line();
            let id = cli_error.what().id().expect("a sentence");
            let arabic = UiLanguage::of("ar").expect("Arabic");
            assert!(arabic.knows(id), "{line}: {what}");
            assert_ne!(what, "the command line cannot be understood", "{line}");
        }
    }

    #[test]
    fn the_language_is_found_in_a_broken_line() {
        assert_eq!(
            asked(["bayn", "--lang-ui", "ar", "--x"].into_iter()),
            Some(UiLanguage::of("ar").expect("Arabic"))
        );
        assert_eq!(
            asked(["bayn", "--lang-ui=ar"].into_iter()),
            Some(UiLanguage::of("ar").expect("Arabic"))
        );
        assert_eq!(asked(["bayn", "--help"].into_iter()), None);
    }
}
