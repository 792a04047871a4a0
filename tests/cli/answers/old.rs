//! Answers that come late, one kind after the other.

use crate::answers::reader::{Reader, part, state};
use bayn::session::{
    Answer, Command, Focus, Notice, Part, Refining, Replacement, State, Task, Work,
};
use bayn_doc::{Bead, BeadId};
use bayn_doc::{Score, Side, Sides};
use bayn_text::Message;
use std::sync::Arc;

const FOUR: [&str; 2] = [
    "وصل الوفد إلى المدينة.\n\nتحدث الوزير مع الصحفيين.\n\nقتل 12 رجلا في الهجوم.\n\nعاد الجميع إلى بيوتهم.\n",
    "The delegation reached the city.\n\nThe minister spoke to the press.\n\nThe attack killed 15 men.\n\nThey all went home.\n",
];

fn four() -> State {
    state(FOUR[0], FOUR[1])
}

fn is_check(work: &Work) -> bool {
    matches!(work, Work::Check(..))
}

/// The first two beads as one, as aligning by meaning may have it.
fn joined(state: &State) -> Answer {
    let was = state.texts.bitext.beads[0..2].to_vec();
    let now = vec![Bead::new(Sides::new(0..2, 0..2), Score::ONE)];
    Answer::Refined(Replacement { was, now })
}

/// The target of the bead that each finding about a number is on.
fn number_targets(state: &State) -> Vec<String> {
    let list = state.reviewing.findings.list.as_deref().unwrap_or_default();
    list.iter()
        .filter(|finding| finding.check == "number")
        .map(|finding| {
            let at = state
                .texts
                .bitext
                .index_of(finding.bead)
                .expect("its bead is there");
            state.texts.text_of(at, Side::Target).to_owned()
        })
        .collect()
}

#[test]
fn progress_of_an_older_text_does_not_stick() {
    let old = four();
    let mut reader = Reader::new(state("نص آخر.", "Another text."));
    reader.answer(old.texts.ticket(), Answer::Progress(0.5));
    reader.answer(
        old.texts.ticket(),
        Answer::Aligned(old.texts.bitext.beads.clone()),
    );
    assert_eq!(reader.state.aligning.progress, None);
    assert!(reader.state.texts.bitext.is_tiled());
    // Nor does progress that comes after its own alignment.
    let mut reader = Reader::new(State {
        aligning: bayn::session::Aligning {
            progress: Some(0.0),
            ..Default::default()
        },
        ..four()
    });
    let (ticket, Work::Align(bitext)) = reader.next(0).expect("it is being aligned") else {
        panic!("that comes first");
    };
    reader.answer(ticket.clone(), Answer::Progress(0.5));
    assert_eq!(reader.state.aligning.progress, Some(0.5));
    reader.answer(ticket.clone(), Answer::Aligned(bitext.beads.clone()));
    reader.answer(ticket, Answer::Progress(0.9));
    assert_eq!(reader.state.aligning.progress, None);
    reader.run(Command::ListNames);
    assert_eq!(reader.asked(), [Task::Compare]);
}

#[test]
fn findings_of_an_older_text_are_not_taken() {
    let mut reader = Reader::new(state("كان عددهم 12 رجلا.", "They were 13 men."));
    reader.run(Command::ListFindings);
    let asked = reader.find(is_check).expect("it was asked");
    reader.exchange(state("نص آخر بلا أرقام.", "Another text without numbers."));
    reader.finish(asked, false);
    assert_eq!(reader.state.reviewing.findings.list, None);
    assert!(reader.state.ui.focus.is_empty() && reader.state.reviewing.findings.asked.is_none());
}

#[test]
fn findings_of_links_that_were_refined_meanwhile_are_asked_for_again() {
    let mut opened = four();
    opened.aligning.refining = Some(Refining::new(&opened.texts.bitext));
    let mut reader = Reader::new(opened);
    let (run, _) = reader
        .find(|work| matches!(work, Work::Refine(..)))
        .expect("it is refined");
    reader.run(Command::ListFindings);
    let asked = reader.find(is_check).expect("it was asked");
    let answer = joined(&reader.state);
    reader.answer(run, answer);
    assert_eq!(reader.state.texts.bitext.beads.len(), 3);
    // Nothing else is aligned before the answer is there: it would be void again.
    assert_eq!(reader.asked(), []);
    reader.finish(asked, false);
    assert_eq!(
        reader.state.reviewing.findings.list, None,
        "it was about other links"
    );
    let asked = reader.find(is_check).expect("it is asked again");
    assert_eq!(reader.asked(), []);
    reader.finish(asked, false);
    let targets = number_targets(&reader.state);
    assert!(!targets.is_empty() && targets.iter().all(|text| text.contains("15")));
    assert!(matches!(
        reader.state.ui.focus.last(),
        Some(Focus::Panel(..))
    ));
    // Under the list nothing changes; when it is left, aligning goes on.
    reader.run(Command::Cancel);
    reader.settle();
    assert!(reader.state.aligning.refining.is_none());
}

#[test]
fn a_list_whose_links_change_is_made_again() {
    let mut opened = four();
    opened.aligning.refining = Some(Refining::new(&opened.texts.bitext));
    let mut reader = Reader::new(opened);
    let (run, _) = reader
        .find(|work| matches!(work, Work::Refine(..)))
        .expect("it is refined");
    reader.run(Command::ListFindings);
    let asked = reader.find(is_check).expect("it was asked");
    reader.finish(asked, false);
    assert!(reader.state.reviewing.findings.list.is_some());
    let answer = joined(&reader.state);
    reader.answer(run, answer);
    assert_eq!(reader.state.reviewing.findings.list, None);
    let asked = reader.find(is_check).expect("it is asked again");
    reader.finish(asked, false);
    assert!(matches!(
        reader.state.ui.focus.last(),
        Some(Focus::Panel(..))
    ));
    assert!(
        number_targets(&reader.state)
            .iter()
            .all(|text| text.contains("15"))
    );
}

#[test]
fn what_is_written_of_a_finding_is_written_on_its_bead() {
    // Twice the same mistake in the same words: both are dismissed under one name.
    let mut reader = Reader::new(state(
        "قتل 12 رجلا.\n\nعاد الجميع.\n\nقتل 12 رجلا.\n",
        "It killed 15 men.\n\nAll returned.\n\nIt killed 15 men.\n",
    ));
    reader.run(Command::ListFindings);
    reader.settle();
    let list = bayn::session::panel::Panel::Findings;
    let count = |reader: &Reader| bayn::session::listing::listed(&reader.state, list).len();
    assert_eq!(count(&reader), 2, "a heading and one slip");
    reader.run(Command::ListDown);
    reader.run(Command::Accept);
    let all = count(&reader);
    assert_eq!(all, 4, "and its two places");
    for _ in 0..all {
        reader.run(Command::ListDown);
    }
    let Some(Focus::Panel(_, at)) = reader.state.ui.focus.last().cloned() else {
        panic!("the list is open");
    };
    let (_, chosen) = bayn::session::listing::listed(&reader.state, list).swap_remove(at);
    let place = chosen.bead.expect("the last line is a finding");
    let bead = reader.state.texts.bitext.beads[place].id;
    assert!(place > 0, "the last one is chosen");
    reader.run(Command::MarkError);
    let marks: Vec<BeadId> = reader
        .state
        .reviewing
        .review
        .notes
        .marks()
        .map(|(_, mark)| mark.bead)
        .collect();
    assert_eq!(marks, [bead]);
}

#[test]
fn a_part_that_is_turned_to_keeps_nothing_of_the_one_before() {
    let mut opened = State::new(part(0), Sides::default());
    opened.texts.part = Some(Part::default());
    let mut reader = Reader::new(opened);
    reader.settle();
    for command in [
        Command::ListNames,
        Command::Cancel,
        Command::ListFindings,
        Command::Cancel,
    ] {
        reader.run(command);
        reader.settle();
    }
    assert!(
        reader.state.background.comparing.found.is_some()
            && reader.state.reviewing.findings.list.is_some()
    );
    // One more answer is still to come, about the part before.
    reader.state.reviewing.findings.list = None;
    reader.run(Command::ListFindings);
    let late = reader.find(is_check).expect("it was asked");
    reader.run(Command::NextPart);
    reader.settle();
    assert_eq!(
        reader.state.texts.part,
        Some(Part {
            at: 1,
            count: Some(3)
        })
    );
    assert!(
        reader.state.background.comparing.found.is_none()
            && reader.state.background.comparing.name.is_none()
    );
    reader.finish(late, false);
    assert_eq!(reader.state.reviewing.findings.list, None);
    assert_eq!(reader.state.reviewing.findings.asked, None);
}

#[test]
fn of_two_parts_asked_for_the_last_is_shown() {
    for reversed in [false, true] {
        let mut opened = State::new(part(0), Sides::default());
        opened.texts.part = Some(Part::default());
        let mut reader = Reader::new(opened);
        reader.settle();
        reader.run(Command::NextPart);
        let first = reader.next(0).expect("a part is read");
        for key in ["2", "]", "]"] {
            reader.event(bayn::session::Event::Key(key.parse().expect("a key")));
        }
        let second = reader.next(0).expect("another part is read");
        let (one, other) = if reversed {
            (second, first)
        } else {
            (first, second)
        };
        reader.finish(one, false);
        reader.finish(other, false);
        assert_eq!(reader.state.texts.part.map(|part| part.at), Some(2));
        assert_eq!(reader.state.background.turning.to, None);
    }
}

#[test]
fn a_failed_worker_is_told_and_nothing_waits_for_it() {
    let commands = [
        Command::ListFindings,
        Command::ListNames,
        Command::NextWorst,
        Command::ExplainLink,
        Command::LookUp,
        Command::Concordance,
        Command::JumpToWord,
        Command::Realign,
    ];
    for command in commands {
        let mut reader = Reader::new(four());
        reader.state.aligning.link.on = true;
        reader.state.reading.cursor.caret = Some(0);
        reader.run(command);
        let mut tries = 0;
        while let Some(next) = reader.next(0) {
            reader.finish(next, true);
            tries += 1;
            assert!(
                tries < 10,
                "{command:?} is asked again for ever: {:?}",
                reader.asked()
            );
        }
        assert!(tries > 0, "{command:?} asks for something");
        assert!(
            !reader.state.waits(),
            "{command:?} leaves something asked for"
        );
        assert!(
            reader.state.ui.message.is_some(),
            "{command:?} says nothing"
        );
    }
}

#[test]
fn a_failed_alignment_leaves_texts_that_can_be_read() {
    let mut opened = four();
    opened.aligning.progress = Some(0.0);
    opened.aligning.refining = Some(Refining::new(&opened.texts.bitext));
    let before = Arc::clone(&opened.texts.bitext);
    let mut reader = Reader::new(opened);
    let mut told = Vec::new();
    while let Some(next) = reader.next(0) {
        reader.finish(next, true);
        told.extend(
            reader
                .state
                .ui
                .message
                .clone()
                .map(|Notice { text, .. }| text),
        );
    }
    assert!(reader.state.aligning.progress.is_none() && reader.state.aligning.refining.is_none());
    assert_eq!(reader.state.texts.bitext, before);
    assert_eq!(
        told.first().and_then(Message::id),
        Some(Task::Align.failure())
    );
}
