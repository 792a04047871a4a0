//! Scorecards: hand-computed examples of each published metric, samples, and profiles that are wrong.

use bayn_doc::Sides;
use bayn_review::Profile;
use bayn_review::profile::{named, names};
use bayn_review::rated::{Segment, SegmentError};
use bayn_review::scorecard::{Metric, Sample, Scorecard};
use harf::Span;
use std::collections::BTreeSet;

fn metric(text: &str) -> Metric {
    let profile = Profile::read(text).expect("a profile");
    profile.metric.expect("it says how errors are scored")
}

fn of_name(name: &str) -> Metric {
    metric(named(name).expect("it comes with the program"))
}

/// A segment of so many words a side, with errors by category and severity, each on its first word.
fn segment(words: usize, errors: &[(&str, &str)]) -> Segment {
    let text = "word ".repeat(words);
    let error = |(category, severity): &(&str, &str)| SegmentError {
        spans: Sides::new(Vec::new(), vec![Span::new(0, 4)]),
        category: (*category).to_owned(),
        severity: (*severity).to_owned(),
        ..SegmentError::default()
    };
    Segment {
        text: Sides::new(text.clone(), text),
        errors: errors.iter().map(error).collect(),
        ..Segment::default()
    }
}

fn card(metric: &Metric, segments: &[Segment]) -> Scorecard {
    metric.scorecard(segments.iter())
}

fn near(found: Option<f64>, wanted: f64) {
    let found = found.expect("a score");
    assert!((found - wanted).abs() < 1e-9, "{found}, not {wanted}");
}

#[test]
fn every_profile_that_comes_with_the_program_is_a_metric() {
    assert_eq!(
        names().collect::<Vec<_>>(),
        ["mqm", "esa", "lisa", "j2450", "dqf"]
    );
    for name in names() {
        let metric = of_name(name);
        assert!(!metric.name.is_empty());
        let keys: BTreeSet<char> = metric.kinds.iter().map(|kind| kind.key).collect();
        assert_eq!(
            keys.len(),
            metric.kinds.len(),
            "{name}: a key is taken twice"
        );
    }
}

#[test]
fn mqm_is_calibrated_and_fails_with_one_critical_error() {
    let metric = of_name("mqm");
    // 3 minor and 1 major are 8 points; in 1,000 words that leaves 92 with APP 10 and PT 90.
    let errors = [
        ("punctuation", "minor"),
        ("grammar", "minor"),
        ("omission", "minor"),
        ("accuracy", "major"),
    ];
    let good = card(&metric, &[segment(1000, &errors)]);
    near(good.score, 92.0);
    near(good.normed, 8.0);
    assert_eq!(good.passes, Some(true));
    // 11 points are one too many.
    near(
        card(
            &metric,
            &[segment(
                1000,
                &[
                    ("omission", "major"),
                    ("accuracy", "major"),
                    ("grammar", "minor"),
                ],
            )],
        )
        .score,
        89.0,
    );
    let fatal = card(&metric, &[segment(1_000_000, &[("omission", "critical")])]);
    assert_eq!(
        (fatal.passes, fatal.failed_by_critical),
        (Some(false), true)
    );
}

#[test]
fn lisa_allows_one_point_in_a_hundred_words() {
    let metric = of_name("lisa");
    // As the method is taught: in 200 words 2 points pass and 3 fail; in 2,000 words 18 pass.
    let minor = |words, errors: usize| {
        card(
            &metric,
            &[segment(words, &vec![("terminology", "minor"); errors])],
        )
    };
    near(minor(200, 2).score, 99.0);
    assert_eq!(minor(200, 2).passes, Some(true));
    near(minor(200, 3).score, 98.5);
    assert_eq!(minor(200, 3).passes, Some(false));
    assert_eq!(minor(2000, 18).passes, Some(true));
    // 4 minor, 2 major, 1 critical: 4 + 10 + 10 points; a critical error fails by itself.
    let mut errors = vec![("punctuation", "minor"); 4];
    errors.extend([
        ("mistranslation", "major"),
        ("omission", "major"),
        ("date-format", "critical"),
    ]);
    let mixed = card(&metric, &[segment(1000, &errors)]);
    assert!((mixed.penalty - 24.0).abs() < 1e-9);
    near(mixed.score, 97.6);
    assert!(mixed.failed_by_critical);
    let of = |name: &str| {
        mixed
            .rows
            .iter()
            .find(|row| row.name == name)
            .expect("a kind")
            .penalty
    };
    assert_eq!(
        ["Language", "Mistranslation", "Accuracy", "Country"].map(of),
        [4.0, 5.0, 5.0, 10.0]
    );
}

#[test]
fn j2450_weighs_serious_and_minor_errors_by_kind() {
    let metric = of_name("j2450");
    // A serious wrong term 5, a minor omission 2, a minor misspelling 1, minor style 1: 9 in 100 words.
    let errors = [
        ("wrong-term", "major"),
        ("omission", "minor"),
        ("spelling", "minor"),
        ("awkward", "minor"),
    ];
    let found = card(&metric, &[segment(60, &errors), segment(40, &[])]);
    near(found.score, 0.09);
    assert_eq!(found.passes, None, "the standard sets no threshold");
    let both = |kind: &str| {
        let weight = |severity| card(&metric, &[segment(1, &[(kind, severity)])]).penalty;
        (weight("major"), weight("minor"))
    };
    assert_eq!(both("Wrong term"), (5.0, 2.0));
    assert_eq!(both("Syntactic error"), (4.0, 2.0));
    assert_eq!(both("Omission"), (4.0, 2.0));
    assert_eq!(both("Word structure or agreement error"), (4.0, 2.0));
    assert_eq!(both("Misspelling"), (3.0, 1.0));
    assert_eq!(both("Punctuation error"), (2.0, 1.0));
    assert_eq!(both("Miscellaneous error"), (3.0, 1.0));
}

#[test]
fn dqf_counts_a_repeated_error_once_and_praise_never() {
    let metric = of_name("dqf");
    let praised = segment(100, &[("Kudos", "neutral")]);
    let same = [("wrong-term", "minor")];
    let found = card(
        &metric,
        &[
            segment(100, &same),
            segment(100, &[("termbase", "major")]),
            segment(100, &same),
            praised,
        ],
    );
    // Three times the same words of the same kind: once, with its worst severity.
    assert_eq!((found.penalty, found.repeated), (5.0, 2));
    assert_eq!(found.praise.len(), 1);
    assert_eq!(found.praise[0].words, "word");
    assert_eq!(found.tally.total(), 1);
    near(found.score, 98.75);
    let each = Metric {
        repeated_once: false,
        ..metric
    };
    assert!((card(&each, &[segment(100, &same), segment(100, &same)]).penalty - 2.0).abs() < 1e-9);
}

#[test]
fn esa_is_the_mean_of_the_scores_that_were_given() {
    let rated = |score| Segment {
        score: Some(score),
        ..segment(10, &[("", "minor")])
    };
    let found = card(
        &of_name("esa"),
        &[rated(70.0), rated(95.0), segment(10, &[])],
    );
    near(found.score, 82.5);
    assert_eq!((found.ratings, found.penalty), (2, 2.0));
}

#[test]
fn a_tree_of_ones_own_has_weights_and_takes_what_it_names() {
    let metric = metric(
        "[score]\nper = 250\nformula = \"points\"\npass = 4\ncritical = 1\n\
         [[kind]]\nname = \"Meaning\"\nof = [\"accuracy\"]\nweight = 2\n\
         [[kind]]\nname = \"Names\"\nof = [\"mistranslation\"]\nminor = 3\n",
    );
    // The nearer entry wins: 3 points; twice 1 for the omission; the rest is of no kind.
    let found = card(
        &metric,
        &[segment(
            500,
            &[
                ("mistranslation", "minor"),
                ("omission", "minor"),
                ("grammar", "major"),
            ],
        )],
    );
    assert!((found.penalty - 5.0).abs() < 1e-9);
    assert_eq!(found.outside, 1);
    near(found.score, 2.5);
    assert_eq!(found.passes, Some(true));
    // One critical error may pass, two may not.
    let fatal = ("Names", "critical");
    assert_eq!(
        card(&metric, &[segment(90_000, &[fatal])]).passes,
        Some(true)
    );
    assert!(card(&metric, &[segment(90_000, &[fatal, fatal])]).failed_by_critical);
}

#[test]
fn a_sample_is_the_same_for_its_seed_and_whoever_judged() {
    let sources: Vec<String> = (0..200)
        .map(|at| format!("source {at} of five words"))
        .collect();
    let units: Vec<(&str, usize)> = sources.iter().map(|text| (text.as_str(), 5)).collect();
    let drawn = |seed| Sample { words: 100, seed }.drawn(&units);
    assert_eq!(drawn(7).iter().filter(|one| **one).count(), 20);
    assert_eq!(drawn(7), drawn(7));
    assert_ne!(drawn(7), drawn(8));
    // Each segment is as likely as another: of 400 samples of a tenth each comes 40 times or so.
    let mut times = vec![0_usize; units.len()];
    for seed in 0..400 {
        for (count, one) in times.iter_mut().zip(drawn(seed)) {
            *count += usize::from(one);
        }
    }
    assert!(
        times.iter().all(|count| (15..=70).contains(count)),
        "{times:?}"
    );
    // Backwards the same ones are drawn.
    let back: Vec<(&str, usize)> = units.iter().rev().copied().collect();
    let backwards = Sample {
        words: 100,
        seed: 7,
    }
    .drawn(&back);
    assert_eq!(backwards.into_iter().rev().collect::<Vec<_>>(), drawn(7));
    // Two raters read the same sample, and its words count for each.
    let metric = metric("[score]\nsample = { words = 50, seed = 3 }\n");
    let by = |rater: &str| {
        let own = sources.iter().enumerate().map(|(at, text)| Segment {
            rater: rater.to_owned(),
            id: at.to_string(),
            text: Sides::new(text.clone(), text.clone()),
            ..segment(0, &[("grammar", "minor")])
        });
        own.collect::<Vec<_>>()
    };
    let both: Vec<Segment> = by("ann").into_iter().chain(by("ben")).collect();
    let found = card(&metric, &both);
    assert_eq!(
        (found.words, found.of_words, found.tally.total()),
        (100, Some(2000), 20)
    );
}

#[test]
fn what_is_wrong_in_a_metric_is_said_with_its_line() {
    let wrong = |text: &str| {
        let error = Profile::read(text).expect_err("wrong");
        format!("{}: {}", error.line, error.what)
    };
    assert_eq!(
        wrong("[score]\npas = 90"),
        format!(
            "2: `pas` is not one of {}",
            "formula, per, count, pass, acceptable, critical, repeated, weights, sample"
        )
    );
    assert_eq!(
        wrong("[score]\npass = \"90\""),
        "2: `pass` is not a number from 0"
    );
    assert_eq!(wrong("[score]\nper = 0"), "2: `per` must be above 0");
    assert_eq!(
        wrong("[score.weights]\ngrave = 3"),
        "2: `grave` is not one of neutral, minor, major, critical"
    );
    assert_eq!(
        wrong("[[kind]]\nname = \"A\"\nof = [\"acuracy\"]"),
        "3: MQM-Core has no entry `acuracy`"
    );
    assert!(
        wrong("[[kind]]\nname = \"A\"\n[[kind]]\nname = \"A\"").contains("two kinds are called A")
    );
    assert_eq!(
        wrong("[job]\nclien = \"A\""),
        "2: `clien` is not one of client, round, translator, reviewer"
    );
}
