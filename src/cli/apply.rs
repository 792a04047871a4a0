//! `bayn apply`: suggestions of a review written into the file of the translation.
//!
//! ```text
//!  marks with suggestions ─► spans of the clean text ─► bytes of the file ─► new bytes
//!                                                                            │ read again:
//!                                                the file is written only ◄──┘ if it matches
//! ```
//!
//! Only the words change: everything else stays byte for byte, in the encoding of the file; in a Word
//! document the runs keep their formatting. The new bytes are read again first, and must yield the intended
//! texts.

use crate::cli::args::Apply as Args;
use crate::cli::job::refuse_list;
use crate::cli::open::{fetch, open};
use crate::cli::positions::{Origin, Places, Script, Source, places_of};
use crate::cli::print::{self, Page};
use crate::cli::report::{CliError, FOUND, GOOD};
use crate::cli::{check, project};
use bayn_doc::{Annotations, BeadStatus, Bitext, Mark, Side};
use bayn_formats::{Format, Kind, docx_body};
use bayn_review::position::squeezed;
use bayn_text::message::Separator;
use bayn_text::{Message, decode, encode, msg, plural, shown_path};
use harf::Span;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// A suggestion on its words.
struct Change {
    /// The words, in the clean text.
    words: Span,
    /// The words, in the file as decoded.
    bytes: Span,
    /// What replaces it.
    new: String,
    /// The changes of the file as decoded, in order.
    edits: Vec<(Span, String)>,
}

/// Shows the changes, and writes them if requested.
pub(crate) fn run(args: &Args) -> Result<ExitCode, CliError> {
    refuse_list(&args.texts)?;
    let input = open(&args.texts, false)?;
    let files = &args.texts.files;
    let file = match files.get(1).or(files.first()) {
        Some(file) if files.len() > 1 || input.beads.is_some() => file.clone(),
        _ => {
            return Err(CliError::with_remedy(
                msg!("suggestions are written into a translation, but only one text was given"),
                msg!("give the text and its translation"),
            ));
        }
    };
    if let Some(output) = &args.output {
        crate::cli::spare_inputs(output, files.iter().chain(&args.project))?;
    }
    let kept = project::places(&input.sides, &args.texts, args.project.as_deref());
    let (bitext, notes, mut origins) = check::reviewed(input, kept, args.no_model)?;
    let old = fetch(&file, &args.texts.reading)?;
    let is_docx = old.kind(&args.texts.reading) == Kind::Of(Format::Docx);
    if is_docx {
        let xml = docx_body::read(&old.bytes)?;
        let source = Source::new(&old.path, xml, Script::Markup);
        origins.target = Origin::Lookup(Arc::new(source));
    }
    let places = places_of(&bitext, origins).target;
    let source = &places.source;
    let Found {
        changes,
        left,
        refused,
    } = changes_of(
        &bitext,
        &places,
        suggestions(&bitext, &notes, args),
        is_docx,
    );
    show(&bitext, &changes)?;
    if !left.is_empty() {
        let said = plural!(
            "1 suggestion is left out: its words have no place of their own in the file",
            "{count} suggestions are left out: their words have no place of their own in the file",
            count = left.len()
        );
        let pairs = left.iter().map(|at| msg!("pair {number}", number = at + 1));
        let pairs = Message::joined(pairs, Separator::Comma);
        crate::cli::say(Message::joined([said, pairs], Separator::Colon));
    }
    let done = left.is_empty() && refused == 0;
    let code = ExitCode::from(if done { GOOD } else { FOUND });
    if changes.is_empty() {
        crate::cli::say(msg!("there is nothing to write"));
        return Ok(code);
    }
    let out = match (&args.output, args.in_place) {
        (Some(output), _) => output.clone(),
        (None, true) => file.clone(),
        (None, false) => {
            crate::cli::say(msg!(
                "to write these changes, use --in-place (the same file) or --output FILE (another file)"
            ));
            return Ok(code);
        }
    };
    let old = old.bytes;
    let new = match is_docx {
        true => docx_body::write(&old, &with_edits(&source.text, &changes))?,
        false => written(&old, &file, source, &changes, args)?,
    };
    prove(&new, &file, &bitext, &changes, args)?;
    if args.output.is_none() {
        let backup = backup_of(&file);
        crate::cli::write_file(&backup, &old)?;
        crate::cli::say(msg!(
            "the file as it was: {path}",
            path = shown_path(&backup)
        ));
    }
    crate::cli::write_to(&out, &new)?;
    crate::cli::say(msg!("written: {file}", file = shown_path(&out)));
    Ok(code)
}

/// The suggestions as changes of a file, and those that cannot be applied.
#[derive(Default)]
struct Found {
    /// In file order.
    changes: Vec<Change>,
    /// The pairs of those whose words have no position in the file.
    left: Vec<usize>,
    /// Those that do not fit, which are reported.
    refused: usize,
}

/// Returns the changes by suggestions in the file with the given positions.
fn changes_of<'n>(
    bitext: &Bitext,
    places: &Places,
    marks: impl Iterator<Item = &'n Mark>,
    is_docx: bool,
) -> Found {
    let clean = &bitext.documents.target.text;
    let source = &places.source;
    let mut found = Found::default();
    for mark in marks {
        let leave = |found: &mut Found| found.left.extend(bitext.index_of(mark.bead));
        let words = match mark.spans.target.as_slice() {
            [span] => Some(*span),
            _ => None,
        };
        // It was applied before.
        if words.is_some_and(|span| span.of(clean) == mark.suggestion) {
            continue;
        }
        let bytes = words.and_then(|span| places.of(clean, span));
        let Some((words, bytes)) = words.zip(bytes) else {
            leave(&mut found);
            continue;
        };
        let overlaps =
            |other: &Change| bytes.start < other.bytes.end && other.bytes.start < bytes.end;
        if found.changes.iter().any(overlaps) {
            leave(&mut found);
            continue;
        }
        let new = mark.suggestion.clone();
        let edits = match is_docx {
            true => docx_body::replaced(&source.text, bytes, &markup(&new)),
            false if is_bare(source, bytes) => match escaped(source, bytes, &new) {
                Some(words) => Some(vec![(bytes, words)]),
                None => {
                    let (line, _) = source.line_and_column(bytes.start);
                    let said = msg!("\u{201c}{new}\u{201d} does not fit into its cell", new);
                    let place = format!("{}:{line}", shown_path(Path::new(&source.path)));
                    print::error(
                        &CliError::about(place, said)
                            .helped_by(msg!("change it in the review, or write it by hand")),
                    );
                    found.refused += 1;
                    continue;
                }
            },
            false => None,
        };
        match edits {
            Some(edits) => found.changes.push(Change {
                words,
                bytes,
                new,
                edits,
            }),
            None => leave(&mut found),
        }
    }
    found.changes.sort_by_key(|change| change.bytes.start);
    found
}

/// Returns the marks whose suggestions are applied: one's own, those on accepted pairs, or all.
fn suggestions<'n>(
    bitext: &'n Bitext,
    notes: &'n Annotations,
    args: &Args,
) -> impl Iterator<Item = &'n Mark> {
    let own = args.rater.clone().unwrap_or_else(project::rater);
    let all = args.all;
    let marks = bitext.beads.iter().flat_map(|bead| notes.marks_of(bead.id));
    marks.map(|(_, mark)| mark).filter(move |mark| {
        let accepted = || {
            let verdict = notes.verdict(mark.bead);
            verdict.is_some_and(|verdict| verdict.status == BeadStatus::Accepted)
        };
        !mark.suggestion.is_empty() && (all || mark.rater == own || accepted())
    })
}

/// Returns whether words of a file have only text between them.
fn is_bare(source: &Source, bytes: Span) -> bool {
    let words = bytes.of(&source.text);
    match source.script {
        Script::Markup => !words.contains('<'),
        Script::Bare | Script::Json | Script::Quoted | Script::Marked => true,
    }
}

/// Returns words escaped for markup.
fn markup(new: &str) -> String {
    new.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Returns words in the notation of a file; `None` if it cannot represent them.
fn escaped(source: &Source, bytes: Span, new: &str) -> Option<String> {
    Some(match source.script {
        Script::Markup => markup(new),
        Script::Json => {
            let quoted = serde_json::to_string(new).ok()?;
            quoted.get(1..quoted.len() - 1)?.to_owned()
        }
        Script::Quoted => {
            let begin = source.text[..bytes.start].rfind(['\n', ',', ';', '\t', '"']);
            let is_quoted = begin.is_some_and(|at| source.text[at..].starts_with('"'));
            match is_quoted {
                true => new.replace('"', "\"\""),
                false if new.contains(['\n', ',', ';', '\t', '"']) => return None,
                false => new.to_owned(),
            }
        }
        Script::Bare | Script::Marked => new.to_owned(),
    })
}

/// Returns a text with the changes, which are in order.
fn with_edits(text: &str, changes: &[Change]) -> String {
    let mut text = text.to_owned();
    for (span, words) in changes.iter().flat_map(|change| &change.edits).rev() {
        text.replace_range(span.start..span.end, words);
    }
    text
}

/// Returns the bytes of the file with the changes.
fn written(
    old: &[u8],
    file: &Path,
    source: &Source,
    changes: &[Change],
    args: &Args,
) -> Result<Vec<u8>, CliError> {
    let reading = &args.texts.reading;
    let label = reading
        .target_encoding
        .as_deref()
        .or(reading.encoding.as_deref());
    let decoded = decode(old, label);
    if decoded.text != source.text || decoded.replaced > 0 {
        return Err(CliError::with_remedy(
            msg!(
                "{path} is not written as plain text",
                path = shown_path(file)
            ),
            msg!("`bayn report` writes a table or a bilingual file with the suggestions"),
        ));
    }
    let text = with_edits(&decoded.text, changes);
    encode(&text, decoded.encoding, decoded.bom).map_err(|letter| {
        CliError::with_remedy(
            msg!(
                "{encoding} does not have the letter {letter}",
                encoding = decoded.encoding,
                letter = letter.to_string()
            ),
            msg!("convert the file to UTF-8 first"),
        )
    })
}

/// Reads what would be written and compares the texts with the intended ones.
fn prove(
    new: &[u8],
    file: &Path,
    bitext: &Bitext,
    changes: &[Change],
    args: &Args,
) -> Result<(), CliError> {
    let folder = tempfile::tempdir()?;
    let beside = folder
        .path()
        .join(file.file_name().unwrap_or(file.as_os_str()));
    crate::cli::write_file(&beside, new)?;
    let mut texts = args.texts.clone();
    let at = texts.files.len().min(2).saturating_sub(1);
    if let Some(target) = texts.files.get_mut(at) {
        *target = beside;
    }
    let mut meant = bitext.documents.target.text.clone();
    for change in changes.iter().rev() {
        meant.replace_range(change.words.start..change.words.end, &change.new);
    }
    let read = open(&texts, false)?;
    let is_so = squeezed(&read.sides.target.document.text) == squeezed(&meant)
        && squeezed(&read.sides.source.document.text) == squeezed(&bitext.documents.source.text);
    if is_so {
        return Ok(());
    }
    Err(CliError::with_remedy(
        msg!(
            "{path} would not be read as intended after the change, so nothing was written",
            path = shown_path(file)
        ),
        msg!("`bayn report` writes a table or a bilingual file with the suggestions"),
    ))
}

/// Shows the pairs that change, before and after.
fn show(bitext: &Bitext, changes: &[Change]) -> Result<(), CliError> {
    let language = crate::cli::language();
    let mut page = Page::default();
    let document = &bitext.documents.target;
    for (at, bead) in bitext.beads.iter().enumerate() {
        let Some(span) = document.span_of(&bead.sentences.target) else {
            continue;
        };
        let inside =
            |change: &&Change| span.start <= change.words.start && change.words.end <= span.end;
        let own: Vec<&Change> = changes.iter().filter(inside).collect();
        if own.is_empty() {
            continue;
        }
        let old = bitext.text_of(at, Side::Target);
        let mut new = old.to_owned();
        for change in own.iter().rev() {
            let (start, end) = (
                change.words.start - span.start,
                change.words.end - span.start,
            );
            new.replace_range(start..end, &change.new);
        }
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        page.line(language.say(msg!("pair {number}", number = at + 1)));
        page.line(format!("- {}", language.apart(&one_line(old))));
        page.line(format!("+ {}", language.apart(&one_line(&new))));
    }
    print::page(&page)
}

/// Returns an unused name next to a file.
fn backup_of(file: &Path) -> PathBuf {
    let name = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let named = |end: String| file.with_file_name(format!("{name}.orig{end}"));
    let mut all = std::iter::once(String::new()).chain((1..).map(|number| format!(".{number}")));
    all.find_map(|end| Some(named(end)).filter(|path| !path.exists()))
        .unwrap_or_else(|| named(String::new()))
}
