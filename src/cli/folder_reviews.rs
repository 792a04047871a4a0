//! The reviews of a folder as one: the judgements of all of its pairs.

use crate::cli::args::{Reading, Texts};
use crate::cli::judgements::sheet_of;
use crate::cli::open::open;
use crate::cli::report::CliError;
use crate::cli::{check, print, project};
use bayn_review::rated::{Labels, RatedSegments, Segment};
use bayn_text::{msg, shown_path};
use std::path::{Path, PathBuf};

/// The suffix of the name of a review.
const ENDING: &str = ".bayn.jsonl";
/// The maximum depth of nested folders that are searched.
const DEPTH: usize = 8;

/// Reads all reviews of a folder and of those in it, as the judgements of one system, each with its
/// file as the document. One that cannot be read is reported and left out.
pub(crate) fn sheet_of_folder(folder: &Path) -> Result<RatedSegments, CliError> {
    let reviews = reviews_of(folder)?;
    let mut all = RatedSegments::default();
    for review in &reviews {
        let name = shown_path(review.strip_prefix(folder).unwrap_or(review));
        match sheet_of(review, &[]) {
            Ok(rated) => all
                .segments
                .extend(rated.segments.into_iter().map(|mut segment| {
                    segment.id = format!("{name}:{}", segment.id);
                    segment.document.clone_from(&name);
                    segment.system.clear();
                    segment
                })),
            Err(error) => {
                print::error(&error);
            }
        }
    }
    if all.segments.is_empty() {
        return Err(without_review(folder));
    }
    Ok(all)
}

/// Reads the reviews of the pairs that a list names, as [`sheet_of_folder`] does; a pair of which no
/// review was begun was not judged. Names the pairs that cannot be read.
pub(crate) fn sheet_of_list(
    list: &Path,
    pairs: &[[PathBuf; 2]],
) -> Result<RatedSegments, CliError> {
    let mut all = RatedSegments::default();
    for files in pairs {
        let texts = Texts {
            files: files.to_vec(),
            reading: Reading::default(),
        };
        let judged = open(&texts, true).and_then(|input| {
            let name = input.sides.target.about.name.clone();
            let places = project::places(&input.sides, &texts, None);
            if !places.iter().any(|place| place.exists()) {
                return Ok(None);
            }
            // The review has the alignment.
            let (bitext, notes, _) = check::reviewed(input, places, true)?;
            Ok(Some((name, bitext, notes)))
        });
        match judged {
            Ok(Some((document, bitext, notes))) => {
                let labels = Labels {
                    document: document.clone(),
                    ..Labels::default()
                };
                let rated = RatedSegments::of(&bitext, &notes, &labels)
                    .segments
                    .into_iter();
                all.segments.extend(rated.map(|segment| Segment {
                    id: format!("{document}:{}", segment.id),
                    ..segment
                }));
            }
            Ok(None) => {}
            Err(error) => {
                print::error(&error);
            }
        }
    }
    if all.segments.is_empty() {
        return Err(CliError::with_remedy(
            msg!("no pair of {list} has a review", list = shown_path(list)),
            msg!("open the list with `bayn LIST` to begin a review"),
        ));
    }
    Ok(all)
}

/// Returns the error of a folder without a review.
pub(crate) fn without_review(folder: &Path) -> CliError {
    CliError::with_remedy(
        msg!("{folder} contains no review", folder = shown_path(folder)),
        msg!("reviews are named like NAME.bayn.jsonl, with their texts beside them"),
    )
}

/// Returns the reviews in a folder and in those in it, in the order of names.
pub(crate) fn reviews_of(folder: &Path) -> Result<Vec<PathBuf>, CliError> {
    let mut reviews = Vec::new();
    walk(folder, DEPTH, &mut reviews)?;
    Ok(reviews)
}

fn walk(folder: &Path, depth: usize, into: &mut Vec<PathBuf>) -> Result<(), CliError> {
    let unread = |error: std::io::Error| CliError::unread(folder, &error);
    let mut inside = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unread)? {
        inside.push(entry.map_err(unread)?.path());
    }
    inside.sort();
    for path in inside {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if depth > 0 && !path.is_symlink() && !name.starts_with('.') {
                walk(&path, depth - 1, into)?;
            }
        } else if name.ends_with(ENDING) {
            into.push(path.clone());
        }
    }
    Ok(())
}
