//! The screen of a command: its terminal, its appearance, and its end by a signal.

use crate::cli::args::Screen;
use crate::cli::config::Config;
use crate::cli::report::CliError;
use crate::session::{Setting, Settings};
use crate::tui::detect::detect;
use crate::tui::modes::Modes;
use crate::tui::view::Look;
use harf::encode::Encoding;
use harf::shape::{Shaping, Tashkeel};
use harf::terminal::{Asking, Choice, Facts, parse_choice};
use std::process::ExitCode;

/// Returns the properties that the terminal reports; if the output is linear, nothing is
/// queried, since a query is an escape sequence.
pub(crate) fn terminal_facts(screen: &Screen) -> Facts {
    if screen.accessible {
        Facts::unasked()
    } else {
        detect(Asking::Output)
    }
}

/// Returns how the terminal is written to: by the settings, else by calibration and the
/// terminal.
pub(crate) fn facts(settings: &Settings, found: Facts) -> Facts {
    let mut facts = found;
    if let Some(folder) = crate::cli::config_folder() {
        facts = crate::cli::doctor::with_calibration(facts, &folder);
    }
    // The table of settings allows no other words.
    let choice = Choice {
        bidi: parse_choice::<Encoding>(settings.get(Setting::Bidi)).unwrap_or(None),
        shaping: parse_choice::<Shaping>(settings.get(Setting::Shaping)).unwrap_or(None),
        tashkeel: parse_choice::<Tashkeel>(settings.get(Setting::Tashkeel)).unwrap_or(None),
    };
    facts.chosen(choice)
}

/// Returns the appearance of a screen other than the reader, and the modes that it enters.
pub(crate) fn screen(args: &Screen) -> Result<(Look, Modes), CliError> {
    let mut config = Config::load(args);
    config.check_flag(args)?;
    let facts = facts(&config.settings, terminal_facts(args));
    let look = config.look(&facts);
    let modes = Modes {
        mouse: config.settings.flag(Setting::Mouse) && facts.mouse && !args.accessible,
        linear: args.accessible,
        facts,
    };
    Ok((look, modes))
}

/// Ends as the signal would have ended the process.
pub(crate) fn die_of(signal: i32) -> ExitCode {
    #[cfg(unix)]
    {
        let _returned = signal_hook::low_level::emulate_default_handler(signal);
    }
    ExitCode::from(u8::try_from(128 + signal).unwrap_or(crate::cli::report::FAILED))
}
