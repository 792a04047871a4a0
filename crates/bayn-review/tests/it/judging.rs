//! Campaigns of all forms, orders from a seed, and judgements that come back from their log.

use bayn_doc::Severity;
use bayn_review::judging::{Answer, Campaign, MarkedError, log, of_texts, read};
use harf::Span;
use proptest::prelude::*;

#[test]
fn every_form_gives_the_same_campaign() {
    let forms = [
        "id\tdoc\tsource\tA\tB\n1\td\tuno\tone\twon\n2\td\tdos\ttwo\t\n".to_owned(),
        "{\"document_id\":\"d\",\"segment_id\":1,\"source\":\"uno\",\"hypothesis\":\"one\",\"system_id\":\"A\"}\n\
         {\"document_id\":\"d\",\"segment_id\":2,\"source\":\"dos\",\"hypothesis\":\"two\",\"system_id\":\"A\"}\n\
         {\"document_id\":\"d\",\"segment_id\":1,\"source\":\"uno\",\"hypothesis\":\"won\",\"system_id\":\"B\"}\n"
            .to_owned(),
        serde_json::json!({"info": {"protocol": "cESA"}, "data": [[[
            {"item_id": "1", "document": "d", "src": "uno", "tgt": {"A": "one", "B": "won"}},
            {"item_id": "2", "document": "d", "src": "dos", "tgt": {"A": "two"}}]]]})
        .to_string(),
    ];
    for form in &forms {
        let campaign = read(form).expect(form);
        assert_eq!(campaign.systems, ["A", "B"], "{form}");
        let items: Vec<(&str, &str, &str)> = campaign
            .items
            .iter()
            .map(|item| (&*item.id, &*item.document, &*item.source))
            .collect();
        assert_eq!(items, [("1", "d", "uno"), ("2", "d", "dos")], "{form}");
        assert_eq!(campaign.translations(), 3);
        assert_eq!(
            campaign.items[0].targets,
            [(0, "one".to_owned()), (1, "won".to_owned())]
        );
    }
    let wmt = "{\"doc_id\":\"en-ar_EG_#_news_#_doc1_#_0\",\"src_text\":\"uno\",\"tgt_text\":{\"A\":\"one\",\"B\":\"won\"}}\n";
    let campaign = read(wmt).expect("WMT's lines");
    assert_eq!(campaign.items[0].document, "doc1");
    assert_eq!(campaign.translations(), 2);
    let systems = [
        ("A".to_owned(), "one\n\ntwo\n".to_owned()),
        ("B".to_owned(), "won\n\n\n".to_owned()),
    ];
    let campaign = of_texts("uno\n\ndos\n", &systems).expect("as many lines");
    assert_eq!(campaign.translations(), 3);
    assert_eq!(campaign.items[1].id, "3");
    assert!(of_texts("uno\n", &systems).is_err());
    for bad in ["", "{\"x\":1}", "a\tb\n1\t2\n", "[]", "source\nuno\n"] {
        assert!(read(bad).is_err(), "{bad}");
    }
}

#[test]
fn no_control_comes_from_a_campaign() {
    let campaign = read("source\tA\nu\u{1b}[31mno\tone\u{7}\n").expect("a table");
    let item = &campaign.items[0];
    let clean = |text: &str| text.chars().all(|c| !c.is_control());
    assert!(clean(&item.source) && clean(&item.targets[0].1));
}

fn answer() -> impl Strategy<Value = Answer> {
    let error = (0..6_usize, 1..4_usize, any::<bool>(), 0..8_u8);
    (
        prop::option::of(0..=100_u8),
        prop::collection::vec(error, 0..3),
    )
        .prop_map(|(score, errors)| {
            let mut answer = Answer {
                score,
                ..Answer::default()
            };
            for (from, length, major, missing) in errors {
                let severity = if major {
                    Severity::Major
                } else {
                    Severity::Minor
                };
                if missing == 0 {
                    answer.toggle_missing();
                    continue;
                }
                // The letters take one, two and four bytes.
                let ends = [0, 1, 3, 7, 8, 9, 11];
                let to = (from + length).min(6);
                answer.mark(Span::new(ends[from], ends[to]), severity);
            }
            answer
        })
}

proptest! {
    #[test]
    fn what_was_said_comes_back(
        answers in prop::collection::vec(answer(), 3),
        seed in any::<u64>(),
        seconds in 0..5000_u32,
    ) {
        let campaign = read("source\tA\tB\tC\nuno\ta\u{e9}\u{1f600}bc\u{e9}\ta\u{e9}\u{1f600}bc\u{e9}\ta\u{e9}\u{1f600}bc\u{e9}\n")
            .expect("a table");
        let seconds = f64::from(seconds) / 10.0;
        let line = log::line(&campaign, (0, &campaign.items[0]), &answers, ("ann", seed, seconds));
        let text = format!("{}\n{line}\nno JSON\n", log::begin("ann", seed));
        let back = log::replay(&text, &campaign, "ann").expect("of this campaign");
        prop_assert_eq!(back.seed, Some(seed));
        prop_assert_eq!(&back.answers[&0], &answers);
        prop_assert!((back.seconds[&0] - seconds).abs() < 0.051);
        prop_assert_eq!(log::replay(&text, &campaign, "ben").expect("nothing").answers.len(), 0);
        let other = read("source\tA\ndos\ttwo\n").expect("a table");
        prop_assert!(log::replay(&text, &other, "ann").is_err());
    }

    #[test]
    fn an_order_holds_each_translation_once(seed in any::<u64>(), count in 1..9_usize) {
        let header: Vec<String> = (0..count).map(|at| format!("s{at}")).collect();
        let row = vec!["x"; count].join("\t");
        let campaign = read(&format!("source\t{}\nuno\t{row}\n", header.join("\t"))).expect("a table");
        let mut order = campaign.order(0, seed);
        prop_assert_eq!(&order, &campaign.order(0, seed));
        order.sort_unstable();
        prop_assert_eq!(order, (0..count).collect::<Vec<_>>());
    }
}

#[test]
fn segments_have_orders_of_their_own() {
    let rows: String = (0..200)
        .map(|at| format!("source {at}\ta\tb\tc\td\n"))
        .collect();
    let campaign: Campaign = read(&format!("source\tA\tB\tC\tD\n{rows}")).expect("a table");
    let mut first = [0; 4];
    let mut same = 0;
    for at in 0..200 {
        let order = campaign.order(at, 5);
        first[order[0]] += 1;
        same += usize::from(at > 0 && order == campaign.order(at - 1, 5));
        assert_ne!(campaign.order(at, 5).len(), 0);
    }
    assert!(
        first.iter().all(|times| (30..=70).contains(times)),
        "{first:?}"
    );
    assert!(same < 25, "{same}");
}

#[test]
fn marks_take_the_place_of_what_they_touch() {
    let mut answer = Answer::default();
    answer.mark(Span::new(0, 4), Severity::Minor);
    answer.mark(Span::new(6, 9), Severity::Major);
    answer.mark(Span::new(3, 5), Severity::Major);
    let spans: Vec<Option<Span>> = answer.errors.iter().map(|error| error.span).collect();
    assert_eq!(spans, [Some(Span::new(3, 5)), Some(Span::new(6, 9))]);
    assert!(answer.unmark(4) && !answer.unmark(5));
    answer.toggle_missing();
    let missing = |severity| MarkedError {
        span: None,
        severity,
    };
    assert_eq!(answer.errors[1], missing(Severity::Minor));
    answer.toggle_missing();
    assert_eq!(answer.errors[1], missing(Severity::Major));
    answer.toggle_missing();
    assert_eq!(answer.errors.len(), 1);
}
