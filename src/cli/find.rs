//! `bayn find`: the pairs whose texts or review match a filter, for people and for programs.
//! Its exit codes are those of grep: 0 found, 1 nothing, 2 an error.

use crate::cli::args::Find;
use crate::cli::check::reviewed;
use crate::cli::find_review::{in_a_line, in_json};
use crate::cli::job::refuse_list;
use crate::cli::open::open;
use crate::cli::print::{self, Page, write_output};
use crate::cli::project;
use crate::cli::report::{CliError, FOUND, GOOD};
use bayn_doc::{Annotations, BeadId, Bitext, Side};
use bayn_review::Keys;
use bayn_review::check::{Meaning, Options, run as run_checks};
use bayn_review::filter::{Looked, parse, select};
use bayn_text::msg;
use serde_json::json;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::process::ExitCode;

/// Searches and prints; the exit code is 1 if nothing matches.
pub(crate) fn run(args: &Find) -> Result<ExitCode, CliError> {
    let filter = parse(&args.query).map_err(|error| {
        CliError::with_remedy(
            error,
            msg!("a query is like `s:/war/ & !t:/guerre/`, `weak`, `severity:major | note`"),
        )
    })?;
    refuse_list(&args.texts)?;
    let input = open(&args.texts, false)?;
    let kept = project::places(&input.sides, &args.texts, None);
    let (bitext, notes, _) = reviewed(input, kept, args.no_model)?;
    let checks = match filter.needs_checks() {
        true => checked(&bitext, &notes, args.no_model),
        false => HashMap::new(),
    };
    let looked = Looked {
        bitext: &bitext,
        notes: &notes,
        checks: &checks,
        sample: None,
    };
    let found = select(&filter, &looked);
    if args.count {
        write_output(format!("{}\n", found.len()).as_bytes())?;
    } else if args.json {
        write_output(to_json(&bitext, &notes, &found).as_bytes())?;
    } else {
        print::page(&to_people(&bitext, &notes, &found))?;
    }
    Ok(ExitCode::from(if found.is_empty() { FOUND } else { GOOD }))
}

/// Returns the checks with undismissed findings in each pair.
fn checked(bitext: &Bitext, notes: &Annotations, no_model: bool) -> HashMap<BeadId, Vec<String>> {
    let documents = &bitext.documents;
    let options = Options {
        meaning: (!no_model)
            .then(|| {
                Meaning::for_languages(&[
                    documents.source.lang.primary(),
                    documents.target.lang.primary(),
                ])
            })
            .flatten(),
        ..Options::default()
    };
    let mut names = Keys::new(bitext);
    let mut found: HashMap<BeadId, Vec<String>> = HashMap::new();
    for finding in run_checks(bitext, &options) {
        let key = names.of(&finding);
        if let Some(bead) = bitext.beads.get(finding.bead)
            && !notes.is_dismissed(&key)
        {
            found
                .entry(bead.id)
                .or_default()
                .push(finding.check.clone());
        }
    }
    found
}

/// Returns two lines for each pair: its number with its source, and its target below; and a third
/// if it has annotations.
fn to_people(bitext: &Bitext, notes: &Annotations, found: &[usize]) -> Page {
    let language = crate::cli::language();
    let mut page = Page::default();
    for &bead in found {
        let [source, target] = texts(bitext, bead);
        let number = (bead + 1).to_string();
        page.line(format!("{number}  {source}"));
        page.line(format!("{:1$}  {target}", "", number.len()));
        let bead = bitext.beads.get(bead);
        if let Some(said) = bead.and_then(|bead| in_a_line(bitext, notes, bead)) {
            let said = language.say(&said);
            page.line(format!("{:1$}  {said}", "", number.len()));
        }
    }
    page
}

/// Returns one JSON object for each pair.
fn to_json(bitext: &Bitext, notes: &Annotations, found: &[usize]) -> String {
    let mut lines = String::new();
    for &bead in found {
        let [source, target] = texts(bitext, bead);
        let mut line = json!({ "pair": bead + 1, "source": source, "target": target });
        let bead = bitext.beads.get(bead);
        if let Some(review) = bead.and_then(|bead| in_json(bitext, notes, bead)) {
            line["review"] = review;
        }
        let _infallible = writeln!(lines, "{line}");
    }
    lines
}

/// Returns the texts of a pair, each in one line.
fn texts(bitext: &Bitext, bead: usize) -> [String; 2] {
    Side::BOTH.map(|side| {
        let words: Vec<&str> = bitext.text_of(bead, side).split_whitespace().collect();
        words.join(" ")
    })
}
