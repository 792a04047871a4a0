//! Our campaign on Pearmut's own server: added, served, answered, and its log taken back.

use crate::store_kit::Folder;
use bayn_doc::{
    Annotations, Bead, Bitext, Document, Entry, Mark, Rating, ReviewedBitext, Severity,
};
use bayn_doc::{Score, Side, Sides};
use bayn_review::codec::{pearmut, pearmut_log};
use bayn_review::rated::{Labels, RatedSegments};
use harf::Span;
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use testkit::python_with;

/// Adds the campaign, serves it, answers every item as its page does with what is filled in, and
/// prints the log.
const SERVE: &str = r#"
import json, os, socket, subprocess, sys, time, urllib.request
pearmut = [sys.executable, "-c", "from pearmut.cli import main; main()"]
subprocess.run(pearmut + ["add", sys.argv[1]], check=True, stdout=subprocess.DEVNULL)
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
server = subprocess.Popen(pearmut + ["run", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
def ask(path, **fields):
    request = urllib.request.Request(f"http://127.0.0.1:{port}/{path}", json.dumps(fields).encode(),
        {"Content-Type": "application/json"})
    return json.load(urllib.request.urlopen(request, timeout=20))
try:
    [name] = os.listdir("data/progress")
    campaign = name.removesuffix(".json")
    [user] = json.load(open(f"data/progress/{name}"))
    for attempt in range(300):
        try:
            reply = ask("get-next-item", campaign_id=campaign, user_id=user)
            break
        except OSError:
            time.sleep(0.1)
    while reply["status"] == "ok":
        items = reply["payload"]
        said = [{model: {"score": 61, "error_spans": item["error_spans"][model], "textfield": None}
                 for model in item["tgt"]} for item in items]
        payload = {"annotation": said, "item": items,
            "actions": [{"time": time.time(), "action": "load"}, {"time": time.time(), "action": "submit"}]}
        ask("log-response", campaign_id=campaign, user_id=user, item_i=reply["info"]["item_i"], payload=payload)
        reply = ask("get-next-item", campaign_id=campaign, user_id=user)
    sys.stdout.buffer.write(open(f"data/annotations/{campaign}.jsonl", "rb").read())
finally:
    server.terminate()
    server.wait()
"#;

/// Pairs with marks on Arabic, behind and on an emoji, and on nothing.
fn reviewed(category: &str) -> ReviewedBitext {
    let pairs = [
        (
            "He paid the fee.",
            "\u{62f}\u{641}\u{639} \u{1f600} \u{627}\u{644}\u{631}\u{633}\u{645}.",
        ),
        (
            "All is well.",
            "\u{643}\u{644} \u{634}\u{64a}\u{621} \u{1f468}\u{200d}\u{1f469} \u{628}\u{62e}\u{64a}\u{631}.",
        ),
        ("No.", "\u{644}\u{627}."),
    ];
    let document = |side: fn(&(&'static str, &'static str)) -> &'static str| {
        let lines: Vec<&str> = pairs.iter().map(side).collect();
        Document::pre_segmented(&lines.join("\n"))
    };
    let mut review = ReviewedBitext::new(Bitext {
        documents: Sides::new(document(|pair| pair.0), document(|pair| pair.1)),
        beads: (0..3)
            .map(|at| Bead::new(Sides::new(at..at + 1, at..at + 1), Score::ONE))
            .collect(),
    });
    let target = review.bitext.documents.target.text.clone();
    let words = [
        "\u{62f}\u{641}\u{639}",
        "\u{1f600}",
        "\u{627}\u{644}\u{631}\u{633}\u{645}.",
        "\u{1f468}\u{200d}\u{1f469} \u{628}\u{62e}\u{64a}\u{631}",
    ];
    let places = words.map(|word| {
        let at = target.find(word).expect("there");
        Some(Span::new(at, at + word.len()))
    });
    for (at, place) in places.into_iter().chain([None]).enumerate() {
        let on = |span: &Span| {
            let beads = review.bitext.beads.iter();
            let holds = |bead: &&Bead| {
                let whole = review
                    .bitext
                    .documents
                    .target
                    .span_of(&bead.sentences.target);
                whole.is_some_and(|whole| whole.contains(span.start))
            };
            beads.clone().find(holds).expect("in a pair").id
        };
        let bead = place.as_ref().map_or(review.bitext.beads[2].id, on);
        review.add_mark(Mark {
            bead,
            spans: Sides::new(vec![], place.into_iter().collect()),
            category: match place {
                None => "omission".to_owned(),
                Some(_) => category.to_owned(),
            },
            severity: if at % 2 == 0 {
                Severity::Minor
            } else {
                Severity::Major
            },
            rater: "rita".to_owned(),
            ..Mark::default()
        });
    }
    for bead in review.bitext.beads.clone() {
        review.set_rating(bead.id, "rita", Some(Rating::new(40.0, 1)));
    }
    review
}

/// What marks say, whoever made them.
fn said<'m>(
    marks: impl Iterator<Item = &'m Mark>,
) -> BTreeSet<(u64, Vec<Span>, &'static str, String)> {
    marks
        .map(|mark| {
            let spans = mark.spans[Side::Target].clone();
            let kind = bayn_review::mqm::resolve(&mark.category);
            let kind = kind.map_or("", |entry| entry.mnemonic);
            // ESA says that something is missing by the place alone.
            let kind = if spans.is_empty() { "omission" } else { kind };
            (mark.bead.0, spans, mark.severity.name(), kind.to_owned())
        })
        .collect()
}

#[test]
fn an_item_answered_on_the_server_comes_back_with_every_span() {
    let Some(python) = python_with("pearmut") else {
        return;
    };
    for (protocol, category) in [("ESA", ""), ("MQM", "register")] {
        let folder = Folder::new(&format!("peer-pearmut-{protocol}"));
        let review = reviewed(category);
        let labels = Labels {
            system: "ours".to_owned(),
            document: "report".to_owned(),
            rater: String::new(),
        };
        let rated = RatedSegments::of(&review.bitext, &review.notes, &labels);
        let campaign = pearmut::write(&rated, "bayn-served");
        assert!(
            campaign.contains(&format!("\"protocol\": \"{protocol}\"")),
            "{campaign}"
        );
        let file = folder.0.join("campaign.json");
        fs::write(&file, campaign).expect("a file");
        let served = Command::new(&python)
            .current_dir(&folder.0)
            .env("HOME", &folder.0)
            .args(["-c", SERVE])
            .arg(&file)
            .output()
            .expect("it runs");
        let complaint = String::from_utf8_lossy(&served.stderr).into_owned();
        assert!(served.status.success(), "{complaint}");
        let log = String::from_utf8(served.stdout).expect("UTF-8");
        let answers = pearmut_log::read(&log).expect("a log");
        assert_eq!(answers.segments.len(), 3, "{log}");
        let (entries, strays) = answers.entries_for(&review.bitext, &Annotations::default(), 1);
        assert!(strays.is_empty(), "{strays:?}");
        let marks = entries.iter().filter_map(|entry| match entry {
            Entry::Mark(_, mark) => Some(mark),
            _ => None,
        });
        let ours = said(review.notes.marks().map(|(_, mark)| mark));
        assert_eq!(ours.len(), 5);
        assert_eq!(said(marks), ours);
        let scores = entries
            .iter()
            .filter(|entry| matches!(entry, Entry::Rating(_, _, rating) if rating.value == 61.0));
        assert_eq!(scores.count(), 3);
    }
}
