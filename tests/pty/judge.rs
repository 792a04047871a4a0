//! Judging systems in a real pseudo-terminal: blind, killed and resumed, and the table at its end.

use crate::session::{PLAIN, Session};
use bayn_review::judging::{Campaign, log, read};
use std::fmt::Write;
use std::path::{Path, PathBuf};

const SEGMENTS: usize = 60;
const SYSTEMS: [&str; 4] = ["Alba", "Brio", "Cora", "Dune"];
/// A word by which the script knows a translation again, the score it gives, and whether it marks
/// an error: below 80 the program asks for one.
const SCRIPT: [(&str, u8, bool); 4] = [
    ("amber", 92, false),
    ("birch", 85, false),
    ("cedar", 70, true),
    ("drift", 55, false),
];

struct Desk(PathBuf);

impl Desk {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("pty-judge-{name}-{}", std::process::id()));
        let _gone = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).expect("a file");
        path.to_string_lossy().into_owned()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

/// A table of four systems.
fn table(segments: usize) -> String {
    let mut text = format!("id\tsource\t{}\n", SYSTEMS.join("\t"));
    for at in 1..=segments {
        let _ = write!(text, "{at}\t\u{62c}\u{645}\u{644}\u{629} {at}");
        for (word, ..) in SCRIPT {
            let _ = write!(text, "\tThe {word} of number {at}");
        }
        text.push('\n');
    }
    text
}

fn start(args: &[&str], seed: &str) -> Session {
    let mut all = vec!["judge"];
    all.extend(args);
    all.extend(["--seed", seed]);
    all.extend(PLAIN);
    Session::start_with(&all, (110, 36), &[("BAYN_RATER", "ann")])
}

/// Returns the systems of the translations in the order of a screen.
fn shown(screen: &vt100::Screen, number: usize) -> Vec<usize> {
    let text = screen.contents();
    let end = format!("number {number}");
    let lines = text.lines().filter(|line| line.trim_end().ends_with(&end));
    lines
        .filter_map(|line| SCRIPT.iter().position(|(word, ..)| line.contains(word)))
        .collect()
}

/// Judging by a script: who is killed begins again.
struct Judging {
    session: Session,
    args: [String; 3],
    judged: usize,
    keys: usize,
}

impl Judging {
    fn text(&self) -> String {
        let screen = self.session.screen.lock().expect("screen");
        screen.screen().contents()
    }

    fn wait_for_count(&self) {
        let judged = self.judged;
        self.session
            .wait_text(&format!("{judged} of 240 translations judged"));
    }

    fn kill_and_resume(&mut self) {
        self.session.settle();
        self.session.child.kill().expect("killed");
        let _status = self.session.child.wait();
        let args = self.args.each_ref().map(String::as_str);
        self.session = start(&args, "99");
        self.wait_for_count();
    }

    /// Judges a segment; in the middle of it the program may be killed.
    fn segment(&mut self, segment: usize, is_killed: bool) {
        let here = format!("segment {segment} of {SEGMENTS}");
        self.session.wait_text(&here);
        self.session
            .wait("all four", |screen| shown(screen, segment).len() == 4);
        assert!(!self.text().contains("Alba"), "blind");
        let order = {
            let screen = self.session.screen.lock().expect("screen");
            shown(screen.screen(), segment)
        };
        for (turn, system) in order.iter().enumerate() {
            let (_, score, marks) = SCRIPT[*system];
            let typed = match (score < 80, marks) {
                (false, _) => format!("{score}\r"),
                // The word under the caret, then on.
                (true, true) => format!("{score}\rwm\r"),
                (true, false) => format!("{score}\r\r"),
            };
            self.session.type_in(&typed);
            self.keys += typed.len();
            self.judged += 1;
            self.wait_for_count();
            if is_killed && turn == 1 {
                self.kill_and_resume();
                self.session.wait_text(&here);
                let screen = self.session.screen.lock().expect("screen");
                assert_eq!(shown(screen.screen(), segment), order);
            }
        }
        // What was left below 80 went on by itself.
        self.session.settle();
        if segment < SEGMENTS && self.text().contains(&here) {
            self.session.type_in("\r");
            self.keys += 1;
        }
    }
}

#[test]
fn a_campaign_is_killed_ten_times_and_nothing_is_lost() {
    let desk = Desk::new("kill");
    let file = desk.write("systems.tsv", &table(SEGMENTS));
    let kept = desk.0.join("kept.jsonl").to_string_lossy().into_owned();
    let campaign = read(&table(SEGMENTS)).expect("a table");
    let args = [file, "-o".to_owned(), kept.clone()];
    let mut judging = Judging {
        session: start(&args.each_ref().map(String::as_str), "7"),
        args,
        judged: 0,
        keys: 0,
    };
    judging.wait_for_count();
    for segment in 1..=SEGMENTS {
        judging.segment(segment, segment % 6 == 3);
    }
    let Judging {
        mut session, keys, ..
    } = judging;
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
    let text = std::fs::read_to_string(&kept).expect("kept");
    assert_eq!(text.lines().count(), SEGMENTS + 1, "a line a segment");
    let replayed = log::replay(&text, &campaign, "ann").expect("of this campaign");
    assert_eq!(
        replayed.seed,
        Some(7),
        "the seed of the first start is kept"
    );
    for (at, item) in campaign.items.iter().enumerate() {
        for ((system, target), answer) in item.targets.iter().zip(&replayed.answers[&at]) {
            let (word, score, marks) = SCRIPT[*system];
            assert!(target.contains(word));
            assert_eq!(answer.score, Some(score), "segment {at}, {word}");
            assert_eq!(
                answer.errors.len(),
                usize::from(marks),
                "segment {at}, {word}"
            );
        }
    }
    check_orders(&text, &campaign);
    let hundredths = keys * 100 / 240;
    println!(
        "keys for each judged translation: {}.{:02}",
        hundredths / 100,
        hundredths % 100
    );
    assert!(hundredths < 450, "{hundredths}");
    session.drain();
    let raw = String::from_utf8_lossy(&session.raw.lock().expect("raw")).into_owned();
    let table = &raw[raw.rfind("1049l").expect("left")..];
    for (rank, system) in SYSTEMS.iter().enumerate() {
        let row = format!("{0}-{0}     {system}", rank + 1);
        assert!(table.contains(&row), "{row}: {table}");
    }
}

/// The orders are those of the seed, each system is shown at each place, and neighbours differ.
fn check_orders(text: &str, campaign: &Campaign) {
    let mut places = [[0; 4]; 4];
    for line in text.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let Some(at) = line["item_i"].as_u64() else {
            continue;
        };
        let at = usize::try_from(at).expect("small");
        let order: Vec<&str> = line["bayn"]["order"]
            .as_array()
            .expect("an order")
            .iter()
            .map(|name| name.as_str().expect("a name"))
            .collect();
        let wanted: Vec<&str> = campaign
            .order(at, 7)
            .into_iter()
            .map(|place| SYSTEMS[campaign.items[at].targets[place].0])
            .collect();
        assert_eq!(order, wanted);
        for (place, name) in order.iter().enumerate() {
            let system = SYSTEMS.iter().position(|own| own == name).expect("known");
            places[system][place] += 1;
        }
    }
    assert!(
        places
            .iter()
            .flatten()
            .all(|times| (5..=28).contains(times)),
        "{places:?}"
    );
}

#[test]
fn words_are_selected_as_seen_and_come_back_by_import() {
    let desk = Desk::new("arabic");
    let source = desk.write("a.en.txt", "He paid the fee.\n");
    let target = "\u{62f}\u{641}\u{639} \u{1f600} \u{627}\u{644}\u{631}\u{633}\u{645}";
    let system = desk.write("b.ar.txt", &format!("{target}\n"));
    let kept = desk.0.join("kept.jsonl").to_string_lossy().into_owned();
    let mut session = start(&[&source, &system, "-o", &kept], "1");
    session.wait_text("0 of 1 translations judged");
    // The first word; then from the emoji one cell and two letters to the left, as seen.
    session.type_in("wMwvhhh");
    session.type_in("m");
    session.wait_text("1 minor");
    session.type_in("E60\r\r");
    session.wait_text("everything is judged");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.assert_clean();
    let text = std::fs::read_to_string(&kept).expect("kept");
    let rated = bayn_review::codec::pearmut_log::read(&text).expect("a log");
    let errors = &rated.segments[0].errors;
    let words: Vec<&str> = errors
        .iter()
        .map(|error| {
            error
                .spans
                .target
                .first()
                .map_or("-", |span| span.of(target))
        })
        .collect();
    let severities: Vec<&str> = errors.iter().map(|error| error.severity.as_str()).collect();
    assert_eq!(words[0], "\u{62f}\u{641}\u{639}");
    assert!(words[1].starts_with("\u{627}\u{644}"), "{words:?}");
    assert_eq!(words[2], "-");
    assert_eq!(severities, ["major", "minor", "minor"]);
    assert_eq!(rated.segments[0].score, Some(60.0));
    let review = desk.0.join("r.bayn.jsonl").to_string_lossy().into_owned();
    let taken = std::process::Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args([
            "import",
            &kept,
            &source,
            &system,
            "--project",
            &review,
            "--no-model",
        ])
        .output()
        .expect("bayn runs");
    let said = String::from_utf8_lossy(&taken.stderr).into_owned();
    assert!(said.contains("3 marks, 1 score"), "{said}");
}

#[test]
fn a_segment_that_teaches_is_not_left_before_it_is_met() {
    let desk = Desk::new("teach");
    let campaign = serde_json::json!({
        "info": {"protocol": "cESA"}, "campaign_id": "c",
        "data_welcome": [[{"item_id": "t", "src": "ein Hund", "tgt": {"m": "a cat ran"},
            "validation": {"m": {"warning": "Mark the animal.",
                "error_spans": [{"start_i": [2, 2], "end_i": [4, 4], "severity": "major"}]}}}]],
        "data": [[[{"item_id": "1", "src": "eins", "tgt": {"m": "one", "n": "won"}}]]],
    });
    let file = desk.write("campaign.json", &campaign.to_string());
    let kept = desk.0.join("kept.jsonl").to_string_lossy().into_owned();
    let mut session = start(&[&file, "-o", &kept], "1");
    session.wait_text("a cat ran");
    session.type_in("90\r\r");
    session.wait_text("Mark the animal.");
    session.type_in("wwM\r");
    session.wait_text("segment 2 of 2");
    session.type_in("80\r=\r");
    session.wait_text("everything is judged");
    session.type_in("q");
    assert_eq!(session.end(), 0);
    let text = std::fs::read_to_string(&kept).expect("kept");
    assert!(text.contains("\"validations\":[true]"), "{text}");
    let rated = bayn_review::codec::pearmut_log::read(&text).expect("a log");
    assert_eq!(rated.segments.len(), 2, "what teaches is no judgement");
    assert!(
        rated
            .segments
            .iter()
            .all(|segment| segment.score == Some(80.0))
    );
    assert!(Path::new(&kept).exists());
}

#[test]
fn systems_are_judged_in_lines_too() {
    let desk = Desk::new("lines");
    let file = desk.write("systems.tsv", &table(2));
    let kept = desk.0.join("kept.jsonl").to_string_lossy().into_owned();
    let args = ["judge", &file, "-o", &kept, "--seed", "7", "--accessible"];
    let mut session = Session::start_with(&args, (80, 24), &[("BAYN_RATER", "ann")]);
    let mut heard = 0;
    let mut hears = |session: &Session, words: &[&str]| {
        heard = crate::accessible::hears(session, heard, words);
    };
    hears(
        &session,
        &[
            "lists the keys",
            "segment 1 of 2",
            "translation 1 of 4, no score | The ",
        ],
    );
    session.type_in("70\r");
    hears(
        &session,
        &["score: 70", "translation 1 of 4, score 70", "below 80"],
    );
    session.type_in("w");
    hears(&session, &["word: The"]);
    session.type_in("m");
    hears(&session, &["score 70, 1 minor"]);
    session.type_in("D");
    hears(&session, &["differs: "]);
    session.type_in("\r90\r");
    hears(
        &session,
        &[
            "translation 2 of 4, no score",
            "score: 90",
            "translation 3 of 4",
        ],
    );
    session.type_in("120\r");
    hears(&session, &["score: 120", "a score is from 0 to 100"]);
    session.type_in("?");
    hears(&session, &["Removes the mark under the caret."]);
    session.type_in("xn");
    hears(
        &session,
        &["segment 2 of 2", "translation 1 of 4, no score"],
    );
    session.type_in("q");
    assert_eq!(session.end(), 0);
    session.drain();
    let raw = session.raw.lock().expect("raw").clone();
    let lines = String::from_utf8_lossy(&raw);
    // The table is printed when the terminal is a plain one again.
    let judged = lines.split("2 of 8").next().unwrap_or_default();
    assert!(!judged.contains('\u{1b}'), "{judged}");
    let text = std::fs::read_to_string(&kept).expect("kept");
    let campaign = read(&table(2)).expect("a table");
    let replayed = log::replay(&text, &campaign, "ann").expect("of this campaign");
    let scores = replayed.answers[&0]
        .iter()
        .filter_map(|answer| answer.score);
    assert_eq!(scores.count(), 2);
}
