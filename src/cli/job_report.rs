//! `bayn report FOLDER` and `bayn report LIST`: one report over all pairs of a job.
//!
//! Of a folder those pairs are reported that have a review in it, each with its texts beside it; of a list
//! all that it names. What cannot be read is reported and left out.

use crate::cli::args::{Report, ReportForm, Texts};
use crate::cli::check;
use crate::cli::folder_reviews::{reviews_of, without_review};
use crate::cli::job::Job;
use crate::cli::judgements::open_review;
use crate::cli::open::open;
use crate::cli::print;
use crate::cli::project;
use crate::cli::report::CliError;
use crate::cli::scorecard;
use bayn_doc::{Annotations, Bitext};
use bayn_review::codec::job::{self, Chapter};
use bayn_review::rated::{Labels, RatedSegments};
use bayn_review::scorecard::{Metric, ScoreSheet};
use bayn_text::{msg, shown_path};
use std::path::{Path, PathBuf};

/// A pair with its review.
struct Reviewed {
    name: String,
    bitext: Bitext,
    notes: Annotations,
}

/// A report over a job, and how many pairs are not in it.
pub(crate) struct JobReport {
    /// The page.
    pub(crate) page: String,
    /// Pairs that could not be read; each was reported.
    pub(crate) left: usize,
}

/// Returns the report over a job. `keep` removes from each review what is not requested.
pub(crate) fn written(
    args: &Report,
    job: &Job,
    form: ReportForm,
    metric: Option<&Metric>,
    keep: &dyn Fn(&mut Annotations),
) -> Result<JobReport, CliError> {
    let write = match form {
        ReportForm::Html => job::html,
        ReportForm::Md => job::markdown,
        _ => {
            return Err(CliError::with_remedy(
                msg!("only a page can contain the pairs of a folder or a list"),
                msg!("write it as html or md, or each pair by itself"),
            ));
        }
    };
    if args.project.is_some() {
        return Err(CliError::with_remedy(
            msg!("each pair of a folder or a list has a review of its own"),
            msg!("leave out --project"),
        ));
    }
    let (mut all, left) = match job {
        Job::Folder(folder) => of_folder(folder)?,
        Job::List(list, pairs) => of_list(args, list, pairs)?,
    };
    for reviewed in &mut all {
        keep(&mut reviewed.notes);
    }
    if all.iter().all(|reviewed| reviewed.notes.is_empty()) {
        crate::cli::say(msg!("nothing has been written about these texts yet"));
    }
    let chapters: Vec<Chapter<'_>> = all
        .iter()
        .map(|reviewed| Chapter {
            name: &reviewed.name,
            bitext: &reviewed.bitext,
            notes: &reviewed.notes,
        })
        .collect();
    let sheets = metric.map_or_else(Vec::new, |metric| sheets(&chapters, metric));
    let title = match args.title.as_str() {
        "" => {
            let path = job.path();
            shown_path(path.file_name().unwrap_or(path.as_os_str()))
        }
        title => title.to_owned(),
    };
    let page = write(&title, &chapters, &sheets);
    Ok(JobReport { page, left })
}

/// Returns the scorecards of all raters over all pairs.
fn sheets(chapters: &[Chapter<'_>], metric: &Metric) -> Vec<(String, ScoreSheet)> {
    let mut all = RatedSegments::default();
    for chapter in chapters {
        let labels = Labels {
            document: chapter.name.to_owned(),
            rater: project::rater(),
            ..Labels::default()
        };
        let rated = RatedSegments::of(chapter.bitext, chapter.notes, &labels);
        all.segments
            .extend(rated.segments.into_iter().map(|mut segment| {
                segment.id = format!("{}:{}", chapter.name, segment.id);
                segment
            }));
    }
    scorecard::of_raters(&all, metric)
}

fn of_folder(folder: &Path) -> Result<(Vec<Reviewed>, usize), CliError> {
    let (mut all, mut left) = (Vec::new(), 0);
    for path in reviews_of(folder)? {
        match open_review(&path, &[]) {
            Ok((review, names)) => {
                let inside = path
                    .parent()
                    .and_then(|parent| parent.strip_prefix(folder).ok());
                let place = |name: &str| shown_path(inside.unwrap_or(Path::new("")).join(name));
                all.push(Reviewed {
                    name: titled([place(&names.source.name), place(&names.target.name)]),
                    bitext: review.bitext,
                    notes: review.notes,
                });
            }
            Err(error) => {
                left += 1;
                print::error(&error);
            }
        }
    }
    if all.is_empty() {
        return Err(without_review(folder));
    }
    Ok((all, left))
}

fn of_list(
    args: &Report,
    list: &Path,
    pairs: &[[PathBuf; 2]],
) -> Result<(Vec<Reviewed>, usize), CliError> {
    let (mut all, mut left) = (Vec::new(), 0);
    for files in pairs {
        match of_pair(args, files) {
            Ok(reviewed) => all.push(reviewed),
            Err(error) => {
                left += 1;
                print::error(&error);
            }
        }
    }
    if all.is_empty() {
        return Err(CliError::with_remedy(
            msg!("no pair of {list} can be read", list = shown_path(list)),
            msg!("check the paths; they are relative to the current folder or to that of the list"),
        ));
    }
    Ok((all, left))
}

fn of_pair(args: &Report, files: &[PathBuf; 2]) -> Result<Reviewed, CliError> {
    let texts = Texts {
        files: files.to_vec(),
        reading: args.reading.clone(),
    };
    // As the reader does, whose review this is.
    let input = open(&texts, true)?;
    let sides = [&input.sides.source, &input.sides.target];
    let name = titled(sides.map(|side| side.about.name.clone()));
    let places = project::places(&input.sides, &texts, None);
    let (bitext, notes, _) = check::reviewed(input, places, args.no_model)?;
    Ok(Reviewed {
        name,
        bitext,
        notes,
    })
}

fn titled([source, target]: [String; 2]) -> String {
    format!("{source} \u{2192} {target}")
}
