//! `bayn merge`: merges the reviews of two people, and reports disagreements.

use crate::cli::args::Merge;
use crate::cli::report::{CliError, FOUND, GOOD};
use crate::store::MergeError;
use crate::store::{Conflict, merge};
use bayn_doc::{BeadId, BeadStatus, Entry};
use bayn_text::message::{Separator, Word};
use bayn_text::plural;
use bayn_text::shown_path;
use bayn_text::{Message, msg};
use std::path::Path;
use std::process::ExitCode;

/// Merges and writes; the conflicts go to standard error.
pub(crate) fn run(args: &Merge) -> Result<ExitCode, CliError> {
    let (ours, theirs) = (read(&args.ours)?, read(&args.theirs)?);
    let base = args.base.as_deref().map(read).transpose()?;
    let merged = merge(base.as_deref(), &ours, &theirs).map_err(|error| named(error, args))?;
    match &args.output {
        Some(path) => crate::cli::write_to(path, merged.text.as_bytes())?,
        None => crate::cli::write_output(merged.text.as_bytes())?,
    }
    for conflict in &merged.conflicts {
        crate::cli::say(conflict_line(conflict));
    }
    if merged.conflicts.is_empty() {
        return Ok(ExitCode::from(GOOD));
    }
    crate::cli::say(plural!(
        "1 conflict; ours is kept, theirs is noted in the file",
        "{conflicts} conflicts; ours are kept, theirs are noted in the file",
        conflicts = merged.conflicts.len()
    ));
    Ok(ExitCode::from(FOUND))
}

fn read(path: &Path) -> Result<String, CliError> {
    let bytes = std::fs::read(path).map_err(|error| CliError::unread(path, &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        CliError::about(shown_path(path), msg!("byte {at} is not UTF-8", at)).helped_by(remedy())
    })
}

fn remedy() -> Message {
    msg!("reviews are named like NAME.bayn.jsonl, with their texts beside them")
}

/// Replaces the role of a file by its name.
fn named(error: MergeError, args: &Merge) -> CliError {
    let files = [
        ("ours", Some(&args.ours)),
        ("theirs", Some(&args.theirs)),
        ("base", args.base.as_ref()),
    ];
    if let MergeError::Unreadable(which, why) = &error
        && let Some((_, Some(path))) = files.into_iter().find(|(part, _)| part == which)
    {
        return CliError::about(shown_path(path), why.message()).helped_by(remedy());
    }
    CliError::new(error)
}

/// Returns a disagreement in one line.
fn conflict_line(conflict: &Conflict) -> Message {
    match conflict {
        Conflict::Beads { ours, theirs } => msg!(
            "alignment: pairs {ours} are kept, {theirs} were left out",
            ours = ids(ours),
            theirs = ids(theirs)
        ),
        Conflict::Entry { ours, theirs } => {
            let either = ours.as_deref().or(theirs.as_deref());
            let bead = either.map_or(BeadId(0), Entry::bead);
            let text = |entry: Option<&Entry>| entry.map_or_else(|| msg!("removed"), what);
            msg!(
                "pair {pair}: ours: {ours}; theirs: {theirs}",
                pair = bead.0,
                ours = text(ours.as_deref()),
                theirs = text(theirs.as_deref())
            )
        }
    }
}

fn ids(beads: &[BeadId]) -> Message {
    let ids = beads.iter().map(|bead| Message::of(bead.0));
    Message::joined(ids, Separator::Comma)
}

fn what(entry: &Entry) -> Message {
    match entry {
        Entry::Mark(_, mark) => {
            let severity = Word(mark.severity.name());
            let named = [&mark.category, &mark.note].into_iter();
            let named = named.filter(|part| !part.is_empty());
            let named = named.map(|part| Message::name(part.clone()));
            let mark = std::iter::once(msg!("a {severity} mark", severity));
            Message::joined(mark.chain(named), Separator::Comma)
        }
        Entry::Note(_, note) => msg!("the note \u{201c}{note}\u{201d}", note = note.text),
        Entry::Verdict(_, verdict) => {
            let what = match &verdict.status {
                BeadStatus::Accepted => msg!("accepted"),
                BeadStatus::NeedsReview => msg!("needs review"),
                BeadStatus::Rejected(why) if why.is_empty() => msg!("rejected"),
                BeadStatus::Rejected(why) => msg!("rejected ({why})", why),
            };
            match verdict.by.as_str() {
                "" => what,
                who => msg!("{what} by {who}", what, who),
            }
        }
        Entry::Rating(_, rater, rating) => {
            msg!(
                "the score {score} of {rater}",
                score = rating.value.to_string(),
                rater
            )
        }
        Entry::Dismissal(..) => msg!("a dismissed finding"),
        Entry::Judged(_, rater, _) => msg!("judged by {rater}", rater),
    }
}
