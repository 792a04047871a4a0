//! Any interleaving of answers with what a reader does.

use crate::answers::reader::{Reader, part, state};
use bayn::session::{Command, Focus, Part, Refining, State, Work, several};
use bayn::tui::workers::checked;
use bayn_doc::Bitext;
use bayn_doc::{Side, Sides};
use harf::Span;
use proptest::prelude::*;

/// What happens next.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// A command is run.
    Run(Command),
    /// The answer of some piece of work under way comes.
    Answer(usize),
    /// It fails.
    Fail(usize),
    /// Other texts are opened.
    Open,
    /// The texts are read again.
    ReadAgain,
}

const COMMANDS: [Command; 33] = {
    use Command::{
        Accept, AcceptPair, Cancel, ClearFilter, Concordance, CutSentence, DeleteItem, EnterLink,
        ExplainLink, FilterPairs, JoinSentences, JumpToWord, ListFacts, ListFindings, ListNames,
        ListWeak, LookUp, MarkError, MergeNext, NextFinding, NextNamed, NextPair, NextPart,
        NextWord, NextWorst, PreviousPair, PreviousPart, Realign, Redo, SentenceDown, SplitPair,
        ToggleWordLinks, Undo,
    };
    [
        AcceptPair,
        Cancel,
        ClearFilter,
        Concordance,
        CutSentence,
        ExplainLink,
        FilterPairs,
        JoinSentences,
        JumpToWord,
        ListFacts,
        ListFindings,
        ListNames,
        ListWeak,
        LookUp,
        MarkError,
        MergeNext,
        NextFinding,
        NextNamed,
        NextPair,
        NextPart,
        NextWord,
        NextWorst,
        PreviousPair,
        PreviousPart,
        Realign,
        Redo,
        SentenceDown,
        SplitPair,
        ToggleWordLinks,
        Undo,
        Accept,
        DeleteItem,
        EnterLink,
    ]
};

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => prop::sample::select(&COMMANDS[..]).prop_map(Step::Run),
        6 => any::<usize>().prop_map(Step::Answer),
        1 => any::<usize>().prop_map(Step::Fail),
        1 => Just(Step::Open),
        1 => Just(Step::ReadAgain),
    ]
}

const SOURCE: &str = "وصل 12 رجلا. تحدث الوزير محمد.\n\nقتل 15 في الهجوم؛ وعاد الجميع إلى بيوتهم. \
     قال محمد نعم.\n\nانتهى اليوم. بدأ يوم 9 آخر.\n";
const TARGET: &str = "There came 13 men. The minister Muhammad spoke.\n\nThe attack killed 51. \
     They all went home. Muhammad said yes.\n\nThe day ended. Another day 8 began.\n";
const OTHER: &str = "نص آخر هنا. قتل 7 منهم في الطريق.\n\nثم جاء 30 رجلا.\n";
const ANOTHER: &str = "Another text. On the way 8 of them were killed.\n\nThen 31 men came.\n";

/// Texts as the program opens them: to be refined, with a further translation, long ones
/// that are still to be aligned, and parts of a file.
fn opened(number: usize) -> State {
    let mut state = match number % 4 {
        0 => state(SOURCE, TARGET),
        1 => state(OTHER, ANOTHER),
        2 => State::new(part(0), Sides::default()),
        _ => state(&SOURCE.repeat(2), &TARGET.repeat(2)),
    };
    match number % 4 {
        2 => {
            state.texts.part = Some(Part::default());
            state.reviewing.review.read_only = Some(bayn_text::Message::label("a part"));
        }
        1 => {
            let documents = Sides::new(
                state.texts.bitext.documents.source.clone(),
                state.texts.bitext.documents.target.clone(),
            );
            let beads = state.texts.bitext.beads.clone();
            let main = state.texts.bitext.clone();
            state
                .texts
                .several
                .add(&main, documents.target, Default::default(), beads);
            if let Some(text) = state.texts.several.texts.last_mut() {
                std::sync::Arc::make_mut(text).stage = several::Stage::Draft;
            }
        }
        3 => state.aligning.progress = Some(0.0),
        _ => {}
    }
    if number % 4 != 2 {
        state.aligning.refining = Some(Refining::new(&state.texts.bitext));
        state.aligning.link.on = true;
    }
    state
}

fn take(reader: &mut Reader, step: Step, number: &mut usize) {
    match step {
        Step::Run(command) => reader.run(command),
        Step::Answer(at) | Step::Fail(at) => {
            if let Some(next) = reader.next(at) {
                reader.finish(next, matches!(step, Step::Fail(_)));
            }
        }
        Step::Open => {
            *number += 1;
            reader.exchange(opened(*number));
        }
        Step::ReadAgain => {
            let before = reader.state.clone();
            reader.exchange(opened(*number));
            reader.state.take_over(before);
        }
    }
}

/// Whether a span lies in a text, on letters.
fn lies(state: &State, side: Side, span: Span) -> bool {
    let text = &state.texts.bitext.documents[side].text;
    text.get(span.start..span.end).is_some()
}

/// Holds at any time: nothing points outside of its text, and every finding is one that the
/// checks make of the texts and links as they are.
fn holds(state: &State) -> Result<(), TestCaseError> {
    prop_assert!(state.texts.bitext.is_tiled());
    prop_assert!(state.reading.cursor.bead <= state.texts.last_bead());
    if let Some(byte) = state.reading.cursor.caret {
        let text = &state.texts.bitext.documents[state.reading.cursor.side].text;
        prop_assert!(text.is_char_boundary(byte), "the caret is at {byte}");
    }
    if let Some(list) = &state.reviewing.findings.list {
        let fresh = checked(&state.texts.bitext, &state.reviewing.findings.options);
        for finding in list {
            prop_assert!(fresh.contains(finding), "{finding:?} is made up");
        }
        prop_assert_eq!(list.len(), fresh.len());
    }
    for name in state.background.comparing.names() {
        for place in name.places() {
            let side = if place.document == 0 {
                Side::Source
            } else {
                Side::Target
            };
            prop_assert!(lies(state, side, place.span), "{place:?}");
        }
    }
    for bead in &state.texts.bitext.beads {
        for link in state.background.words.links(bead).unwrap_or_default() {
            for (side, span) in [(Side::Source, link.source), (Side::Target, link.target)] {
                let own = state.texts.bitext.documents[side].span_of(&bead.sentences[side]);
                prop_assert!(own.is_some_and(|own| own.cover(span) == own), "{link:?}");
            }
        }
    }
    for (_, mark) in state.reviewing.review.notes.marks() {
        for side in Side::BOTH {
            for span in &mark.spans[side] {
                prop_assert!(lies(state, side, *span), "{mark:?}");
            }
        }
    }
    for focus in &state.ui.focus {
        if let Focus::Preview(preview) = focus {
            for swap in &preview.swaps {
                let was = state.texts.bitext.beads.get(swap.was.clone());
                let ends = |beads: &[bayn_doc::Bead]| {
                    let (first, last) = (beads.first()?, beads.last()?);
                    Some(
                        Side::BOTH
                            .map(|side| first.sentences[side].start..last.sentences[side].end),
                    )
                };
                prop_assert_eq!(was.and_then(ends), ends(&swap.now));
            }
        }
    }
    Ok(())
}

/// Returns whether beads or sentences of the same text differ without a new revision.
fn changed_unseen(before: &(bayn::session::Ticket, Bitext), state: &State) -> bool {
    let (ticket, bitext) = before;
    *ticket == state.texts.ticket() && *bitext != *state.texts.bitext
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_is_asked_for_ever_and_nothing_stands_where_it_was_not_found(
        number in 0_usize..4,
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let mut number = number;
        let mut reader = Reader::new(opened(number));
        for step in steps {
            let before = (reader.state.texts.ticket(), (*reader.state.texts.bitext).clone());
            take(&mut reader, step, &mut number);
            prop_assert!(!changed_unseen(&before, &reader.state), "{step:?} changed links unseen");
            holds(&reader.state)?;
        }
        // What is open may hold aligning up; it is left, and everything comes.
        while !reader.state.ui.focus.is_empty() {
            let open = reader.state.ui.focus.len();
            reader.run(Command::Cancel);
            prop_assume!(reader.state.ui.focus.len() < open || open > 9);
        }
        reader.settle();
        for _ in 0..4 {
            reader.run(Command::Cancel);
            reader.settle();
        }
        holds(&reader.state)?;
        prop_assert!(!reader.state.waits(), "something is still asked for");
        prop_assert_eq!(reader.state.aligning.progress, None);
        prop_assert!(reader.state.aligning.refining.is_none());
    }
}

#[test]
fn a_check_is_asked_again_once_however_many_runs_come() {
    let mut reader = Reader::new(opened(0));
    reader.run(Command::ListFindings);
    let mut checks = 0;
    // The check is always the slower one.
    while let Some((ticket, work)) = reader
        .find(|work| !matches!(work, Work::Check(..)))
        .or_else(|| {
            checks += 1;
            reader.find(|work| matches!(work, Work::Check(..)))
        })
    {
        reader.finish((ticket, work), false);
    }
    assert!(checks <= 3, "{checks}");
}
