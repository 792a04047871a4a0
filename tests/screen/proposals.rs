//! What automatic judges propose: listed among the findings, taken by one key, put aside by
//! another, and counted.

use crate::review::kept;
use crate::stage::Stage;
use bayn_review::codec::judge_json;
use bayn_review::proposal::{Judge, Outcome, outcomes};
use std::sync::Arc;

const SOURCE: &str = "The fire took the old house.\n\nNobody was hurt. The road is shut.\n";
const TARGET: &str =
    "Das Feuer nahm das alte Haus.\n\nNiemand wurde krank. Die Strasse ist offen.\n";

/// The judge read the second paragraph as one segment, on one line with other blanks.
const JUDGED: &str = r#"{"out.de": [
    {"src": "The fire took the old house.", "mt": "Das Feuer nahm das alte Haus.", "COMET": 0.9, "errors": []},
    {"src": "Nobody was hurt. The road is shut.", "mt": "Niemand wurde  krank. Die Strasse ist offen.", "COMET": 0.4,
     "errors": [{"text": "krank", "confidence": 0.5, "severity": "major", "start": 15, "end": 20},
                {"text": "offen", "confidence": 0.4, "severity": "critical", "start": 38, "end": 43}]}]}"#;

fn stage() -> Stage {
    let mut stage = Stage::open([SOURCE, TARGET], ["en", "de"], (100, 20));
    stage.state.judges = Arc::new(vec![Judge {
        name: "xcomet".to_owned(),
        rated: judge_json::read(JUDGED).unwrap_or_default(),
    }]);
    stage
}

#[test]
fn proposals_are_taken_and_dismissed_like_findings() {
    let mut stage = stage();
    stage.keys("g q");
    let screen = stage.screen();
    assert!(screen.contains("proposed by xcomet"), "{screen}");
    let proposed = |stage: &Stage| {
        let open = stage.state.findings.open(&stage.state.review.notes);
        let judged = open.filter(|finding| finding.check == "judge:xcomet");
        let text = &stage.state.bitext.documents.target.text;
        let words = judged.map(|finding| finding.spans.target[0].of(text).to_owned());
        words.collect::<Vec<_>>()
    };
    assert_eq!(proposed(&stage), ["krank", "offen"]);
    // Nothing counts before a person took it.
    assert_eq!(stage.state.review.notes.marks().count(), 0);
    stage.keys("g g j e");
    assert_eq!(proposed(&stage).len(), 1);
    let (_, mark) = stage.state.review.notes.marks().next().expect("taken");
    assert_eq!(mark.check, "judge:xcomet");
    stage.keys("g g j d");
    assert_eq!(proposed(&stage).len(), 0);
    assert_eq!(kept(&stage).len(), 2);
    let found = outcomes(&stage.state.review.notes);
    let want = Outcome {
        taken: 1,
        dismissed: 1,
    };
    assert_eq!(found.get("xcomet"), Some(&want));
    stage.keys("q g S");
    let screen = stage.screen();
    assert!(
        screen.contains("1 taken") && screen.contains("1 dismissed"),
        "{screen}"
    );
    stage.keys("q u u");
    assert_eq!(proposed(&stage).len(), 2);
}

#[test]
fn each_proposal_is_on_the_pair_of_its_words() {
    let mut stage = stage();
    stage.keys("g q");
    let list = stage.state.findings.list.clone().expect("checked");
    let beads: Vec<Option<usize>> = list
        .iter()
        .filter(|finding| finding.check == "judge:xcomet")
        .map(|finding| stage.state.bitext.index_of(finding.bead))
        .collect();
    assert_eq!(beads, [Some(1), Some(2)]);
}
