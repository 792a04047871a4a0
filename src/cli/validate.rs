//! `bayn validate`: finds violations of the rules of formats, for people and for programs.

use crate::cli::args::Validate;
use crate::cli::print::{Page, write_output};
use crate::cli::report::{CliError, FOUND, GOOD};
use crate::cli::sarif;
use bayn_formats::FormatError;
use bayn_text::plural;
use serde_json::{Value, json};
use std::io::Read;
use std::process::ExitCode;

/// Validates and prints; the exit code is 1 if something was found.
pub(crate) fn run(args: &Validate) -> Result<ExitCode, CliError> {
    let mut found = Vec::new();
    for path in &args.files {
        let name = path.display().to_string();
        let bytes = if name == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes)?;
            bytes
        } else {
            std::fs::read(path).map_err(|error| CliError::unread(path, &error))?
        };
        found.extend(bayn_formats::validate(&name, &bytes, args.format)?);
    }
    if args.json {
        let all: Value = found.iter().map(finding).collect();
        write_output(format!("{all:#}\n").as_bytes())?;
    } else if args.sarif {
        write_output(sarif::of_rules(&found).as_bytes())?;
    } else {
        print(&found)?;
    }
    Ok(ExitCode::from(if found.is_empty() { GOOD } else { FOUND }))
}

/// Returns a finding for programs: its texts are English, like the names of rules.
fn finding(error: &FormatError) -> Value {
    json!({
        "file": error.file,
        "line": error.line,
        "column": error.column,
        "rule": error.clause.to_string(),
        "message": error.message.to_string(),
        "remedy": error.remedy.to_string(),
    })
}

fn print(found: &[FormatError]) -> Result<(), CliError> {
    let language = crate::cli::language();
    let mut page = Page::default();
    for error in found {
        let clause = language.apart(&language.say(&error.clause));
        let message = language.apart(&language.say(&error.message));
        page.line(format!("{}{message} [{clause}]", error.location()));
    }
    crate::cli::print::page(&page)?;
    let count = plural!(
        "one place breaks the rules",
        "{places} places break the rules",
        places = found.len()
    );
    crate::cli::say(count);
    Ok(())
}
