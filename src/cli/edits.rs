//! `bayn edits`: the amount of editing of a translation, for people and for programs.

use crate::catalogue::UiLanguage;
use crate::cli::args::Edits as Args;
use crate::cli::open::{open, open_one};
use crate::cli::print::{self, Page};
use crate::cli::report::CliError;
use bayn_doc::{Bitext, Side};
use bayn_review::post_edit::{Edits, by_bead, counted_words, edits};
use bayn_text::{msg, plural};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The edits of one pair.
struct Row<'t> {
    pair: usize,
    was: &'t str,
    now: &'t str,
    edits: Edits,
}

/// Reads, counts and prints.
pub(crate) fn run(args: &Args) -> Result<(), CliError> {
    let input = open(&args.texts, false)?;
    if args.texts.files.len() < 2 && input.beads.is_none() {
        return Err(CliError::with_remedy(
            msg!("edits are counted in a translation, but only one text was given"),
            msg!("give the text and its translation after the edited one"),
        ));
    }
    let edited = open_one(&args.edited, &args.texts.reading)?;
    let (bitext, abouts, _) = input.into_bitext(crate::cli::aligner(args.no_model));
    crate::cli::say_notes(&abouts);
    let now = by_bead(&bitext, &edited.document);
    let rows = rows(&bitext, &now);
    let mut all = Edits::default();
    for row in &rows {
        all += row.edits;
    }
    if args.json {
        let text = format!("{:#}\n", in_json(&rows, all));
        return crate::cli::write_output(text.as_bytes());
    }
    if args.tsv {
        return crate::cli::write_output(in_tsv(&rows).as_bytes());
    }
    print::page(&to_people(&rows, all, crate::cli::language()))
}

/// Returns the pairs that have a translation, before or after.
fn rows<'t>(bitext: &'t Bitext, now: &[&'t str]) -> Vec<Row<'t>> {
    let pairs = now.iter().enumerate().filter_map(|(at, now)| {
        let was = bitext.text_of(at, Side::Target);
        (!was.is_empty() || !now.is_empty()).then(|| Row {
            pair: at + 1,
            was,
            now,
            edits: edits(&counted_words(was), &counted_words(now)),
        })
    });
    pairs.collect()
}

fn in_json(rows: &[Row<'_>], all: Edits) -> Value {
    let figures =
        |edits: Edits| json!({"edits": edits.edits, "words": edits.words, "hter": edits.rate()});
    let pairs = rows.iter().map(|row| {
        let mut value = figures(row.edits);
        value["pair"] = json!(row.pair);
        value["was"] = json!(row.was);
        value["edited"] = json!(row.now);
        value
    });
    json!({"all": figures(all), "pairs": pairs.collect::<Vec<_>>()})
}

fn in_tsv(rows: &[Row<'_>]) -> String {
    let mut out = String::from("pair\tedits\twords\thter\twas\tedited\n");
    for row in rows {
        let cells =
            [row.was, row.now].map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        let rate = row
            .edits
            .rate()
            .map_or_else(String::new, |rate| format!("{rate:.4}"));
        let Edits { edits, words } = row.edits;
        let [was, now] = cells;
        let _ = writeln!(out, "{}\t{edits}\t{words}\t{rate}\t{was}\t{now}", row.pair);
    }
    out
}

fn to_people(rows: &[Row<'_>], all: Edits, language: UiLanguage) -> Page {
    let mut page = Page::default();
    let rate = |edits: Edits| {
        edits
            .rate()
            .map_or_else(|| "-".to_owned(), |rate| format!("{rate:.3}"))
    };
    for row in rows.iter().filter(|row| row.edits.edits > 0) {
        let Edits { edits, words } = row.edits;
        page.line(format!(
            "{:>5} {:>6}  {edits}/{words}  {}",
            row.pair,
            rate(row.edits),
            language.apart(row.now)
        ));
    }
    let touched = rows.iter().filter(|row| row.edits.edits > 0).count();
    page.line(language.say(msg!(
        "HTER {rate}: {edits} in {words}, {pairs}",
        rate = rate(all),
        edits = plural!("1 edit", "{count} edits", count = all.edits),
        words = plural!("1 word", "{count} words", count = all.words),
        pairs = plural!("1 pair edited", "{count} pairs edited", count = touched)
    )));
    page
}
