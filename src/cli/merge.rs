//! `bayn merge`: the reviews of two people as one, with what they disagree about.

use crate::catalogue::UiLanguage;
use crate::cli::args::Merge;
use crate::cli::report::{CliError, FOUND, GOOD};
use crate::store::{Conflict, merge};
use bayn_doc::{BeadId, BeadStatus, Entry};
use bayn_text::shown_path;
use std::path::Path;
use std::process::ExitCode;

/// Joins and writes; the conflicts go to standard error.
pub(crate) fn run(args: &Merge) -> Result<ExitCode, CliError> {
    let (ours, theirs) = (read(&args.ours)?, read(&args.theirs)?);
    let base = args.base.as_deref().map(read).transpose()?;
    let merged =
        merge(base.as_deref(), &ours, &theirs).map_err(|error| named(&error.to_string(), args))?;
    match &args.output {
        Some(path) => crate::cli::write_to(path, merged.text.as_bytes())?,
        None => crate::cli::write_output(merged.text.as_bytes())?,
    }
    for conflict in &merged.conflicts {
        crate::cli::say(&conflict_line(conflict));
    }
    if merged.conflicts.is_empty() {
        return Ok(ExitCode::from(GOOD));
    }
    crate::cli::say(&format!(
        "{} conflicts; ours stands, theirs is kept in the file",
        merged.conflicts.len()
    ));
    Ok(ExitCode::from(FOUND))
}

fn read(path: &Path) -> Result<String, CliError> {
    let bytes = std::fs::read(path).map_err(|error| CliError::unread(path, &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        CliError::about(shown_path(path), format!("byte {at} is not UTF-8"))
    })
}

/// Puts the file's name in place of the part it plays.
fn named(message: &str, args: &Merge) -> CliError {
    let files = [
        ("ours: ", Some(&args.ours)),
        ("theirs: ", Some(&args.theirs)),
        ("base: ", args.base.as_ref()),
    ];
    for (part, path) in files {
        if let (Some(rest), Some(path)) = (message.strip_prefix(part), path) {
            return CliError::about(shown_path(path), rest);
        }
    }
    CliError::new(message)
}

/// Says in one line what both disagree about.
fn conflict_line(conflict: &Conflict) -> String {
    let language = crate::cli::language();
    match conflict {
        Conflict::Beads { ours, theirs } => format!(
            "alignment: pairs {} stand, {} were left out",
            ids(ours),
            ids(theirs)
        ),
        Conflict::Entry { ours, theirs } => {
            let either = ours.as_deref().or(theirs.as_deref());
            let bead = either.map_or(BeadId(0), Entry::bead);
            let text = |entry: Option<&Entry>| match entry {
                Some(entry) => what(entry, language),
                None => "removed".to_owned(),
            };
            format!(
                "pair {}: ours is {}, theirs {}",
                bead.0,
                text(ours.as_deref()),
                text(theirs.as_deref())
            )
        }
    }
}

fn ids(beads: &[BeadId]) -> String {
    let names: Vec<String> = beads.iter().map(|bead| bead.0.to_string()).collect();
    names.join(", ")
}

fn what(entry: &Entry, language: UiLanguage) -> String {
    match entry {
        Entry::Mark(_, mark) => {
            let mark_of = format!("a {} mark", mark.severity.name());
            let mut text = language.say(&mark_of).into_owned();
            for part in [&mark.category, &mark.note] {
                if !part.is_empty() {
                    text.push_str(language.comma());
                    text.push_str(part);
                }
            }
            text
        }
        Entry::Note(_, note) => format!("the note \u{201c}{}\u{201d}", note.text),
        Entry::Verdict(_, verdict) => match &verdict.status {
            BeadStatus::Accepted => "accepted".to_owned(),
            BeadStatus::NeedsReview => "to be looked at again".to_owned(),
            BeadStatus::Rejected(why) if why.is_empty() => "rejected".to_owned(),
            BeadStatus::Rejected(why) => format!("rejected ({why})"),
        },
        Entry::Rating(_, rater, rating) => format!("the score {} of {rater}", rating.value),
        Entry::Dismissal(..) => "a dismissed finding".to_owned(),
    }
}
