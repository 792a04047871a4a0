//! `bayn DIR`: the texts of a folder that belong together, to choose from.

use crate::catalogue::Tongue;
use crate::cli::args::Cli;
use crate::cli::config::Config;
use crate::cli::pair::{self, Paired};
use crate::cli::print;
use crate::cli::read;
use crate::cli::report::{GOOD, Trouble};
use crate::compare::Pairing;
use crate::text::shown_path;
use crate::tui::picker::{Line, Picked, Picker, pick};
use crate::tui::post::channel;
use crate::tui::signals;
use crate::tui::terminal::Modes;
use std::io::{IsTerminal, stdin};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Returns the folder that is to be opened, if it is one.
pub(crate) fn named(files: &[PathBuf]) -> Option<&Path> {
    match files {
        [only] if only.is_dir() => Some(only),
        _ => None,
    }
}

/// Finds the pairs of a folder, lets the user choose one and reads it; without a terminal the
/// pairs are printed.
pub(crate) fn read(args: &Cli, folder: &Path) -> Result<ExitCode, Trouble> {
    let found = pair::find(&[folder.to_owned()], true)?;
    if found.pairs.is_empty() {
        return Err(Trouble::with_remedy(
            format!("no two texts in {} belong together", shown_path(folder)),
            "name the two files to read them side by side all the same",
        ));
    }
    let at_terminal = print::is_terminal() && stdin().is_terminal();
    if args.screen.plain || args.screen.accessible || !at_terminal {
        print::page(&pair::table(&found))?;
        return Ok(ExitCode::from(GOOD));
    }
    let mut config = Config::load(&args.screen);
    config.check_flag(&args.screen)?;
    let facts = read::facts(&config.settings, read::found(&args.screen));
    let look = config.look(&facts);
    let modes = Modes {
        mouse: !args.screen.no_mouse,
        linear: false,
        facts,
    };
    let (sender, outside) = channel()?;
    signals::listen(sender)?;
    let name = look.tongue.set_off(&shown_path(folder));
    let heading = format!("{name}: {}", said(&found, look.tongue));
    let picker = Picker::new(heading, lines(&found, folder));
    let picked = match pick(picker, &look, modes, &outside)? {
        Picked::Signal(signal) => return Ok(read::die_of(signal)),
        Picked::Nothing => return Ok(ExitCode::from(GOOD)),
        Picked::Line(at) => found.pairs.get(at),
    };
    let Some(pair) = picked else {
        return Ok(ExitCode::from(GOOD));
    };
    let file = |at: usize| found.files.get(at).cloned().unwrap_or_default();
    let mut chosen = args.clone();
    chosen.texts.files = vec![file(pair.source), file(pair.target)];
    read::read(&chosen)
}

/// What was found, in a few words.
fn said(found: &Paired, tongue: Tongue) -> String {
    let count =
        |kind: crate::compare::Kind| found.pairs.iter().filter(|pair| pair.kind == kind).count();
    let lonely = found.lonely().count();
    let translations = count(crate::compare::Kind::Translation);
    let comparable = count(crate::compare::Kind::Comparable);
    let mut parts = vec![format!("{translations} with a translation")];
    if comparable > 0 {
        parts.push(format!("{comparable} on the same event"));
    }
    if lonely > 0 {
        parts.push(format!("{lonely} without partner"));
    }
    let parts: Vec<_> = parts.iter().map(|part| tongue.say(part)).collect();
    parts.join(tongue.comma())
}

fn lines(found: &Paired, folder: &Path) -> Vec<Line> {
    let name = |at: usize| {
        let path = found.files.get(at).map_or(Path::new(""), PathBuf::as_path);
        shown_path(path.strip_prefix(folder).unwrap_or(path))
    };
    let line = |pair: &Pairing| Line {
        kind: format!("{:<11}  {:.2}", pair.kind.name(), pair.score.value()),
        source: name(pair.source),
        target: name(pair.target),
    };
    found.pairs.iter().map(line).collect()
}
