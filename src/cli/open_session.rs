//! Opens a session of the texts that a command line names: aligned, from the cache or with their review.

use crate::cli::args::Cli;
use crate::cli::judgements::{self, Judged};
use crate::cli::open::open_several;
use crate::cli::opened::Input;
use crate::cli::report::CliError;
use crate::cli::{memory, project, several};
use crate::session::{Notice, Refining, State};
use crate::store::Remembered;
use crate::tui::autosave::Autosave;
use crate::tui::library::Opening;
use bayn_doc::{Bitext, Document, Sides};
use bayn_review::proposal::{Judge, place};
use bayn_text::{msg, plural, shown_path};
use std::sync::Arc;

/// Texts with more sentences than this, both sides together, are drawn before they are
/// aligned; aligning fewer takes less time than drawing twice.
const ALIGN_FIRST: usize = 1500;

/// Creates a session of texts to open: a part of a long memory; texts with their
/// review, or aligned. Long texts are shown first and aligned in the background.
pub(crate) fn open_session(
    args: &Cli,
    rater: &str,
    release: &mut dyn FnMut(),
) -> Result<Opening, CliError> {
    let texts = &args.texts;
    if let Some((memory, state)) = memory::open(texts)? {
        release();
        return Ok(Opening {
            state,
            autosave: Autosave::default(),
            parts: Some(memory),
        });
    }
    let mut opened = open_several(texts, true)?;
    release();
    let others = std::mem::take(&mut opened.others);
    let mut project = project::open(&opened.sides, texts, args.project.as_deref());
    let sides = &opened.sides;
    let kept: Vec<_> = others
        .iter()
        .map(|other| several::kept(&sides.source, other, texts))
        .collect();
    let count = sides.source.document.sentences.len() + sides.target.document.sentences.len();
    let documents = Sides::new(&sides.source.document, &sides.target.document);
    // A review keeps its original alignment, and a bilingual file its own.
    let meaning = !args.no_model && crate::cli::has_model_for(documents);
    let by_meaning = meaning && opened.beads.is_none() && project.review.is_none();
    let remembered = remembered(args, documents).filter(|_| by_meaning);
    let recalled = remembered
        .as_ref()
        .and_then(|place| place.recall(documents));
    let is_recalled = recalled.is_some();
    let mut state = if let Some(review) = project.review.take() {
        review.state(opened.sides)
    } else if let Some(beads) = recalled {
        state_of(opened, |documents| crate::cli::named(documents, beads))
    } else if count <= ALIGN_FIRST || opened.beads.is_some() {
        state_of(opened, crate::cli::aligned)
    } else {
        let mut state = state_of(opened, drafted);
        // Aligned in the background, as soon as the event loop starts.
        state.aligning.progress = Some(0.0);
        state
    };
    if by_meaning && !is_recalled {
        state.aligning.refining = Some(Refining::new(&state.texts.bitext));
    }
    if let Some(work) = &mut state.aligning.refining {
        work.by_strings = !meaning;
    }
    for (other, beads) in others.into_iter().zip(kept) {
        several::add(&mut state, other, beads, (ALIGN_FIRST, !args.no_model));
    }
    state.reviewing.judges = Arc::new(judges(args, &state.texts.bitext)?);
    let (_, strays) = place(&state.reviewing.judges, &state.texts.bitext);
    if strays > 0 {
        state.ui.message = Some(Notice::bad(plural!(
            "1 segment with proposals is not in these texts",
            "{count} segments with proposals are not in these texts",
            count = strays
        )));
    }
    state.reviewing.review.rater = reviewer(rater);
    state.reviewing.review.read_only = project.read_only;
    if let Some(said) = project.said {
        state.ui.message = Some(said);
    }
    Ok(Opening {
        state,
        autosave: project.autosave.remembering(remembered),
        parts: None,
    })
}

/// Reads what automatic judges and other reviewers marked; those without a name in a file are named
/// after it.
fn judges(args: &Cli, bitext: &Bitext) -> Result<Vec<Judge>, CliError> {
    let mut all = Vec::new();
    for path in &args.proposals {
        let judged = judgements::read(path, Some(bitext))?;
        let is_person = matches!(judged, Judged::Review);
        let rated = match judged {
            Judged::RatedSegments(rated) => rated,
            Judged::Review => judgements::reviewers_of(path, &args.texts.files)?,
            Judged::Corpus(_) | Judged::Table(_) | Judged::Document(_) => {
                return Err(CliError::with_remedy(
                    msg!(
                        "{path} contains no error spans of a judge",
                        path = shown_path(path)
                    ),
                    msg!("`bayn import` imports other judgements into the review"),
                ));
            }
        };
        let file = shown_path(path.file_stem().unwrap_or_default());
        let judges = Judge::all_of(rated, &file).into_iter();
        all.extend(judges.map(|judge| Judge { is_person, ..judge }));
    }
    Ok(all)
}

/// Returns the reviewer: as set, else the user.
pub(crate) fn reviewer(set: &str) -> String {
    if set.is_empty() {
        project::rater()
    } else {
        set.to_owned()
    }
}

/// Returns where the alignment of two texts is cached, if caching is allowed.
fn remembered(args: &Cli, documents: Sides<&Document>) -> Option<Remembered> {
    let folder = crate::cli::cache_folder().filter(|_| !args.no_cache)?;
    let langs = crate::cli::langs(documents);
    let recipe = bayn_align::recipe(bayn_align::encoder::encoder_id(&langs));
    let recipe = format!("{} {recipe:x}", env!("CARGO_PKG_VERSION"));
    Some(Remembered::new(
        &folder.join("alignments"),
        documents,
        &recipe,
    ))
}

/// Creates the state of a session from the opened texts and an alignment method.
pub(crate) fn state_of(input: Input, align: impl FnOnce(Sides<Document>) -> Bitext) -> State {
    let (bitext, abouts, _) = input.into_bitext(align);
    State::new(bitext, abouts)
}

/// Pairs sentences by position only, for a provisional display.
fn drafted(documents: Sides<Document>) -> Bitext {
    let mut bitext = Bitext {
        beads: bayn_align::draft([
            documents.source.sentences.len(),
            documents.target.sentences.len(),
        ]),
        documents,
    };
    bitext.name_beads();
    bitext
}
