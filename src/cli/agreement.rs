//! `bayn agreement`: the agreement of raters, each figure with its source.

use crate::catalogue::UiLanguage;
use crate::cli::args::Agreement;
use crate::cli::judgements::reviewers_of;
use crate::cli::print::{self, Page};
use crate::cli::report::{CliError, padded};
use bayn_review::agreement::{
    Correlations, GroupAgreement, Nominal, PairAgreement, Rater, among, between, raters,
};
use bayn_review::statistics::SMALL_ITEMS;
use bayn_text::message::Separator;
use bayn_text::{Message, msg, plural, shown, shown_path};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// Reads, compares and prints.
pub(crate) fn run(args: &Agreement) -> Result<(), CliError> {
    let names: Vec<String> = args.files.iter().map(|file| file_name(file)).collect();
    let whole: BTreeSet<&String> = names.iter().collect();
    let mut files = Vec::new();
    for (path, name) in args.files.iter().zip(&names) {
        // Files of the same name in several folders are distinguished by their folders.
        let name = match whole.len() == names.len() {
            true => name.clone(),
            false => shown_path(path),
        };
        files.push((name, reviewers_of(path, &[])?));
    }
    let raters = raters(&files);
    if raters.len() < 2 {
        return Err(CliError::with_remedy(
            msg!("there is one rater; agreement needs two"),
            msg!("name the reviews of several raters, or a file judged by several"),
        ));
    }
    let mut pairs = Vec::new();
    for (at, one) in raters.iter().enumerate() {
        for other in raters.iter().skip(at + 1) {
            let found = between(one, other);
            if found.segments > 0 {
                pairs.push((one, other, found));
            }
        }
    }
    if pairs.is_empty() {
        return Err(CliError::with_remedy(
            msg!("no segment was judged by two raters"),
            msg!("segments are the same if both their texts are"),
        ));
    }
    let group = among(&raters);
    if args.json {
        return crate::cli::write_output(to_json(&pairs, raters.len(), &group).as_bytes());
    }
    print::page(&to_people(
        &pairs,
        raters.len(),
        &group,
        crate::cli::language(),
    ))
}

fn file_name(path: &Path) -> String {
    shown_path(path.file_name().unwrap_or(path.as_os_str()))
}

/// The agreement of two raters.
type Pair<'r> = (&'r Rater, &'r Rater, PairAgreement);

/// Writes lines of figures.
struct Writer {
    page: Page,
    language: UiLanguage,
}

impl Writer {
    fn head(&mut self, names: &Message, segments: usize) {
        let mut facts = vec![plural!(
            "1 segment judged by both",
            "{segments} segments judged by both",
            segments
        )];
        if segments < SMALL_ITEMS {
            facts.push(msg!("small sample"));
        }
        let facts = Message::joined(facts, Separator::Comma);
        let line = self
            .language
            .say(Message::joined([names.clone(), facts], Separator::Colon));
        self.page.line(line);
    }

    fn figure(&mut self, head: Message, figure: Option<f64>, how: Message) {
        let figure = figure.map_or_else(|| "-".to_owned(), |figure| format!("{:.3}", figure + 0.0));
        let head = padded(&self.language.say(head), 22);
        let how = self.language.say(how);
        self.page.line(format!("  {head}{figure:>7}  {how}"));
    }

    /// Writes the agreement of two raters who marked.
    fn errors(&mut self, found: &PairAgreement) {
        let spans = &found.spans;
        let [a, b] = spans.spans;
        self.figure(
            msg!("spans, exact F1"),
            spans.exact(),
            msg!("2 × {same} / ({a} + {b}) spans", same = spans.same, a, b),
        );
        let [a, b] = spans.characters;
        self.figure(
            msg!("characters, F1"),
            spans.by_character(),
            msg!(
                "2 × {shared} / ({a} + {b}) characters",
                shared = spans.shared,
                a,
                b
            ),
        );
        self.figure(
            msg!("spans, MPP F1"),
            spans.partial(),
            msg!("partial overlap, partial credit (arXiv:2603.19921)"),
        );
        self.names(msg!("kind of paired spans"), &found.category);
        self.names(msg!("severity of these"), &found.severity);
        self.names(msg!("has an error"), &found.has_error);
        self.names(msg!("worst severity"), &found.worst);
        self.numbers(msg!("scores from 0 to 100"), &found.scores);
        self.numbers(msg!("penalties by WMT's weights"), &found.penalties);
    }

    fn names(&mut self, head: Message, found: &Nominal) {
        let small = small(found.items);
        let items = plural!(
            "of {items} the same",
            "of {items} the same",
            items = found.items
        );
        let how = Message::joined(std::iter::once(items).chain(small), Separator::Comma);
        self.figure(head, found.observed, how);
        self.figure(
            msg!("  Cohen's κ"),
            found.kappa,
            msg!("beyond chance (Cohen 1960)"),
        );
    }

    fn numbers(&mut self, head: Message, found: &Correlations) {
        if found.items < 2 {
            return;
        }
        let scores = plural!("{items} pair", "{items} pairs", items = found.items);
        let how = Message::joined(
            std::iter::once(scores).chain(small(found.items)),
            Separator::Comma,
        );
        let line = self
            .language
            .say(Message::joined([head, how], Separator::Colon));
        self.page.line(format!("  {line}"));
        for (name, figure, source) in [
            (msg!("  Pearson r"), found.pearson, msg!("Pearson 1895")),
            (msg!("  Spearman ρ"), found.spearman, msg!("Spearman 1904")),
            (msg!("  Kendall τ-b"), found.kendall, msg!("Kendall 1945")),
        ] {
            self.figure(name, figure, source);
        }
    }
}

fn small(items: usize) -> Option<Message> {
    (items < SMALL_ITEMS).then(|| msg!("small sample"))
}

fn to_people(
    pairs: &[Pair<'_>],
    raters: usize,
    group: &GroupAgreement,
    language: UiLanguage,
) -> Page {
    let mut writer = Writer {
        page: Page::default(),
        language,
    };
    for (one, other, found) in pairs {
        let names = [one, other].map(|rater| Message::name(shown(&rater.name).into_owned()));
        let [one, other] = names;
        writer.head(&msg!("{one} and {other}", one, other), found.segments);
        if found.marked {
            writer.errors(found);
        }
        if found.verdicts.items > 0 {
            writer.names(msg!("verdicts"), &found.verdicts);
        }
    }
    if group.segments > 0 {
        let all = plural!("1 rater", "{count} raters", count = raters);
        let segments = plural!(
            "1 segment judged by two or more",
            "{segments} segments judged by two or more",
            segments = group.segments
        );
        let line = language.say(Message::joined([all, segments], Separator::Colon));
        writer.page.line(line);
        let verdicts = (
            msg!("α, verdicts"),
            group.verdicts,
            msg!("nominal (Krippendorff 2011)"),
        );
        let verdicts = Some(verdicts).filter(|(_, alpha, _)| alpha.is_some());
        for (name, alpha, how) in [
            (
                msg!("α, worst severity"),
                group.worst,
                msg!("nominal (Krippendorff 2011)"),
            ),
            (
                msg!("α, scores"),
                group.scores,
                msg!("interval (Krippendorff 2011)"),
            ),
            (
                msg!("α, penalties"),
                group.penalties,
                msg!("interval (Krippendorff 2011)"),
            ),
        ]
        .into_iter()
        .chain(verdicts)
        {
            writer.figure(name, alpha, how);
        }
    }
    writer.page
}

fn to_json(pairs: &[Pair<'_>], raters: usize, group: &GroupAgreement) -> String {
    let names = |found: &Nominal| {
        json!({"items": found.items, "observed": found.observed, "kappa": found.kappa,
            "small_sample": found.items < SMALL_ITEMS})
    };
    let numbers = |found: &Correlations| {
        json!({"items": found.items, "pearson": found.pearson, "spearman": found.spearman,
            "kendall": found.kendall, "small_sample": found.items < SMALL_ITEMS})
    };
    let pairs: Vec<Value> = pairs
        .iter()
        .map(|(one, other, found)| {
            json!({
                "raters": [one.name, other.name],
                "segments": found.segments,
                "span_f1": {"exact": found.spans.exact(), "characters": found.spans.by_character(),
                    "mpp": found.spans.partial(), "spans": found.spans.spans},
                "category": names(&found.category),
                "severity": names(&found.severity),
                "has_error": names(&found.has_error),
                "worst_severity": names(&found.worst),
                "scores": numbers(&found.scores),
                "penalties": numbers(&found.penalties),
                "verdicts": names(&found.verdicts),
            })
        })
        .collect();
    let all = json!({
        "pairs": pairs,
        "all": {"raters": raters, "segments": group.segments, "alpha": {
            "worst_severity": group.worst, "scores": group.scores, "penalties": group.penalties,
            "verdicts": group.verdicts}},
    });
    let mut text = serde_json::to_string_pretty(&all).unwrap_or_default();
    text.push('\n');
    text
}
