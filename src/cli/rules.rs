//! Rules of the user: regular expressions that are matched with each pair.
//!
//! As a table with tabs (source pattern, target pattern, sentence, severity; the last may be
//! missing), or as TOML:
//!
//! ```text
//! [[rule]]
//! source = "\\bNATO\\b"        # with both, a pair is reported if the source matches
//! target = "\\bOTAN\\b"        # and the target does not; with one, wherever it matches
//! message = "NATO is OTAN here."
//! severity = "major"          # minor when not given
//! ```

use crate::cli::report::CliError;
use bayn_doc::Severity;
use bayn_doc::Sides;
use bayn_review::check::Rule;
use bayn_text::Message;
use bayn_text::msg;
use bayn_text::{decode, shown_path};
use regex::Regex;
use std::path::Path;

/// Reads a file of rules.
pub(crate) fn read(path: &Path) -> Result<Vec<Rule>, CliError> {
    let shown = shown_path(path);
    let bytes = std::fs::read(path).map_err(|error| CliError::unread(path, &error))?;
    let text = decode(&bytes, None).text;
    let is_toml = path
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("toml"));
    let rules = if is_toml || text.lines().any(|line| line.trim() == "[[rule]]") {
        from_toml(&text)
    } else {
        from_table(&text)
    };
    let rules = rules.map_err(|what| CliError::about(&shown, what))?;
    if rules.is_empty() {
        return Err(CliError::with_remedy(
            msg!("{shown} contains no rules", shown),
            msg!(
                "each line needs a source pattern, a tab, a target pattern, a tab and a message; or write [[rule]] tables in TOML"
            ),
        ));
    }
    Ok(rules)
}

fn from_table(text: &str) -> Result<Vec<Rule>, Message> {
    let mut rules = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut cells = line.split('\t').map(str::trim);
        let mut cell = || cells.next().unwrap_or("");
        let parts = [cell(), cell(), cell(), cell()];
        let made =
            rule(parts).map_err(|what| msg!("line {line}: {what}", line = number + 1, what))?;
        rules.push(made);
    }
    Ok(rules)
}

fn from_toml(text: &str) -> Result<Vec<Rule>, Message> {
    let table: toml::Table = text.parse().map_err(Message::library)?;
    let listed = table.get("rule").and_then(toml::Value::as_array);
    let mut rules = Vec::new();
    for (number, entry) in listed.into_iter().flatten().enumerate() {
        let fail = |what: Message| msg!("rule {number}: {what}", number = number + 1, what);
        let entry = entry
            .as_table()
            .ok_or_else(|| fail(msg!("expected a table")))?;
        const KEYS: [&str; 4] = ["source", "target", "message", "severity"];
        if let Some(odd) = entry.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(fail(msg!(
                "`{odd}` is not one of {keys}",
                odd,
                keys = KEYS.join(", ")
            )));
        }
        let parts = KEYS.map(|key| entry.get(key).and_then(toml::Value::as_str).unwrap_or(""));
        rules.push(rule(parts).map_err(fail)?);
    }
    Ok(rules)
}

fn rule([source, target, message, severity]: [&str; 4]) -> Result<Rule, Message> {
    if source.is_empty() && target.is_empty() {
        return Err(msg!("the pattern is missing"));
    }
    let pattern = |text: &str| -> Result<Option<Regex>, Message> {
        if text.is_empty() {
            return Ok(None);
        }
        let made = Regex::new(text).map_err(Message::library)?;
        Ok(Some(made))
    };
    let severity = match severity {
        "" => Severity::Minor,
        name => Severity::from_name(name).ok_or_else(|| {
            msg!(
                "`{name}` is not one of neutral, minor, major, critical",
                name
            )
        })?,
    };
    let message = match message {
        "" if target.is_empty() => msg!("A rule forbids `{source}` in the source.", source),
        "" if source.is_empty() => msg!("A rule forbids `{target}`.", target),
        "" => msg!(
            "A rule requires `{target}` where the source has `{source}`.",
            target,
            source
        ),
        message => Message::name(message),
    };
    Ok(Rule {
        patterns: Sides::new(pattern(source)?, pattern(target)?),
        message,
        severity,
    })
}
