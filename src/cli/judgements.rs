//! Reads judgements of any tool, by the detected format.

use crate::cli::args::{Reading, Texts};
use crate::cli::open::open;
use crate::cli::report::CliError;
use crate::store::{self, TextName};
use bayn_doc::{Annotations, Bitext, ReviewedBitext};
use bayn_doc::{Side, Sides};
use bayn_formats as format;
use bayn_formats::review_table::{self, Paragraph, ReviewTable};
use bayn_formats::{Corpus, Format, Kind, Loaded};
use bayn_review::carry::OrphanCause;
use bayn_review::codec::{
    CodecError, appraise, judge_json, label_studio, marot, mtme, pearmut, pearmut_log, span_table,
    spreadsheet, wmt,
};
use bayn_review::exchange;
use bayn_review::rated::{Labels, RatedSegments, bead_text};
use bayn_text::msg;
use bayn_text::plural;
use bayn_text::{decode, shown_path};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A file of judgements as it was read.
pub(crate) enum Judged {
    /// Segments with their errors.
    RatedSegments(RatedSegments),
    /// A bilingual file with notes and issues.
    Corpus(Box<Corpus>),
    /// A returned table of an office program.
    Table(Box<ReviewTable>),
    /// A document of one of the texts, with comments and tracked changes.
    Document(Vec<Paragraph>),
    /// A review of our own.
    Review,
}

/// Reads a file; `bitext` provides the texts for formats that identify a segment only by its number.
pub(crate) fn read(path: &Path, bitext: Option<&Bitext>) -> Result<Judged, CliError> {
    let shown = shown_path(path);
    let bytes = std::fs::read(path).map_err(|error| CliError::unread(path, &error))?;
    if let Some(read) = table_reader(path, &bytes) {
        let of_file = |error: format::FormatError| error.of_file(&path.display().to_string());
        let refused = match read(&bytes) {
            Ok(table) => return Ok(Judged::Table(Box::new(table))),
            Err(error) => of_file(error),
        };
        // A document in one language may still have comments and tracked changes.
        if format::detect("", &bytes) == Kind::Of(Format::Docx) {
            let paragraphs = review_table::read_paragraphs(&bytes).map_err(of_file)?;
            let said = |one: &Paragraph| one.cell.was.is_some() || !one.comments.is_empty();
            if paragraphs.iter().any(said) {
                return Ok(Judged::Document(paragraphs));
            }
        }
        return Err(refused.into());
    }
    let text = decode(&bytes, None).text;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let first = text.lines().next().unwrap_or("").trim_start();
    if store::is_review(text.as_bytes()) {
        return Ok(Judged::Review);
    }
    if let Some(found) = rated(text, first, bitext) {
        let found = found.map_err(|error: CodecError| CliError::about(&shown, error));
        return found.map(Judged::RatedSegments);
    }
    let name = path.display().to_string();
    let bytes = format::unpack(&bytes).map_err(|error| error.of_file(&name))?;
    if let Kind::Of(kind) = format::detect(format::inner_name(&name), &bytes)
        && kind.keeps_judgements()
        && let Loaded::Corpus(corpus) = format::read(&name, &bytes, Some(kind))?
    {
        return Ok(Judged::Corpus(Box::new(corpus)));
    }
    Err(CliError::with_remedy(
        msg!(
            "{shown} is not a file of judgements in a known format",
            shown
        ),
        msg!(
            "readable are XLIFF, TMX, DOCX, XLSX, WMT MQM, Marot, MTME, Appraise, Pearmut, Label Studio, COMET, GEMBA, WMT error spans, CSV as bayn writes it and bayn reviews"
        ),
    ))
}

type ReadTable = fn(&[u8]) -> Result<ReviewTable, format::FormatError>;

/// Returns the reader of an office document; `None` if the file is not one.
fn table_reader(path: &Path, bytes: &[u8]) -> Option<ReadTable> {
    match format::detect(&path.to_string_lossy(), bytes) {
        Kind::Of(Format::Docx) => Some(review_table::read_docx),
        Kind::Of(Format::Xlsx) => Some(review_table::read_xlsx),
        _ => None,
    }
}

/// Reads a file of segments; `None` if it is none.
fn rated(
    text: &str,
    first: &str,
    bitext: Option<&Bitext>,
) -> Option<Result<RatedSegments, CodecError>> {
    let cells: BTreeSet<&str> = first
        .split(['\t', ','])
        .map(|cell| cell.trim().trim_matches('"'))
        .collect();
    let has = |names: &[&str]| names.iter().all(|name| cells.contains(name));
    let tabs: Vec<&str> = first.split('\t').collect();
    if has(&["docSegId", "globalSegId"]) {
        return Some(marot::read(text));
    }
    if has(&["seg_id", "rater", "category", "severity"]) {
        return Some(wmt::read(text));
    }
    if span_table::is_span_table(text) {
        return Some(span_table::read(text));
    }
    if has(&["source_span", "target_span"]) {
        return Some(spreadsheet::read(text));
    }
    if tabs.len() >= 2 && (tabs[1].starts_with("{\"errors\"") || tabs[1] == "None") {
        let none = Sides::<String>::default();
        let texts: Vec<Sides<String>> = match bitext {
            Some(bitext) => (0..bitext.beads.len())
                .filter_map(|at| texts_of_bead(bitext, at))
                .collect(),
            None => vec![none; text.lines().count()],
        };
        return Some(mtme::read_ratings(text, &texts));
    }
    if first.starts_with('{') || first.starts_with('[') {
        // A list of campaigns spans lines; the other ones have an object on each.
        let line = serde_json::from_str::<Value>(first).unwrap_or_default();
        if judge_json::is_judge(&line) {
            return Some(judge_json::read(text));
        }
        if line.get("hypothesis").is_some() {
            return Some(mtme::read(text));
        }
        if pearmut_log::is_line(&line) {
            return Some(pearmut_log::read(text));
        }
        let whole = serde_json::from_str::<Value>(text);
        if whole.as_ref().is_ok_and(pearmut_log::is_download) {
            return Some(pearmut_log::read(text));
        }
        if whole.as_ref().is_ok_and(label_studio::is_export) {
            return Some(label_studio::read(text));
        }
        if whole.as_ref().is_ok_and(judge_json::is_judge) {
            return Some(judge_json::read(text));
        }
        let is_pearmut = whole.as_ref().is_ok_and(pearmut::is_campaign);
        return is_pearmut.then(|| pearmut::read(text));
    }
    if tabs.len() == 10 {
        return Some(marot::read(text));
    }
    let commas: Vec<&str> = first.splitn(5, ',').collect();
    if let [_, _, _, kind, _] = commas.as_slice()
        && matches!(kind.trim_matches('"'), "TGT" | "BAD" | "REF" | "CHK")
    {
        return Some(appraise::read(text, |_, item| {
            let Some(bitext) = bitext else {
                return Some(Sides::default());
            };
            let number: usize = item.parse().ok()?;
            texts_of_bead(bitext, number.checked_sub(1)?)
        }));
    }
    None
}

fn texts_of_bead(bitext: &Bitext, at: usize) -> Option<Sides<String>> {
    let bead = bitext.beads.get(at)?;
    Some(Sides::from_fn(|side| {
        bead_text(bitext, bead, side).0.to_owned()
    }))
}

/// Reads a file of any format as segments. `texts` are those of a review of our own.
pub(crate) fn sheet_of(path: &Path, texts: &[PathBuf]) -> Result<RatedSegments, CliError> {
    match read(path, None)? {
        Judged::RatedSegments(rated) => Ok(rated),
        Judged::Corpus(corpus) => {
            let mut bitext = format::to_bitext(&corpus);
            bitext.name_beads();
            let taken = exchange::read(&corpus, &bitext, &Annotations::default(), ("", 0));
            let mut notes = Annotations::default();
            for entry in taken.entries {
                notes.replace(&entry.key(), Some(entry));
            }
            let name = path.file_name().unwrap_or(path.as_os_str());
            let labels = Labels {
                system: name.to_string_lossy().into_owned(),
                ..Labels::default()
            };
            Ok(RatedSegments::of(&bitext, &notes, &labels))
        }
        Judged::Table(_) | Judged::Document(_) => Err(CliError::with_remedy(
            msg!(
                "{path} is a table of texts and contains no marks to count",
                path = shown_path(path)
            ),
            msg!("import it into a review with `bayn import` first"),
        )),
        Judged::Review => of_review(path, texts, RatedSegments::of),
    }
}

/// Reads a file as [`sheet_of`] does, including, for our own reviews, raters who only gave verdicts.
pub(crate) fn reviewers_of(path: &Path, texts: &[PathBuf]) -> Result<RatedSegments, CliError> {
    match is_review(path)? {
        true => of_review(path, texts, RatedSegments::with_verdicts),
        false => sheet_of(path, texts),
    }
}

fn is_review(path: &Path) -> Result<bool, CliError> {
    let bytes = std::fs::read(path).map_err(|error| CliError::unread(path, &error))?;
    Ok(store::is_review(&bytes))
}

fn of_review(
    path: &Path,
    texts: &[PathBuf],
    segments: fn(&Bitext, &Annotations, &Labels) -> RatedSegments,
) -> Result<RatedSegments, CliError> {
    let (review, names) = open_review(path, texts)?;
    let labels = Labels {
        system: names.target.name,
        document: names.source.name,
        rater: String::new(),
    };
    Ok(segments(&review.bitext, &review.notes, &labels))
}

/// Opens a review of our own, to be read only, with its two texts.
pub(crate) fn open_review(
    path: &Path,
    texts: &[PathBuf],
) -> Result<(ReviewedBitext, Sides<TextName>), CliError> {
    let shown = shown_path(path);
    let bytes = std::fs::read(path).map_err(|error| CliError::unread(path, &error))?;
    let sidecar = store::read(&bytes).map_err(|error| CliError::about(&shown, error))?;
    let files = texts_of(path, texts, &sidecar.texts)?;
    let lang = |side: Side| {
        let tag = &sidecar.texts[side].lang;
        (!tag.is_empty()).then(|| tag.clone())
    };
    let texts = Texts {
        files,
        reading: Reading {
            source_lang: lang(Side::Source),
            target_lang: lang(Side::Target),
            ..Reading::default()
        },
    };
    let mut sides = open(&texts, false)?.sides;
    let documents = Sides::from_fn(|side| std::mem::take(&mut sides[side].document));
    let opened = store::open_to_read(path, documents).map_err(CliError::new)?;
    let (review, report) =
        opened.ok_or_else(|| CliError::new(msg!("{shown} no longer exists", shown)))?;
    if report.texts_changed() {
        crate::cli::say(msg!("the texts changed since the review was written"));
    }
    let lost = report.orphans.iter();
    let lost = lost.filter(|orphan| orphan.cause == OrphanCause::TextGone);
    if let orphans @ 1.. = lost.count() {
        crate::cli::say(plural!(
            "1 entry could not be located in the texts and is not counted",
            "{orphans} entries could not be located in the texts and are not counted",
            orphans
        ));
    }
    Ok((review, sidecar.texts))
}

/// Returns the paths of the two texts of a review.
fn texts_of(
    review: &Path,
    texts: &[PathBuf],
    names: &Sides<TextName>,
) -> Result<Vec<PathBuf>, CliError> {
    if !texts.is_empty() {
        return Ok(texts.to_vec());
    }
    let folder = review.parent().unwrap_or_else(|| Path::new(""));
    let mut files: Vec<PathBuf> = Side::BOTH
        .iter()
        .map(|&side| folder.join(&names[side].name))
        .collect();
    // One bilingual file gives both names.
    files.dedup();
    match files.iter().find(|path| !path.is_file()) {
        None => Ok(files),
        Some(missing) => Err(CliError::with_remedy(
            msg!(
                "{missing} does not exist, and its words must be counted",
                missing = shown_path(missing)
            ),
            msg!("name both texts after the review"),
        )),
    }
}
