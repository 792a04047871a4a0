//! What automatic judges propose: listed among the findings, taken by one key, put aside by
//! another, and counted.

use crate::review::kept;
use crate::stage::Stage;
use bayn_doc::{BeadStatus, Sides};
use bayn_review::codec::judge_json;
use bayn_review::proposal::{Judge, Outcome, outcomes};
use bayn_review::rated::{RatedSegments, Segment, SegmentError};
use harf::Span;
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
    stage.state.reviewing.judges = Arc::new(vec![Judge {
        name: "xcomet".to_owned(),
        rated: judge_json::read(JUDGED).unwrap_or_default(),
        is_person: false,
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
        let open = stage
            .state
            .reviewing
            .findings
            .open(&stage.state.reviewing.review.notes);
        let judged = open.filter(|finding| finding.check == "judge:xcomet");
        let text = &stage.state.texts.bitext.documents.target.text;
        let words = judged.map(|finding| finding.spans.target[0].of(text).to_owned());
        words.collect::<Vec<_>>()
    };
    assert_eq!(proposed(&stage), ["krank", "offen"]);
    // Nothing counts before a person took it.
    assert_eq!(stage.state.reviewing.review.notes.marks().count(), 0);
    stage.keys("g g j e");
    assert_eq!(proposed(&stage).len(), 1);
    let (_, mark) = stage
        .state
        .reviewing
        .review
        .notes
        .marks()
        .next()
        .expect("taken");
    assert_eq!(mark.check, "judge:xcomet");
    stage.keys("g g j d");
    assert_eq!(proposed(&stage).len(), 0);
    assert_eq!(kept(&stage).len(), 2);
    let found = outcomes(&stage.state.reviewing.review.notes);
    let want = Outcome {
        taken: 1,
        dismissed: 1,
    };
    assert_eq!(found.get("xcomet"), Some(&want));
    stage.keys("q g S");
    let screen = stage.screen();
    assert!(
        screen.contains("1 accepted") && screen.contains("1 dismissed"),
        "{screen}"
    );
    stage.keys("q u u");
    assert_eq!(proposed(&stage).len(), 2);
}

#[test]
fn each_proposal_is_on_the_pair_of_its_words() {
    let mut stage = stage();
    stage.keys("g q");
    let list = stage
        .state
        .reviewing
        .findings
        .list
        .clone()
        .expect("checked");
    let beads: Vec<Option<usize>> = list
        .iter()
        .filter(|finding| finding.check == "judge:xcomet")
        .map(|finding| stage.state.texts.bitext.index_of(finding.bead))
        .collect();
    assert_eq!(beads, [Some(1), Some(2)]);
}

/// A reviewer who marked one word of each of these pairs.
fn reviewer(name: &str, texts: &[String; 2], marked: &[(usize, &str)]) -> Judge {
    let [source, target] = texts;
    let pairs = source.lines().zip(target.lines()).enumerate();
    let segments = pairs.map(|(at, (source, target))| {
        let errors = marked
            .iter()
            .filter(|(pair, _)| *pair == at)
            .map(|(_, word)| {
                let word = format!("{word}{}", at + 1);
                let start = target.find(&word).expect("a word of it");
                SegmentError {
                    spans: Sides::new(Vec::new(), vec![Span::new(start, start + word.len())]),
                    category: "mistranslation".to_owned(),
                    severity: "minor".to_owned(),
                    suggestion: format!("{word}-{name}").chars().take(5).collect(),
                    ..SegmentError::default()
                }
            });
        Segment {
            rater: name.to_owned(),
            text: Sides::new(source.to_owned(), target.to_owned()),
            errors: errors.collect(),
            ..Segment::default()
        }
    });
    let rated = RatedSegments {
        segments: segments.collect(),
    };
    let mut judges = Judge::all_of(rated, "file");
    judges.pop().expect("one")
}

/// Two reviewers with two hundred marks each, of which twenty of each are another's not: three
/// keys decide what both marked, and one key each of the rest.
#[test]
fn what_two_reviewers_mark_alike_is_one_and_the_rest_is_decided_by_one_key_each() {
    let lines = |words: &str| -> String {
        (1..=200)
            .map(|at| format!("Line {at} {}.\n", words.replace('#', &at.to_string())))
            .collect()
    };
    let texts = [
        lines("has north# and south#"),
        lines("hat nordig# und sued#"),
    ];
    let both: Vec<(usize, &str)> = (0..180).map(|at| (at, "nordig")).collect();
    let ann: Vec<_> = both
        .iter()
        .copied()
        .chain((180..200).map(|at| (at, "nordig")))
        .collect();
    let ben: Vec<_> = both
        .iter()
        .copied()
        .chain((180..200).map(|at| (at, "sued")))
        .collect();
    let mut stage = Stage::open([&texts[0], &texts[1]], ["en", "de"], (100, 20));
    stage.state.reviewing.judges = Arc::new(vec![
        reviewer("ann", &texts, &ann),
        reviewer("ben", &texts, &ben),
    ]);
    stage.keys("g q");
    let count = |stage: &Stage, check: &str| {
        let open = stage
            .state
            .reviewing
            .findings
            .open(&stage.state.reviewing.review.notes);
        open.filter(|finding| finding.check == check).count()
    };
    let counts = |stage: &Stage| {
        ["judge:ann, ben", "judge:ann", "judge:ben"].map(|check| count(stage, check))
    };
    assert_eq!(counts(&stage), [180, 20, 20]);
    // The heading takes its whole kind, and undo gives it back whole.
    while !stage.screen().contains("ann, ben") {
        stage.keys("j");
    }
    stage.keys("g g");
    let headings = bayn::session::finding_groups::rows(&stage.state);
    let at = headings.iter().position(|row| {
        matches!(row, bayn::session::finding_groups::Row::Group { name, .. } if *name == "judge:ann, ben")
    });
    for _ in 0..at.expect("a heading") {
        stage.keys("j");
    }
    stage.keys("e");
    assert_eq!(counts(&stage), [0, 20, 20], "{}", stage.screen());
    let marks = stage.state.reviewing.review.notes.marks();
    let suggestions: Vec<&str> = marks.map(|(_, mark)| mark.suggestion.as_str()).collect();
    assert_eq!((suggestions.len(), suggestions[0]), (180, "nordi"));
    let decide = |stage: &mut Stage, check: &str, key: &str| {
        let rows = bayn::session::finding_groups::rows(&stage.state);
        let heading = rows.iter().position(|row| {
            matches!(row, bayn::session::finding_groups::Row::Group { name, .. } if *name == check)
        });
        let heading = heading.expect("a heading");
        stage.keys("g g");
        for _ in 0..=heading {
            stage.keys("j");
        }
        for _ in 0..20 {
            stage.keys(key);
        }
    };
    decide(&mut stage, "judge:ann", "e");
    assert_eq!(counts(&stage), [0, 0, 20]);
    decide(&mut stage, "judge:ben", "d");
    assert_eq!(counts(&stage), [0, 0, 0]);
    assert_eq!(stage.state.reviewing.review.notes.marks().count(), 200);
    let found = outcomes(&stage.state.reviewing.review.notes);
    let of = |judge: &str| found.get(judge).map(|found| (found.taken, found.dismissed));
    assert_eq!(of("ann, ben"), Some((180, 0)));
    assert_eq!((of("ann"), of("ben")), (Some((20, 0)), Some((0, 20))));
}

/// What a person decided on the pairs of these texts, in order, and the score they gave each.
fn decider(name: &str, texts: [&str; 2], all: &[(Option<BeadStatus>, Option<f64>)]) -> Judge {
    let [source, target] = texts;
    let pairs = source.lines().zip(target.lines()).zip(all);
    let segments = pairs.map(|((source, target), (verdict, score))| Segment {
        rater: name.to_owned(),
        text: Sides::new(source.to_owned(), target.to_owned()),
        verdict: verdict.clone(),
        score: *score,
        ..Segment::default()
    });
    Judge {
        name: name.to_owned(),
        rated: RatedSegments {
            segments: segments.collect(),
        },
        is_person: true,
    }
}

/// Goes to the heading with these words and `down` lines below it.
fn go_to(stage: &mut Stage, heading: &str, down: usize) {
    let rows = bayn::session::finding_groups::rows(&stage.state);
    let at = rows.iter().position(|row| {
        matches!(row, bayn::session::finding_groups::Row::Group { name, .. } if *name == heading)
    });
    assert!(at.is_some(), "no {heading}: {}", stage.screen());
    stage.keys("g g");
    for _ in 0..at.unwrap_or(0) + down {
        stage.keys("j");
    }
}

#[test]
fn a_third_person_settles_the_verdicts_and_scores_of_two() {
    let texts = [
        "The fire is out.\n\nThe road is shut.\n\nNobody was hurt.\n\nRain is near.\n",
        "Das Feuer ist aus.\n\nDie Strasse ist offen.\n\nNiemand wurde krank.\n\nRegen naht.\n",
    ];
    let lines = texts.map(|text| text.replace("\n\n", "\n"));
    let lines = [lines[0].as_str(), lines[1].as_str()];
    let no = |why: &str| Some(BeadStatus::Rejected(why.to_owned()));
    let yes = Some(BeadStatus::Accepted);
    let ann = [
        (yes.clone(), Some(90.0)),
        (yes.clone(), Some(80.0)),
        (no("sick"), None),
        (yes.clone(), None),
    ];
    let ben = [
        (yes.clone(), Some(90.0)),
        (no("open"), Some(20.0)),
        (no("not hurt"), None),
        (Some(BeadStatus::NeedsReview), None),
    ];
    let mut stage = Stage::open(texts, ["en", "de"], (100, 30));
    stage.state.reviewing.review.rater = "cora".to_owned();
    stage.state.reviewing.judges = Arc::new(vec![
        decider("ann", lines, &ann),
        decider("ben", lines, &ben),
    ]);
    let decided = |stage: &Stage| {
        let review = &stage.state.reviewing.review;
        let beads = stage.state.texts.bitext.beads.iter();
        let own = beads.map(|bead| review.notes.verdict(bead.id).cloned());
        own.collect::<Vec<_>>()
    };
    stage.keys("g q");
    let screen = stage.screen();
    for heading in [
        "accepted by ann, ben",
        "rejected by ann, ben",
        "rejected by ben",
        "accepted by ann",
        "needs another look: ben",
        "scores by ann",
    ] {
        assert!(screen.contains(heading), "{heading}: {screen}");
    }
    assert!(screen.contains("sick; not hurt"), "{screen}");
    // What both decided is one, whatever the reason.
    go_to(&mut stage, "accepted:ann, ben", 0);
    stage.keys("e");
    go_to(&mut stage, "rejected:ann, ben", 0);
    stage.keys("e");
    assert_eq!(decided(&stage).iter().flatten().count(), 2);
    // Of two verdicts on one pair the one that is taken settles the other.
    go_to(&mut stage, "rejected:ben", 1);
    stage.keys("e");
    let own = decided(&stage)[1].clone().expect("a verdict");
    assert_eq!(
        (own.status, own.by),
        (BeadStatus::Rejected("open".to_owned()), "cora".to_owned())
    );
    go_to(&mut stage, "accepted:ann", 0);
    stage.keys("e");
    let screen = stage.screen();
    assert!(
        !screen.contains("accepted by") && !screen.contains("needs another"),
        "{screen}"
    );
    // So it is with scores.
    go_to(&mut stage, "score:ann, ben", 0);
    stage.keys("e");
    go_to(&mut stage, "score:ben", 1);
    stage.keys("e");
    let screen = stage.screen();
    assert!(!screen.contains("scores by"), "{screen}");
    let review = &stage.state.reviewing.review;
    let scores: Vec<Option<f32>> = stage
        .state
        .texts
        .bitext
        .beads
        .iter()
        .map(|bead| {
            review
                .notes
                .ratings_of(bead.id)
                .map(|(_, rating)| rating.value)
                .next()
        })
        .collect();
    assert_eq!(scores, [Some(90.0), Some(20.0), None, None]);
    assert_eq!((review.decided, review.scored), (4, 2));
    // Each was one change.
    stage.keys("q u u u u u u");
    assert_eq!(decided(&stage).iter().flatten().count(), 0);
    stage.keys("g q");
    assert!(
        stage.screen().contains("accepted by ann, ben"),
        "{}",
        stage.screen()
    );
}

/// Who reviews too is shown where another decided or marked otherwise, and nothing else.
#[test]
fn what_a_review_says_itself_is_not_proposed() {
    let texts = [
        "The road is shut.\n\nRain is near.\n",
        "Die Strasse ist offen.\n\nRegen naht.\n",
    ];
    let lines = [
        "The road is shut.\nRain is near.\n",
        "Die Strasse ist offen.\nRegen naht.\n",
    ];
    let yes = Some(BeadStatus::Accepted);
    let mut stage = Stage::open(texts, ["en", "de"], (100, 30));
    stage.state.reviewing.judges = Arc::new(vec![decider(
        "ann",
        lines,
        &[(yes.clone(), None), (yes, None)],
    )]);
    stage.keys("a j R");
    stage.text("wet");
    stage.keys("enter g q");
    let screen = stage.screen();
    assert!(screen.contains("accepted by ann \u{b7} 1"), "{screen}");
    go_to(&mut stage, "accepted:ann", 1);
    stage.keys("d");
    assert!(
        !stage.screen().contains("accepted by"),
        "{}",
        stage.screen()
    );
}
