//! `bayn check`: possible errors in a translation, for people and for programs.
//!
//! Findings dismissed in the review next to the translation are not listed, and its
//! alignment is used if there is one. All printed offsets are bytes of the files
//! as decoded to UTF-8, before any clean-up; findings without a position in the file are reported.

use crate::catalogue::UiLanguage;
use crate::cli::args::{Check, Screen};
use crate::cli::checking::Wanted;
use crate::cli::config::Config;
use crate::cli::job::refuse_list;
use crate::cli::open::open;
use crate::cli::opened::Input;
use crate::cli::positions::{Origin, Places, places_of};
use crate::cli::print::{self, Page};
use crate::cli::report::{CliError, FOUND, GOOD, padded};
use crate::cli::score::of_severity;
use crate::cli::{project, sarif};
use crate::store;
use bayn_doc::{Annotations, Bitext, Severity};
use bayn_doc::{Side, Sides};
use bayn_review::check::{Meaning, Options, add_hidden, run as run_checks};
use bayn_review::registry::CHECKS;
use bayn_review::report;
use bayn_review::{Finding, Keys, grouped};
use bayn_text::Message;
use bayn_text::label;
use bayn_text::msg;
use bayn_text::plural;
use bayn_text::{Lang, shown_path};
use harf::Span;
use std::path::PathBuf;
use std::process::ExitCode;

/// The findings of a run.
#[derive(Default)]
struct Findings {
    /// In bytes of the clean texts.
    clean: Vec<Finding>,
    /// The same in bytes of the files; spans without a position there are left out.
    shown: Vec<Finding>,
    /// Their ids, the same in every run.
    keys: Vec<String>,
}

/// Checks and prints.
pub(crate) fn run(args: &Check) -> Result<ExitCode, CliError> {
    if args.list {
        print::page(&list(crate::cli::language()))?;
        return Ok(ExitCode::from(GOOD));
    }
    refuse_list(&args.texts)?;
    let input = open(&args.texts, false)?;
    if args.texts.files.len() == 1 && input.beads.is_none() {
        return Err(CliError::with_remedy(
            msg!("a check needs two texts"),
            msg!("give the text and its translation, or a file that contains both"),
        ));
    }
    let langs = Sides::from_fn(|side| input.sides[side].document.lang.clone());
    let options = options(args, &langs)?;
    let kept = project::places(&input.sides, &args.texts, args.project.as_deref());
    let found = Sides::from_fn(|side| input.sides[side].about.found.clone());
    let (bitext, notes, origins) = reviewed(input, kept, args.no_model)?;
    let places = places_of(&bitext, origins);
    let mut all = run_checks(&bitext, &options);
    let found = Sides::new(found.source.as_slice(), found.target.as_slice());
    add_hidden(&mut all, &bitext, found, &options);
    let asked = all
        .into_iter()
        .filter(|finding| finding.severity >= args.min_severity);
    let mut names = Keys::new(&bitext);
    let mut dismissed = 0_usize;
    let mut findings = Findings::default();
    for finding in asked {
        let key = names.of(&finding);
        let bead = bitext.beads.get(finding.bead);
        let is_taken =
            bead.is_some_and(|bead| notes.is_taken_over(bead.id, &finding.check, &finding.spans));
        if !args.all && (is_taken || notes.is_dismissed(&key)) {
            dismissed += 1;
        } else {
            findings.shown.push(in_file(&finding, &bitext, &places));
            findings.clean.push(finding);
            findings.keys.push(key);
        }
    }
    let text = if args.json {
        Some(report::to_json(&findings.shown))
    } else if args.sarif {
        Some(sarif::write(&findings.shown, &findings.keys, &places))
    } else if args.tsv {
        Some(report::to_tsv(&bitext, &findings.clean, &findings.shown))
    } else {
        None
    };
    if dismissed > 0 {
        crate::cli::say(plural!(
            "1 finding was dismissed; --all shows it",
            "{dismissed} findings were dismissed; --all shows them",
            dismissed
        ));
    }
    let spans = |findings: &[Finding]| -> usize {
        let sides = findings.iter().map(|finding| &finding.spans);
        sides
            .map(|spans| spans.source.len() + spans.target.len())
            .sum()
    };
    let lost = spans(&findings.clean) - spans(&findings.shown);
    if lost > 0 {
        crate::cli::say(plural!(
            "1 span could not be located in the file",
            "{lost} spans could not be located in the file",
            lost
        ));
    }
    match text {
        Some(text) => crate::cli::write_output(text.as_bytes())?,
        None => {
            let language = crate::cli::language();
            let page = if args.vimgrep {
                to_editors(&findings, &bitext, &places, language)
            } else {
                to_people(&bitext, &findings, &places, language)
            };
            print::page(&page)?;
        }
    }
    Ok(ExitCode::from(if findings.clean.is_empty() {
        GOOD
    } else {
        FOUND
    }))
}

/// Returns the options of the checks: by the command line, else by the profile.
fn options(args: &Check, langs: &Sides<Lang>) -> Result<Options, CliError> {
    let config = Config::load(&Screen::default());
    let flags = [&args.glossary, &args.rules, &args.profile].map(Option::as_deref);
    let wanted = Wanted::new(&config.settings, flags);
    let mut complain = |error: &CliError| {
        let _code = print::error(error);
    };
    let mut options = wanted.options(langs, &mut complain)?;
    // The command line overrides the client's profile.
    if !args.check.is_empty() {
        options.only = args.check.iter().cloned().collect();
    }
    options.off.retain(|id| !args.check.contains(id));
    options.off.extend(args.skip.iter().cloned());
    options.meaning = (!args.no_model)
        .then(|| Meaning::for_languages(&[langs.source.primary(), langs.target.primary()]))
        .flatten();
    Ok(options)
}

/// Returns the bitext with the review next to the translation.
pub(crate) fn reviewed(
    mut input: Input,
    places: Vec<PathBuf>,
    no_model: bool,
) -> Result<(Bitext, Annotations, Sides<Origin>), CliError> {
    let mut notes = Annotations::default();
    if let Some(path) = places.into_iter().find(|path| path.exists()) {
        let documents = Sides::from_fn(|side| input.sides[side].document.clone());
        let review = store::open_to_read(&path, documents).map_err(CliError::new)?;
        if let Some((review, report)) = review {
            if report.texts_changed() {
                crate::cli::say(msg!(
                    "the texts changed since {path} was written",
                    path = shown_path(&path)
                ));
            }
            notes = review.notes;
            input.beads = Some(review.bitext.beads);
            let mut documents = review.bitext.documents;
            for side in Side::BOTH {
                input.sides[side].document = std::mem::take(&mut documents[side]);
            }
        }
    }
    let (bitext, abouts, origins) = input.into_bitext(crate::cli::aligner(no_model));
    crate::cli::say_notes(&abouts);
    Ok((bitext, notes, origins))
}

/// Returns the finding in bytes of the files.
fn in_file(finding: &Finding, bitext: &Bitext, places: &Sides<Places>) -> Finding {
    Finding {
        spans: Sides::from_fn(|side| {
            let text = &bitext.documents[side].text;
            let spans = finding.spans[side].iter();
            spans
                .filter_map(|span| places[side].of(text, *span))
                .collect()
        }),
        ..finding.clone()
    }
}

/// Returns the location for a person: the first span, or the bead as a whole.
fn look(finding: &Finding, bitext: &Bitext, places: &Sides<Places>) -> Option<(Side, Span)> {
    let in_bead = |side: Side| {
        let document = &bitext.documents[side];
        let bead = bitext.beads.get(finding.bead)?;
        let span = document.span_of(&bead.sentences[side])?;
        Some((side, places[side].of(&document.text, span)?))
    };
    [Side::Target, Side::Source]
        .into_iter()
        .find_map(|side| Some((side, *finding.spans[side].first()?)))
        .or_else(|| in_bead(Side::Target))
        .or_else(|| in_bead(Side::Source))
}

/// One line per finding with its file, line and column, in the format of editors and `grep`.
fn to_editors(
    findings: &Findings,
    bitext: &Bitext,
    places: &Sides<Places>,
    language: UiLanguage,
) -> Page {
    let mut out = Page::default();
    for shown in &findings.shown {
        let (side, place) = look(shown, bitext, places).map_or((Side::Target, (1, 1)), |found| {
            let (side, span) = found;
            (side, places[side].source.line_and_column(span.start))
        });
        let path = bayn_text::shown(&places[side].source.path);
        let (line, column) = place;
        out.line(format!(
            "{path}:{line}:{column}: {}: {} [{}]",
            language.word(shown.severity.name()),
            language.say(&shown.message),
            shown.check
        ));
    }
    out
}

/// The maximum number of other places listed for a repeated finding.
const MOST_LINES: usize = 12;

/// A line with place, severity and message, and one for each side with spans; the same
/// finding at many places once, with the lines of the others.
fn to_people(
    bitext: &Bitext,
    findings: &Findings,
    places: &Sides<Places>,
    language: UiLanguage,
) -> Page {
    let comma = language.comma();
    let mut out = Page::default();
    // For files with printed pages people need the page; for others the line.
    let place_of = |shown: &Finding| {
        let (side, span) = look(shown, bitext, places)?;
        let source = &places[side].source;
        let page = source
            .page(span.start)
            .and_then(|page| usize::try_from(page).ok());
        let line = || source.line_and_column(span.start).0;
        Some((side, page.is_some(), page.unwrap_or_else(line)))
    };
    let groups = grouped(&findings.clean, bitext);
    for group in &groups {
        let at = |at: &usize| findings.clean.get(*at).zip(findings.shown.get(*at));
        let Some((finding, shown)) = group.first().and_then(at) else {
            continue;
        };
        let place = match place_of(shown) {
            Some((side, true, page)) => {
                let file = bayn_text::shown(&places[side].source.path);
                format!("{file} {}", language.say(msg!("p. {page}", page)))
            }
            Some((side, false, line)) => {
                format!("{}:{line}", bayn_text::shown(&places[side].source.path))
            }
            None => bayn_text::shown(&places.target.source.path).into_owned(),
        };
        let said = format!(
            "{}: {}",
            language.word(finding.severity.name()),
            language.say(&finding.message)
        );
        out.line(format!(
            "{place}: {} [{}{comma}{}]",
            language.apart(&said),
            finding.check,
            language.say(msg!("pair {bead}", bead = finding.bead + 1))
        ));
        for (side, name) in Side::BOTH
            .into_iter()
            .zip([label!("source"), label!("target")])
        {
            let text = &bitext.documents[side].text;
            let quotes: Vec<&str> = finding.spans[side]
                .iter()
                .map(|span| span.of(text))
                .collect();
            if !quotes.is_empty() {
                let quotes = quotes.join(&format!("\u{201d}{comma}\u{201c}"));
                let quotes = language.apart(&format!("\u{201c}{quotes}\u{201d}"));
                out.line(format!("    {}: {quotes}", language.word(name)));
            }
        }
        let more: Vec<String> = group
            .iter()
            .skip(1)
            .filter_map(|at| place_of(findings.shown.get(*at)?))
            .map(|(_, _, number)| number.to_string())
            .collect();
        if !more.is_empty() {
            let has_pages = place_of(shown).is_some_and(|(_, has_pages, _)| has_pages);
            let said = elsewhere(&more, has_pages, comma);
            let rest = if more.len() > MOST_LINES {
                " \u{2026}"
            } else {
                ""
            };
            out.line(format!("    {}{rest}", language.say(said)));
        }
    }
    let count = |severity: Severity| {
        let firsts = groups.iter().filter_map(|group| group.first());
        let number = firsts
            .filter_map(|at| findings.clean.get(*at))
            .filter(|finding| finding.severity == severity)
            .count();
        (number > 0).then(|| language.say(of_severity(number, severity)))
    };
    let counts: Vec<String> = Severity::ALL.into_iter().rev().filter_map(count).collect();
    match counts.as_slice() {
        [] => out.line(language.say(msg!("nothing found"))),
        counts => {
            let sum = plural!("1 found", "{clean} found", clean = groups.len());
            out.line(format!("{}: {}", language.say(&sum), counts.join(comma)));
        }
    }
    out
}

/// Lists the other lines or pages with the same finding.
fn elsewhere(more: &[String], has_pages: bool, comma: &str) -> Message {
    let lines = more.get(..MOST_LINES).unwrap_or(more).join(comma);
    if has_pages {
        return plural!(
            "the same at 1 more place: p. {pages}",
            "the same at {more} more places: pp. {pages}",
            more = more.len(),
            pages = lines
        );
    }
    plural!(
        "the same at 1 more place: line {lines}",
        "the same at {more} more places: lines {lines}",
        more = more.len(),
        lines
    )
}

fn list(language: UiLanguage) -> Page {
    let mut out = Page::default();
    for check in CHECKS {
        out.line(format!(
            "{:<14}{}{:<20}{}",
            check.id,
            padded(language.word(check.severity.name()), 9),
            check.category,
            language.word(check.looks_for)
        ));
    }
    out
}
