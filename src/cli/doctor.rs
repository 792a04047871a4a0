//! `bayn doctor`: what was detected of this terminal, what is written to it and why.
//!
//! The report is text for people and for bug reports: all evidence for the decision
//! is in it. `--calibrate` shows the page of `tui::calibrate` and saves the answer.

use crate::catalogue::UiLanguage;
use crate::cli::print::Page;
use crate::cli::report::padded;
use crate::cli::terminal;
use crate::disk;
use crate::tui::calibrate::{self, Answer};
use bayn_text::message::{Key, Separator};
use bayn_text::msg;
use bayn_text::{Message, label};
use bayn_text::{shown, shown_path};
use harf::encode::Encoding;
use harf::terminal::{DecidedBy, Facts, Switch, Warning};
use std::fs;
use std::io;
use std::path::Path;

/// Returns the facts, overridden by what was saved for this terminal below `config`, the
/// configuration folder of bayn. A file that is missing or unreadable overrides nothing.
#[must_use]
pub(crate) fn with_calibration(facts: Facts, config: &Path) -> Facts {
    let text = disk::read_text(&config.join(calibrate::file())).unwrap_or_default();
    let kept = calibrate::recall(&text, &facts);
    let outdated = kept.is_some() && calibrate::is_outdated(&text, &facts);
    let mut facts = facts.calibrated(kept);
    if outdated {
        facts.warning = Some(Warning::CalibratedBefore);
    }
    facts
}

/// Shows the calibration page, saves the answer below `config`, and returns one line about it.
///
/// # Errors
///
/// If the terminal cannot be used or the file cannot be written.
pub(crate) fn calibrate(facts: &Facts, config: &Path, language: UiLanguage) -> io::Result<Message> {
    let answer = calibrate::ask(facts, language)?;
    let path = config.join(calibrate::file());
    if answer != Answer::Leave {
        let text = match disk::read_text(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let kept = calibrate::remember(&text, facts, answer);
        disk::replace(&disk::followed(&path), kept.as_bytes())?;
    }
    Ok(match answer {
        Answer::Keep(encoding) => msg!(
            "{encoding} is saved in {path}",
            encoding = Key(encoding.to_string()),
            path
        ),
        Answer::Forget => msg!("nothing is saved for this terminal in {path}", path),
        Answer::Leave => msg!("nothing was changed"),
    })
}

/// Returns the report, lines of at most a hundred columns or so, each with its label.
#[must_use]
pub(crate) fn report(facts: &Facts, language: UiLanguage) -> Page {
    let mut out = Page::default();
    let mut line = |head: &'static str, text: &str| {
        let head = padded(language.word(head), 12);
        out.line(format!("{head}{text}"));
    };
    let version = facts.version.as_deref().unwrap_or("");
    line(
        label!("terminal"),
        format!("{} {version}", language.say(Message::library(&facts.name))).trim_end(),
    );
    let by = match facts.decided_by {
        DecidedBy::Detection => label!("detected"),
        DecidedBy::Calibration => label!("calibrated"),
        DecidedBy::Setting => label!("by setting"),
    };
    line(
        label!("bidi"),
        &format!(
            "{} ({}): {}",
            facts.encoding,
            language.word(by),
            language.word(terminal::why(facts.why))
        ),
    );
    line(label!("shaping"), &facts.shaping.to_string());
    line(label!("vowel marks"), &facts.tashkeel.to_string());
    line(label!("mode"), language.word(mode(facts)));
    line(label!("answers"), &answers(facts, language));
    if let Some(client) = &facts.evidence.client {
        line(
            label!("tmux client"),
            &format!("{} {}", client.name, client.kind),
        );
    }
    for (name, value) in facts.evidence.env.iter() {
        if !matches!(name, "HOME") && !name.starts_with("XDG_") {
            line(label!("environment"), &format!("{name}={}", shown(value)));
        }
    }
    if facts.evidence.kitty_forces_ltr {
        line(
            label!("settings"),
            &language.say(msg!("kitty.conf has force_ltr yes")),
        );
    }
    if facts.evidence.konsole_bidi_is_off {
        line(
            label!("settings"),
            &language.say(msg!("Konsole's profile has BidiRenderingEnabled=false")),
        );
    }
    line(
        label!("saved as"),
        &format!(
            "{:?} {} {}",
            facts.evidence.key(),
            language.word(label!("in")),
            shown_path(calibrate::file())
        ),
    );
    if let Some(warning) = facts.warning {
        line(label!("warning"), language.word(terminal::warning(warning)));
    }
    if facts.encoding != Encoding::Off {
        line(
            "",
            &language.say(msg!(
                "If Arabic looks wrong here, run `bayn doctor --calibrate`."
            )),
        );
    }
    out
}

/// How the terminal is told to keep the order of cells.
fn mode(facts: &Facts) -> &'static str {
    if !facts.encoding.wants_explicit_mode() {
        return label!("no terminal mode is changed");
    }
    match facts.switch {
        Switch::None => label!("no terminal mode is changed"),
        Switch::ExplicitMode => label!("CSI 8 l at the start, CSI 8 h at the end"),
        Switch::Mlterm => label!("OSC 5379;use_ctl=false at the start, =true at the end"),
    }
}

/// The answers to the probe in one line.
fn answers(facts: &Facts, language: UiLanguage) -> String {
    let replies = &facts.evidence.replies;
    if !replies.da1 {
        let none = msg!("none; the terminal was not asked or did not answer");
        return language.say(none);
    }
    let bdsm = match replies.bdsm {
        Some(1 | 3) => msg!("supports explicit bidi mode, now off"),
        Some(2 | 4) => msg!("supports explicit bidi mode, now on"),
        Some(_) => msg!("explicit bidi mode not supported"),
        None => msg!("no answer about explicit bidi mode"),
    };
    let version = replies.xtversion.as_deref();
    let version = version.map_or_else(|| msg!("no name"), Message::name);
    let da2 = replies.da2.map_or_else(
        || msg!("no DA2"),
        |[a, b, c]| Message::of(Key(format!("DA2 {a};{b};{c}"))),
    );
    language.say(Message::joined([bdsm, version, da2], Separator::Semicolon))
}

#[cfg(test)]
mod tests {
    use super::*;
    use harf::terminal::{Environment, Evidence, decide, parse_replies};

    fn facts(replies: &[u8]) -> Facts {
        decide(Evidence {
            replies: parse_replies(replies),
            env: Environment::of([
                ("TERM".to_owned(), "xterm-256color".to_owned()),
                ("HOME".to_owned(), "/home/someone".to_owned()),
            ]),
            ..Evidence::default()
        })
    }

    #[test]
    fn the_report_says_what_was_found_what_is_used_and_why() {
        let text = report(
            &facts(b"\x1b[8;1$y\x1b[>65;7006;1c\x1b[?65c"),
            UiLanguage::ENGLISH,
        )
        .to_string();
        for part in [
            "VTE 0.70.6",
            "visual (detected): it supports",
            "CSI 8 l",
            "DA2 65;7006;1",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(!text.contains("/home/someone"), "{text}");
    }

    #[test]
    fn putty_is_warned_of() {
        let text = report(&facts(b"\x1b[>0;136;0c\x1b[?6c"), UiLanguage::ENGLISH).to_string();
        assert!(text.contains("warning     PuTTY"), "{text}");
    }
}
