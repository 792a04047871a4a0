//! `bayn report`: writes a review as a report for people, or as a file for other tools.

use crate::cli::args::{Cli, Report, ReportForm, Texts};
use crate::cli::job::Job;
use crate::cli::judgements::open_review;
use crate::cli::open::open;
use crate::cli::report::CliError;
use crate::cli::{check, checking, job_report, project, scorecard};
use crate::session::{OutForm, State};
use bayn_doc::{Annotations, Bitext, Entry, EntryKey};
use bayn_formats as format;
use bayn_formats::issue::Family;
use bayn_formats::{Corpus, Format, WriteOptions, review_table};
use bayn_review::codec::{appraise, html, markdown, marot, mtme, pearmut, spreadsheet, wmt};
use bayn_review::exchange::{self, Form};
use bayn_review::rated::{Labels, RatedSegments};
use bayn_review::score::{Calibration, MqmScore, score};
use bayn_review::scorecard::{Metric, ScoreSheet};
use bayn_text::Message;
use bayn_text::message::Separator;
use bayn_text::shown_path;
use bayn_text::{msg, plural};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A review to write.
struct Reviewed {
    bitext: Bitext,
    /// The bilingual file with both texts, if they are in one.
    file: Option<Corpus>,
    notes: Annotations,
    /// The name of the source, and that of the translation.
    names: [String; 2],
}

/// Reads and writes.
pub(crate) fn run(args: &Report) -> Result<(), CliError> {
    let Some((out, files)) = args.files.split_last() else {
        return Err(CliError::new(msg!(
            "a file to read and a file to write are needed"
        )));
    };
    let form = args.to.or_else(|| by_name(out)).ok_or_else(|| {
        CliError::with_remedy(
            msg!(
                "the format to write cannot be told from the name `{out}`",
                out = shown_path(out)
            ),
            msg!("choose it with --to, such as --to html"),
        )
    })?;
    crate::cli::spare_inputs(out, files.iter().chain(&args.project))?;
    let keep = |notes: &mut Annotations| {
        if let Some(rater) = &args.rater {
            keep_rater(notes, rater);
        }
    };
    let metric = args
        .profile
        .as_deref()
        .map(checking::metric_of)
        .transpose()?;
    if let Some(job) = Job::named(files)? {
        let report = job_report::written(args, &job, form, metric.as_ref(), &keep)?;
        crate::cli::write_to(out, report.page.as_bytes())?;
        // The page is written with what could be read, but the command fails.
        return match report.left {
            0 => Ok(()),
            left => Err(CliError::with_remedy(
                plural!(
                    "1 pair is not in the report",
                    "{left} pairs are not in the report",
                    left
                ),
                msg!("correct what is named above, and write it again"),
            )),
        };
    }
    let mut reviewed = reviewed(args, files)?;
    keep(&mut reviewed.notes);
    if reviewed.notes.is_empty() {
        crate::cli::say(msg!("nothing has been written about these texts yet"));
    }
    let wanted = Wanted {
        form,
        system: args.system.clone(),
        title: (!args.title.is_empty()).then(|| args.title.clone()),
        metric: metric.as_ref(),
    };
    let (bytes, left_out) = written(&reviewed, wanted)?;
    crate::cli::write_to(out, &bytes)?;
    if !left_out.is_empty() {
        crate::cli::say(msg!(
            "not stored: {left_out}",
            left_out = crate::cli::losses(&left_out)
        ));
    }
    Ok(())
}

/// Writes the review of a session, as requested in the reader; returns a message. An
/// empty name means one next to the translation, or next to the only file.
pub(crate) fn from_session(
    state: &State,
    form: OutForm,
    name: &str,
    args: &Cli,
) -> Result<Message, CliError> {
    let files = &args.texts.files;
    let end = match form {
        OutForm::Report => "review.html",
        OutForm::Export => "review.xlf",
    };
    let out = match (name, files.get(1).or(files.first())) {
        ("", None) => return Err(CliError::new(msg!("these texts do not come from a file"))),
        ("", Some(file)) => {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            file.with_file_name(format!("{name}.{end}"))
        }
        (name, _) => PathBuf::from(name),
    };
    let form = match (by_name(&out), form) {
        (Some(form), _) => form,
        (None, OutForm::Report) => ReportForm::Html,
        (None, OutForm::Export) => ReportForm::Xliff,
    };
    if name == "-" {
        return Err(CliError::new(msg!(
            "the reader cannot write to standard output; give the path of a file"
        )));
    }
    crate::cli::spare_inputs(&out, files.iter().chain(&args.project))?;
    let reviewed = Reviewed {
        bitext: Bitext::clone(&state.texts.bitext),
        file: None,
        notes: state.reviewing.review.notes.clone(),
        names: [&state.texts.about.source, &state.texts.about.target]
            .map(|about| about.name.clone()),
    };
    let wanted = Wanted {
        form,
        system: None,
        title: None,
        metric: state.reviewing.review.metric.as_deref(),
    };
    let (bytes, left_out) = written(&reviewed, wanted)?;
    crate::cli::write_to(&out, &bytes)?;
    let file = std::path::absolute(&out).unwrap_or(out);
    let said = msg!("written: {file}", file = shown_path(&file));
    if left_out.is_empty() {
        return Ok(said);
    }
    let lost = msg!(
        "not stored: {left_out}",
        left_out = crate::cli::losses(&left_out)
    );
    Ok(Message::joined([said, lost], Separator::Semicolon))
}

/// Removes the entries of others.
fn keep_rater(notes: &mut Annotations, rater: &str) {
    let others: Vec<EntryKey> = notes
        .entries()
        .filter(|entry| match entry {
            Entry::Mark(_, mark) => mark.rater != rater,
            Entry::Note(_, note) => note.author != rater,
            Entry::Verdict(_, verdict) => verdict.by != rater,
            Entry::Rating(_, by, _) | Entry::Judged(_, by, _) => by != rater,
            Entry::Dismissal(_, dismissal) => dismissal.by != rater,
        })
        .map(Entry::key)
        .collect();
    for key in others {
        notes.replace(&key, None);
    }
}

fn by_name(out: &Path) -> Option<ReportForm> {
    let name = out.extension()?.to_str()?.to_lowercase();
    Some(match name.as_str() {
        "html" | "htm" => ReportForm::Html,
        "md" | "markdown" => ReportForm::Md,
        "csv" => ReportForm::Csv,
        "docx" => ReportForm::Docx,
        "xlsx" => ReportForm::Xlsx,
        "xlf" | "xliff" => ReportForm::Xliff,
        "tmx" => ReportForm::Tmx,
        "jsonl" => ReportForm::Jsonl,
        _ => return None,
    })
}

/// Opens texts with the review next to them, or a review with the texts next to it.
fn reviewed(args: &Report, files: &[PathBuf]) -> Result<Reviewed, CliError> {
    if let [first, texts @ ..] = files
        && first.is_file()
        && std::fs::read(first).is_ok_and(|bytes| crate::store::is_review(&bytes))
    {
        let (review, names) = open_review(first, texts)?;
        return Ok(Reviewed {
            bitext: review.bitext,
            file: None,
            notes: review.notes,
            names: [names.source.name, names.target.name],
        });
    }
    let texts = Texts {
        files: files.to_vec(),
        reading: args.reading.clone(),
    };
    let mut input = open(&texts, false)?;
    let file = input.corpus.take();
    if files.len() == 1 && input.beads.is_none() {
        return Err(CliError::with_remedy(
            msg!("a review needs two texts"),
            msg!("give the text and its translation, or a file that contains both"),
        ));
    }
    let names = [&input.sides.source, &input.sides.target].map(|side| side.about.name.clone());
    let places = project::places(&input.sides, &texts, args.project.as_deref());
    let (bitext, notes, _) = check::reviewed(input, places, args.no_model)?;
    Ok(Reviewed {
        bitext,
        file,
        notes,
        names,
    })
}

/// The parts of a review to write.
struct Wanted<'m> {
    form: ReportForm,
    system: Option<String>,
    title: Option<String>,
    metric: Option<&'m Metric>,
}

fn written(reviewed: &Reviewed, wanted: Wanted<'_>) -> Result<(Vec<u8>, Vec<Message>), CliError> {
    let Wanted {
        form,
        system,
        title,
        metric,
    } = wanted;
    let Reviewed {
        bitext,
        notes,
        names: [source, target],
        file,
    } = reviewed;
    let system = system.unwrap_or_else(|| target.clone());
    let title = title.unwrap_or_else(|| format!("{source} \u{2192} {target}"));
    let labels = Labels {
        system,
        document: source.clone(),
        rater: project::rater(),
    };
    let corpus = |form, to| -> Result<(Vec<u8>, Vec<Message>), CliError> {
        let corpus = match file {
            Some(file) => exchange::write_onto(file, bitext, notes, source, form),
            None => exchange::write(bitext, notes, source, form),
        };
        let options = WriteOptions {
            title: title.clone(),
            ..WriteOptions::default()
        };
        Ok(format::write(&corpus, to, &options)?)
    };
    let rated = || RatedSegments::of(bitext, notes, &labels);
    let sheets: Vec<(String, ScoreSheet)> = metric
        .map(|metric| scorecard::of_raters(&rated(), metric))
        .unwrap_or_default();
    let table = || {
        let mut table = exchange::table::write(bitext, notes, &title);
        for (rater, sheet) in &sheets {
            table.scores.push(vec!["rater".to_owned(), rater.clone()]);
            table.scores.extend(sheet.rows());
        }
        table
    };
    let text = match form {
        ReportForm::Html => html::write(&title, bitext, notes, &scores(bitext, notes), &sheets),
        ReportForm::Md => markdown::write(&title, bitext, notes, &scores(bitext, notes), &sheets),
        ReportForm::Csv => spreadsheet::write(&rated()),
        ReportForm::Docx => return Ok((review_table::write_docx(&table())?, Vec::new())),
        ReportForm::Xlsx => return Ok((review_table::write_xlsx(&table())?, Vec::new())),
        ReportForm::Wmt => wmt::write(&rated()),
        ReportForm::Marot => marot::write(&rated()),
        ReportForm::Mtme => mtme::write(&rated()),
        ReportForm::MtmeRatings => {
            mtme::write_ratings(&of_one_rater(rated())?, &labels.system, bitext.beads.len())
        }
        ReportForm::Appraise => appraise::write(&rated()),
        ReportForm::Pearmut => {
            let rated = rated();
            let raters: BTreeSet<&str> = rated.segments.iter().map(|one| &*one.rater).collect();
            let others = (raters.len() > 1).then(|| msg!("judgements of all raters but the first"));
            let text = pearmut::write(&rated, &title);
            return Ok((text.into_bytes(), others.into_iter().collect()));
        }
        ReportForm::Xliff => return corpus(Form::Xliff(Family::Xliff2), Format::Xliff2),
        ReportForm::Xliff12 => return corpus(Form::Xliff(Family::Xliff12), Format::Xliff12),
        ReportForm::Tmx => return corpus(Form::Props, Format::Tmx),
        ReportForm::Jsonl => return corpus(Form::Props, Format::Jsonl),
    };
    Ok((text.into_bytes(), Vec::new()))
}

/// Returns the segments unless several raters judged them: the format allows only one.
fn of_one_rater(rated: RatedSegments) -> Result<RatedSegments, CliError> {
    let raters: BTreeSet<&str> = rated
        .segments
        .iter()
        .map(|one| one.rater.as_str())
        .collect();
    if raters.len() > 1 {
        let raters: Vec<&str> = raters.into_iter().collect();
        return Err(CliError::with_remedy(
            msg!(
                "this format allows one rater only; found: {raters}",
                raters = raters.join(", ")
            ),
            msg!("choose one with --rater"),
        ));
    }
    Ok(rated)
}

/// Returns the scores of each rater, by the words that they judged.
fn scores(bitext: &Bitext, notes: &Annotations) -> Vec<(String, MqmScore)> {
    let raters: BTreeSet<&str> = notes.marks().map(|(_, mark)| mark.rater.as_str()).collect();
    raters
        .into_iter()
        .map(|rater| {
            let found = score(bitext, notes, Some(rater), Calibration::default());
            (rater.to_owned(), found)
        })
        .collect()
}
