//! `bayn compare` and `bayn names`: shared facts, contradictions and names of several reports.

use crate::cli::args::{Compare, ListForm, Reading};
use crate::cli::open;
use crate::cli::print::{self, Page};
use crate::cli::report::{CliError, padded};
use bayn_align::encoder::Encoder;
use bayn_doc::Document;
use bayn_doc::{Side, Sides};
use bayn_review::compare::{
    Comparison, Link, Linked, Name, Spelling, Texts, compare, links, names,
};
use bayn_text::{Message, msg, plural};
use harf::Span;
use serde_json::{Value, json};
use std::fmt::Write;

/// Some texts, opened, with the names in them.
struct Reports {
    paths: Vec<String>,
    documents: Vec<Document>,
    links: Vec<Link>,
    names: Vec<Name>,
    encoder: Option<&'static Encoder>,
}

/// Compares every text with every later one and writes.
pub(crate) fn run(args: &Compare) -> Result<(), CliError> {
    if args.files.len() < 2 {
        return Err(CliError::with_remedy(
            msg!("at least two texts are needed to compare"),
            msg!("give the reports of one event"),
        ));
    }
    let reports = read(args)?;
    let (mut text, mut page) = (String::new(), Page::default());
    for one in 0..reports.documents.len() {
        for other in one + 1..reports.documents.len() {
            let (Some(source), Some(target)) =
                (reports.documents.get(one), reports.documents.get(other))
            else {
                continue;
            };
            let both = Sides::new((one, source), (other, target));
            let found = compare(both, &reports.names, reports.encoder);
            match args.form() {
                ListForm::Text => people(&reports, both, &found, &mut page),
                ListForm::Jsonl => lines(&reports, both, &found, &mut text),
            }
        }
    }
    written(args, &text, &page)
}

/// Writes the output that was collected.
fn written(args: &Compare, text: &str, page: &Page) -> Result<(), CliError> {
    match args.form() {
        ListForm::Text => print::page(page),
        ListForm::Jsonl => crate::cli::write_output(text.as_bytes()),
    }
}

/// Returns a spelling and how often it occurs. On a terminal it is isolated, so that it keeps its own
/// direction; a pipe gets only its letters.
fn counted(spelling: &Spelling) -> String {
    let (text, count) = (&spelling.text, spelling.places.len());
    match print::is_terminal() {
        true => format!("\u{2068}{text}\u{2069} {count}"),
        false => format!("{text} {count}"),
    }
}

/// Lists the names of all texts and writes.
pub(crate) fn list_names(args: &Compare) -> Result<(), CliError> {
    let reports = read(args)?;
    let (mut text, mut page) = (String::new(), Page::default());
    for name in &reports.names {
        match args.form() {
            ListForm::Text => {
                let spellings: Vec<String> = name.spellings.iter().map(counted).collect();
                page.line(format!("{:>5}  {}", name.count(), spellings.join(" | ")));
            }
            ListForm::Jsonl => text.push_str(&format!("{}\n", name_line(&reports, name))),
        }
    }
    written(args, &text, &page)
}

fn read(args: &Compare) -> Result<Reports, CliError> {
    let (mut paths, mut documents) = (Vec::new(), Vec::new());
    for path in &args.files {
        documents.push(open::open_one(path, &Reading::default())?.document);
        paths.push(path.display().to_string());
    }
    let encoder = Encoder::load().filter(|_| !args.no_model);
    let all: Vec<&Document> = documents.iter().collect();
    let links = links(&all, encoder);
    let linked: Vec<Linked<'_>> = links.iter().map(Link::as_linked).collect();
    let names = names(&Texts {
        documents: &all,
        linked: &linked,
        encoder,
    });
    Ok(Reports {
        paths,
        documents,
        links,
        names,
        encoder,
    })
}

/// Returns the text of a span in isolates, so that scripts are not reordered together.
fn shown(document: &Document, span: Span) -> String {
    format!(
        "\u{2068}{}\u{2069}",
        span.of(&document.text).replace('\n', " ")
    )
}

fn people(reports: &Reports, both: Sides<(usize, &Document)>, found: &Comparison, page: &mut Page) {
    let path = |side: Side| reports.paths.get(both[side].0).map_or("", String::as_str);
    let language = crate::cli::language();
    let [source, target] = Side::BOTH.map(|side| language.set_off(&bayn_text::shown(path(side))));
    page.line(format!("{source}  |  {target}"));
    let mut line = |indent: &str, said: Message| {
        page.line(format!("{indent}{}", language.say(said)));
    };
    let is_link = |link: &&Link| {
        [link.source, link.target].contains(&both.source.0)
            && [link.source, link.target].contains(&both.target.0)
    };
    if reports.links.iter().any(|link| is_link(&link)) {
        line(
            "  ",
            msg!("one is a translation of the other; read them side by side with `bayn`"),
        );
    }
    let facts = found.facts.len();
    line(
        "  ",
        plural!("1 shared fact", "{facts} shared facts", facts),
    );
    for fact in &found.facts {
        let kind = padded(language.word(fact.kind.name()), 9);
        line(&format!("    {kind}  "), fact.why.clone());
    }
    let contradictions = found.contradictions.len();
    line(
        "  ",
        plural!(
            "1 contradiction",
            "{contradictions} contradictions",
            contradictions
        ),
    );
    for contradiction in &found.contradictions {
        line("    ", contradiction.why.clone());
        for side in Side::BOTH {
            let document = both[side].1;
            let sentence = document.sentences.get(contradiction.sentences[side]);
            if let Some(sentence) = sentence {
                line("      ", Message::name(shown(document, sentence.span)));
            }
        }
    }
    line("", Message::default());
}

fn lines(
    reports: &Reports,
    both: Sides<(usize, &Document)>,
    found: &Comparison,
    text: &mut String,
) {
    let path = |side: Side| reports.paths.get(both[side].0).map_or("", String::as_str);
    let places = |side: Side, spans: &[Span]| -> Value {
        let document = both[side].1;
        spans
            .iter()
            .map(|span| json!({"start": span.start, "end": span.end, "text": span.of(&document.text)}))
            .collect()
    };
    for fact in &found.facts {
        let line = json!({
            "type": "fact",
            "kind": fact.kind.name(),
            "source": path(Side::Source),
            "target": path(Side::Target),
            "source_places": places(Side::Source, &fact.places.source),
            "target_places": places(Side::Target, &fact.places.target),
            "why": fact.why,
            "score": (f64::from(fact.score.value()) * 1e4).round() / 1e4,
        });
        let _written = writeln!(text, "{line}");
    }
    for found in &found.contradictions {
        let sentence = |side: Side| both[side].1.sentence(found.sentences[side]);
        let line = json!({
            "type": "contradiction",
            "source": path(Side::Source),
            "target": path(Side::Target),
            "source_places": places(Side::Source, &[found.places.source]),
            "target_places": places(Side::Target, &[found.places.target]),
            "source_sentence": sentence(Side::Source),
            "target_sentence": sentence(Side::Target),
            "why": found.why,
            "score": (f64::from(found.score.value()) * 1e4).round() / 1e4,
        });
        let _written = writeln!(text, "{line}");
    }
}

fn name_line(reports: &Reports, name: &Name) -> Value {
    let spellings: Vec<Value> = name
        .spellings
        .iter()
        .map(|spelling| {
            let places: Vec<Value> = spelling
                .places
                .iter()
                .map(|place| {
                    let file = reports.paths.get(place.document);
                    json!({"file": file, "start": place.span.start, "end": place.span.end})
                })
                .collect();
            json!({"text": spelling.text, "count": spelling.places.len(), "places": places})
        })
        .collect();
    json!({"count": name.count(), "spellings": spellings})
}
