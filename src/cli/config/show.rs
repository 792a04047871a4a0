//! `bayn config`: paths, values and errors of the settings; and docs/configuration.md.

use crate::catalogue::UiLanguage;
use crate::cli::config::Config;
use crate::cli::print::Page;
use crate::cli::report::padded;
use crate::session::{Origin, Setting};
use crate::tui::theme::{BUILT_IN, ROLES};
use bayn_text::label;
use bayn_text::msg;
use bayn_text::{shown, shown_path};
use std::fmt::Write;
use std::path::Path;

/// Returns the paths of all files, one per line.
pub(crate) fn path(config: Option<&Path>, state: Option<&Path>, language: UiLanguage) -> Page {
    let mut out = Page::default();
    let mut line = |what: &'static str, path: Option<std::path::PathBuf>| {
        let shown = path.map_or_else(
            || language.word(label!("no home folder")).to_owned(),
            shown_path,
        );
        out.line(format!("{}{shown}", padded(language.word(what), 10)));
    };
    line(
        label!("settings"),
        config.map(|folder| folder.join("config.toml")),
    );
    line(
        label!("keys"),
        config.map(|folder| folder.join("keys.toml")),
    );
    line(label!("themes"), config.map(|folder| folder.join("themes")));
    line(
        label!("recent texts"),
        state.map(|folder| folder.join(crate::cli::recent::FILE)),
    );
    line(
        label!("reviews"),
        state.map(|folder| folder.join("*.bayn.jsonl")),
    );
    out
}

/// Returns every setting with its value, its origin and its description, in the
/// form of a config.toml.
pub(crate) fn show(config: &Config, language: UiLanguage) -> Page {
    let mut out = Page::default();
    for (at, &setting) in Setting::ALL.iter().enumerate() {
        if at > 0 {
            out.line("");
        }
        out.line(format!("# {}", language.word(setting.sentence())));
        let value = config.settings.get(setting);
        let from = match config.settings.origin(setting) {
            Origin::Default => String::new(),
            Origin::File(line) => {
                format!(
                    "  # {}",
                    language.say(msg!("config.toml, line {line}", line))
                )
            }
            Origin::Named(name) => format!("  # {name}"),
            Origin::Session => String::new(),
        };
        if matches!(setting.values(), crate::session::setting::Values::List(_)) {
            let items: Vec<_> = value.lines().map(quoted).collect();
            let shown = items.join(", ");
            out.line(format!("{} = [{shown}]{from}", setting.name()));
            continue;
        }
        out.line(format!("# {}", language.say(setting.values().describe())));
        let plain = value.parse::<u16>().is_ok() || matches!(value, "true" | "false");
        let shown = if plain {
            value.to_owned()
        } else {
            quoted(value)
        };
        out.line(format!("{} = {shown}{from}", setting.name()));
    }
    out
}

/// Returns a value in TOML syntax; control characters are escaped.
fn quoted(value: &str) -> String {
    if shown(value) == value {
        return toml_edit::Value::from(value).to_string();
    }
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\U{:08X}", u32::from(c));
            }
        }
    }
    out.push('"');
    out
}

/// Returns the errors, one per line; empty if there are none.
pub(crate) fn check(config: &Config, language: UiLanguage) -> Page {
    let mut out = Page::default();
    for mistake in &config.mistakes {
        let place = match (&config.folder, mistake.line) {
            (Some(folder), 0) => shown_path(folder.join(&mistake.file)),
            (Some(folder), line) => format!("{}:{line}", shown_path(folder.join(&mistake.file))),
            (None, line) => format!("{}:{line}", shown(&mistake.file)),
        };
        let (problem, remedy) = (
            language.say(&mistake.problem),
            language.say(&mistake.remedy),
        );
        let said = language.apart(&format!("{problem}{}{remedy}", language.semicolon()));
        out.line(format!("{place}: {said}"));
    }
    out
}

/// Returns docs/configuration.md.
pub(crate) fn markdown() -> String {
    let mut out = String::from(
        "# Configuration\n\nWritten by `bayn config show --markdown` from the table of settings.\n\n\
         Settings stand in `config.toml`, keys in `keys.toml`, themes in `themes/NAME.toml`, all in\n\
         `$XDG_CONFIG_HOME/bayn` (`~/.config/bayn`; `%APPDATA%\\bayn` on Windows). `bayn config path`\n\
         names the places, `bayn config show` what holds and why, `bayn config check` what is wrong:\n\
         every mistake of every file with its line and what to do, and exit code 1 if there is one.\n\
         A mistake keeps nothing else from being used. Flags overrule the file. `bayn config set KEY VALUE`\n\
         writes a setting into config.toml, once it is known to be right, and leaves comments and order as\n\
         they are. In the reader `:` sets everything for the session: `:theme = dark`, `:measure 70`; `f9`\n\
         takes changed files over without a restart, and with `--watch` that happens by itself.\n\n\
         ## Settings\n\n| name | values | default | |\n|---|---|---|---|\n",
    );
    for setting in Setting::ALL {
        let default = match setting.default() {
            "" => String::new(),
            value => format!("`{value}`"),
        };
        let _ = writeln!(
            out,
            "| `{}` | {} | {default} | {} |",
            setting.name(),
            setting.values().describe(),
            setting.sentence()
        );
    }
    out.push_str(
        "\n## Themes\n\n`theme` names one of these or a file of your own. `auto` asks the terminal for its\n\
         background (OSC 11, together with the other questions before the first frame, for at most\n\
         300 ms), then looks at `COLORFGBG`. Where it stays unknown, as in tmux before 3.4, `terminal` keeps to\n\
         red, magenta, weight and underlines, which are read on white and on black. Without colour (`NO_COLOR`, `--color never`,\n\
         `TERM=dumb`) every theme is `mono`; `--color always`, `--theme NAME` and `CLICOLOR_FORCE`\n\
         bring colour back, in this order.\n\n| theme | |\n|---|---|\n",
    );
    for (name, sentence, _) in BUILT_IN {
        let _ = writeln!(out, "| `{name}` | {sentence} |");
    }
    out.push_str(
        "\nA theme of your own gives styles to roles; what it leaves open is the parent's.\n\n\
         ```toml\n# themes/paper.toml\ninherit = \"light\"\nground = \"#1c1c1c on #fdf6e3\"\n\
         lit = \"bold\"\nhit = \"magenta bold underline\"\n```\n\n\
         A style is `[colour] [on colour]` and any of `bold`, `dim`, `italic`, `underline`, `reverse`,\n\
         `strike`, or `no-bold`. A colour is one of the terminal's sixteen by name (`red`, `light-red`, …), a number\n\
         of its 256, `#rrggbb` or `default`.\n\n| role | |\n|---|---|\n",
    );
    for (name, sentence) in ROLES {
        let _ = writeln!(out, "| `{name}` | {sentence} |");
    }
    out.push_str(
        "\n## Keys\n\n`keys.toml` has a section for each focus (`reader`, `select`, `pick`, `prompt`, `list`) and in it\n\
         the name of a command with its keys. A command that is named loses its former keys there.\n\
         [keys.md](keys.md) lists the commands.\n\n\
         ```toml\n[reader]\nnext_pair = [\"j\", \"down\", \"ctrl-n\"]\nstatistics = \"S\"\n```\n",
    );
    out
}
