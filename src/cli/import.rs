//! `bayn import`: imports judgements of other tools into the review of two texts.
//!
//! They are one change: in the reader `u` undoes all of them. Existing entries are
//! not imported twice.

use crate::cli::args::Import;
use crate::cli::job::refuse_list;
use crate::cli::judgements::{Judged, open_review, read};
use crate::cli::open::{open, open_one};
use crate::cli::project;
use crate::cli::report::{CliError, FOUND, GOOD};
use crate::store::{Store, StoreError, TextName};
use bayn_doc::{Annotations, Change, Entry, Mark, ReviewedBitext};
use bayn_doc::{Side, Sides};
use bayn_review::{exchange, post_edit};
use bayn_text::label;
use bayn_text::message::Separator;
use bayn_text::msg;
use bayn_text::{Message, plural};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

/// Reads, imports and reports.
pub(crate) fn run(args: &Import) -> Result<ExitCode, CliError> {
    refuse_list(&args.texts)?;
    let input = open(&args.texts, false)?;
    if args.texts.files.len() < 2 && input.beads.is_none() {
        return Err(CliError::with_remedy(
            msg!("a review needs two texts"),
            msg!("name the text and its translation after the judgements"),
        ));
    }
    let names = Sides::from_fn(|side: Side| TextName {
        name: input.sides[side].about.name.clone(),
        lang: input.sides[side].document.lang.tag().to_owned(),
    });
    let places = project::places(&input.sides, &args.texts, args.project.as_deref());
    let existing = places.iter().find(|place| crate::store::is_made(place));
    let error = |error: StoreError| CliError::new(error);
    let (store, mut review, moved) = match existing {
        Some(place) => {
            let documents = Sides::from_fn(|side| input.sides[side].document.clone());
            let opened = crate::store::open(place, documents).map_err(error)?;
            let (store, review, report) =
                opened.ok_or_else(|| CliError::new(msg!("the review no longer exists")))?;
            if report.texts_changed() {
                crate::cli::say(msg!("the texts changed since the review was written"));
            }
            let moved = report.texts_changed() || report.newly_lost > 0 || report.adopted > 0;
            (Some(store), review, moved)
        }
        None => {
            let (bitext, abouts, _) = input.into_bitext(crate::cli::aligner(args.no_model));
            crate::cli::say_notes(&abouts);
            let review = ReviewedBitext {
                bitext,
                ..ReviewedBitext::default()
            };
            (None, review, false)
        }
    };
    let (entries, strays) = entries(args, &review)?;
    let (change, counts) = change(entries, &review.notes);
    // Everything is read: only now is something written.
    let mut store = match store {
        Some(store) => store,
        None => create(&places, &names, &review)?,
    };
    if moved {
        store.accept(&review).map_err(error)?;
    }
    if !change.steps.is_empty() {
        let change = review
            .apply(change)
            .map_err(|error| CliError::new(msg!("cannot import them: {error}", error)))?;
        store.append(&change).map_err(error)?;
        store.fold(&review).map_err(error)?;
    }
    crate::cli::say(msg!(
        "imported into {path}: {what}",
        what = counts.summary(),
        path = store.path()
    ));
    for stray in strays.iter().take(5) {
        let start: String = stray.chars().take(60).collect();
        crate::cli::say(msg!("no pair has these texts: {start}", start));
    }
    if strays.len() > 5 {
        crate::cli::say(msg!("and {strays} more", strays = strays.len() - 5));
    }
    Ok(ExitCode::from(if strays.is_empty() { GOOD } else { FOUND }))
}

fn create(
    places: &[PathBuf],
    names: &Sides<TextName>,
    review: &ReviewedBitext,
) -> Result<Store, CliError> {
    let mut refused = CliError::with_remedy(
        msg!("there is no place to keep the review"),
        msg!("choose one with --project FILE"),
    );
    for place in places {
        if let Some(folder) = place.parent() {
            // If it cannot be created, that shows at once.
            let _made = std::fs::create_dir_all(folder);
        }
        match Store::create(place, names.clone(), review) {
            Ok(store) => return Ok(store),
            // One that another program began is not hidden behind a second one elsewhere.
            Err(error @ (StoreError::InUse(_) | StoreError::ChangedOutside(_)))
                if !place.is_symlink() =>
            {
                return Err(CliError::new(error));
            }
            Err(error) => refused = CliError::new(error),
        }
    }
    Err(refused)
}

fn entries(args: &Import, review: &ReviewedBitext) -> Result<(Vec<Entry>, Vec<String>), CliError> {
    let time = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let (bitext, notes) = (&review.bitext, &review.notes);
    if args.edited {
        let edited = open_one(&args.judgements, &args.texts.reading)?;
        let table = post_edit::as_table(bitext, &edited.document);
        let taken = exchange::table::read(&table, bitext, notes, (&project::rater(), time));
        return Ok((taken.entries, taken.strays));
    }
    match read(&args.judgements, Some(bitext))? {
        Judged::RatedSegments(mut rated) => {
            let kept = rated.keep_system(args.system.as_deref(), bitext);
            if let (Some(system), None) = (kept, &args.system) {
                crate::cli::say(msg!(
                    "the file contains judgements of several systems; those of {system} are used, because these are its texts",
                    system
                ));
            }
            // Some files do not name the rater.
            let unnamed = |name: &str| name.is_empty() || name == "-";
            for segment in &mut rated.segments {
                if unnamed(&segment.rater) {
                    segment.rater = project::rater();
                }
            }
            let (entries, strays) = rated.entries_for(bitext, notes, time);
            let says = strays
                .iter()
                .filter(|segment| !segment.errors.is_empty() || segment.score.is_some());
            let strays = says.map(|segment| segment.text.source.clone()).collect();
            Ok((entries, strays))
        }
        Judged::Corpus(corpus) => {
            let taken = exchange::read(&corpus, bitext, notes, (&project::rater(), time));
            if taken.gone > 0 {
                crate::cli::say(plural!(
                    "1 mark was deleted or changed in the file after it was written",
                    "{gone} marks were deleted or changed in the file after it was written",
                    gone = taken.gone
                ));
            }
            Ok((taken.entries, taken.strays))
        }
        Judged::Table(table) => {
            let by = (project::rater(), time);
            let taken = exchange::table::read(&table, bitext, notes, (&by.0, by.1));
            Ok((taken.entries, taken.strays))
        }
        Judged::Document(paragraphs) => {
            let by = (project::rater(), time);
            let taken = exchange::table::read_document(&paragraphs, bitext, notes, (&by.0, by.1));
            Ok((taken.entries, taken.strays))
        }
        Judged::Review => {
            let (other, _) = open_review(&args.judgements, &args.texts.files)?;
            let same = other.bitext.beads == bitext.beads;
            if !same {
                return Err(CliError::with_remedy(
                    msg!("this review has another alignment"),
                    msg!("`bayn merge` joins two reviews"),
                ));
            }
            Ok((other.notes.entries().cloned().collect(), Vec::new()))
        }
    }
}

/// The numbers of imported entries, by kind.
#[derive(Default)]
struct Counts {
    kinds: [usize; 6],
    same: usize,
}

impl Counts {
    fn summary(&self) -> Message {
        let [marks, notes, verdicts, scores, dismissed, judged] = self.kinds;
        let kinds = [
            (marks, plural!("1 mark", "{marks} marks", marks)),
            (notes, plural!("1 note", "{notes} notes", notes)),
            (
                verdicts,
                plural!("1 verdict", "{verdicts} verdicts", verdicts),
            ),
            (scores, plural!("1 score", "{scores} scores", scores)),
            (
                dismissed,
                plural!(
                    "1 dismissed finding",
                    "{dismissed} dismissed findings",
                    dismissed
                ),
            ),
            (
                judged,
                plural!("1 judged pair", "{judged} judged pairs", judged),
            ),
        ];
        let kinds = kinds.into_iter().filter(|(count, _)| *count > 0);
        let mut parts: Vec<Message> = kinds.map(|(_, said)| said).collect();
        if parts.is_empty() {
            parts.push(msg!("nothing new"));
        }
        let what = Message::joined(parts, Separator::Comma);
        match self.same {
            0 => what,
            same => msg!("{what} ({same} were there already)", what, same),
        }
    }
}

/// Returns the new entries as one change.
fn change(entries: Vec<Entry>, notes: &Annotations) -> (Change, Counts) {
    let label = label!("import").to_owned();
    let mut counts = Counts {
        kinds: [0; 6],
        same: 0,
    };
    let mut whole: Option<Change> = None;
    for entry in entries {
        let was = notes.get(&entry.key()).cloned();
        if was.as_ref().is_some_and(|was| same(was, &entry)) || stands(&entry, notes) {
            counts.same += 1;
            continue;
        }
        let kind = match &entry {
            Entry::Mark(..) => 0,
            Entry::Note(..) => 1,
            Entry::Verdict(..) => 2,
            Entry::Rating(..) => 3,
            Entry::Dismissal(..) => 4,
            Entry::Judged(..) => 5,
        };
        counts.kinds[kind] += 1;
        let one = Change::entry(&label, was, Some(entry));
        match &mut whole {
            Some(whole) => whole.steps.extend(one.steps),
            None => whole = Some(one),
        }
    }
    (whole.unwrap_or_default(), counts)
}

/// Returns whether two entries under one key are equal, ignoring their times.
fn same(one: &Entry, other: &Entry) -> bool {
    match (one, other) {
        (Entry::Mark(_, one), Entry::Mark(_, other)) => same_mark(one, other),
        (Entry::Note(_, one), Entry::Note(_, other)) => {
            one.text == other.text && one.spans == other.spans
        }
        (Entry::Rating(_, _, one), Entry::Rating(_, _, other)) => one.value == other.value,
        (Entry::Verdict(_, one), Entry::Verdict(_, other)) => one.status == other.status,
        (Entry::Judged(..), Entry::Judged(..)) => true,
        _ => one == other,
    }
}

fn same_mark(one: &Mark, other: &Mark) -> bool {
    let key = |mark: &Mark| Mark {
        time: 0,
        check: String::new(),
        ..mark.clone()
    };
    key(one) == key(other)
}

/// Returns whether a mark or note exists already, under another id.
fn stands(entry: &Entry, notes: &Annotations) -> bool {
    match entry {
        Entry::Mark(_, mark) => notes
            .marks_of(mark.bead)
            .any(|(_, own)| same_mark(own, mark)),
        Entry::Note(_, note) => notes.notes_of(note.bead).any(|(_, own)| {
            own.text == note.text && own.spans == note.spans && own.author == note.author
        }),
        _ => false,
    }
}
