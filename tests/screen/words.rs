//! Words: lit on the other side, jumped to, in all their places, looked up, in Latin letters;
//! and the tour of the worst.

use crate::review::snap;
use crate::stage::Stage;
use bayn::lookup::{Dictionaries, Glossary, Sources};
use bayn::session::tour::Reason;
use bayn::session::{Answer, Effect, Event, Focus, Origin, Setting, Work, update};
use bayn_doc::Bead;
use bayn_doc::{Score, Side, Sides};

/// The sample at a sentence, with the caret on a word of it.
fn at(word: &str, side: Side, size: (u16, u16)) -> Stage {
    let mut stage = Stage::sample(size);
    let document = &stage.state.texts.bitext.documents[side];
    let byte = document.text.find(word).expect("the sample has the word");
    stage.state.reading.cursor.bead = stage.state.texts.bead_at(side, byte);
    stage.state.reading.cursor.side = side;
    stage.state.reading.cursor.caret = Some(byte);
    stage.keys("z z");
    stage.state.reading.cursor.caret = Some(byte);
    stage
}

fn caret_word(stage: &Stage) -> &str {
    let cursor = stage.state.reading.cursor;
    let text = &stage.state.texts.bitext.documents[cursor.side].text;
    let rest = &text[cursor.caret.expect("a caret")..];
    rest.split_whitespace().next().unwrap_or("")
}

#[test]
fn the_word_that_answers_is_lit_and_jumped_to() {
    let mut stage = at("3,370", Side::Target, (110, 22));
    // Nobody has to ask for that.
    stage.event(Event::Resized);
    snap("words_lit", &stage);
    stage.keys("g d");
    assert_eq!(stage.state.reading.cursor.side, Side::Source);
    let found: String = caret_word(&stage)
        .chars()
        .filter_map(|c| {
            c.to_digit(10).or_else(|| {
                ('\u{660}'..='\u{669}')
                    .contains(&c)
                    .then(|| u32::from(c) - 0x660)
            })
        })
        .map(|digit| char::from_digit(digit, 10).expect("a digit"))
        .collect();
    assert_eq!(found, "3370");
    stage.keys("ctrl-o");
    assert_eq!(stage.state.reading.cursor.side, Side::Target);
    assert_eq!(caret_word(&stage), "3,370");
}

#[test]
fn without_a_caret_words_ask_for_one() {
    let mut stage = Stage::sample((100, 20));
    for keys in ["g d", "*", "g *", "K"] {
        stage.keys(keys);
        assert!(stage.screen().contains("put the caret on a word"), "{keys}");
    }
}

#[test]
fn every_place_of_a_word_stands_in_one_column() {
    let mut stage = at("trucks left", Side::Target, (110, 26));
    stage.keys("*");
    snap("concordance_english", &stage);
    let Some(Focus::Kwic(kwic)) = stage.state.ui.focus.last() else {
        panic!("no list");
    };
    let columns: Vec<usize> = (0..kwic.places.target.len())
        .filter_map(|at| kwic.line(&stage.state.texts.bitext, at))
        .map(|line| {
            let text = &stage.state.texts.bitext.documents.target.text;
            let word = line.word.of(text);
            assert!(word.to_lowercase().starts_with("truck"), "{word}");
            line.bead
        })
        .collect();
    assert!(columns.len() >= 3, "{columns:?}");
    stage.keys("j enter");
    assert!(stage.state.ui.focus.is_empty());
    assert!(caret_word(&stage).to_lowercase().starts_with("truck"));
    stage.keys("ctrl-o");
    assert_eq!(caret_word(&stage), "trucks");
}

#[test]
fn arabic_places_end_in_one_column_with_the_other_side_under_them() {
    let word = "\u{645}\u{62e}\u{64a}\u{645}";
    let mut stage = at(word, Side::Source, (110, 26));
    stage.keys("g *");
    snap("concordance_arabic", &stage);
    let Some(Focus::Kwic(kwic)) = stage.state.ui.focus.last() else {
        panic!("no list");
    };
    assert!(
        kwic.both && kwic.places.source.len() >= 2,
        "camp and camps share a stem"
    );
    let target = &stage.state.texts.bitext.documents.target.text;
    let found: Vec<String> = (kwic.places.source.len()..kwic.len())
        .filter_map(|at| kwic.line(&stage.state.texts.bitext, at))
        .map(|line| {
            assert_eq!(line.side, Side::Target);
            line.word.of(target).to_lowercase()
        })
        .collect();
    assert!(found.len() >= 2, "{found:?}");
    assert!(
        found.iter().all(|word| word.starts_with("camp")),
        "{found:?}"
    );
    stage.keys("esc");
    assert!(stage.state.ui.focus.is_empty());
}

#[test]
fn a_word_is_looked_up_in_the_glossary_first() {
    let mut stage = at("convoy was bound", Side::Target, (100, 24));
    stage.dictionaries = Dictionaries::new(Sources {
        glossaries: vec![Glossary {
            name: "terms.tsv".to_owned(),
            terms: vec![(
                "\u{642}\u{627}\u{641}\u{644}\u{629}".to_owned(),
                "convoy".to_owned(),
            )],
        }],
        ..Sources::default()
    });
    stage.keys("K");
    snap("looked_up", &stage);
    stage.keys("q w K");
    assert!(stage.screen().contains("is in no glossary or dictionary"));
}

#[test]
fn arabic_is_written_in_latin_letters_under_its_lines() {
    let mut stage = Stage::sample((100, 24));
    stage.keys("t r");
    snap("romanised", &stage);
    // The caret goes over letters, never over their romanisation.
    stage.keys("w w");
    assert!(stage.state.reading.cursor.caret.is_some());
    stage.keys("t r t r t r");
    assert!(stage.screen().contains("Latin letters hidden"));
}

#[test]
fn the_tour_goes_from_the_worst_on_and_back() {
    let mut stage = Stage::sample((120, 24));
    stage.keys(".");
    snap("tour_first", &stage);
    let mut said = Vec::new();
    let status = |stage: &Stage| stage.rows().last().cloned().unwrap_or_default();
    loop {
        let now = status(&stage);
        if now.contains("last stop") {
            break;
        }
        said.push((stage.state.reading.cursor.bead, now));
        assert!(said.len() < 200);
        stage.keys(".");
    }
    assert!(said.len() >= 5, "{said:#?}");
    assert!(
        said.iter().any(|(_, why)| why.contains("no counterpart")),
        "{said:#?}"
    );
    let last = said.len();
    stage.keys(",");
    assert_eq!(stage.state.reading.cursor.bead, said[last - 2].0);
    // What is judged leaves the tour.
    let bead = stage.state.reading.cursor.bead;
    let before = bayn::session::stops::stops(&stage.state).len();
    stage.keys("a");
    let after = bayn::session::stops::stops(&stage.state);
    assert!(after.len() <= before);
    assert!(
        after
            .iter()
            .all(|stop| stop.bead != bead || stop.reason != Reason::WeakLink)
    );
}

/// Seventeen pairs of plain sentences: one weak, one without counterpart, one far too long, one
/// with a doubled word, and one whose figures differ.
fn all_kinds() -> Stage {
    const PLAIN: [&str; 17] = [
        "The harbour was quiet in the morning and the boats lay still.",
        "Nobody had seen the master of the ferry since the evening before.",
        "A dog barked behind the sheds where the nets are kept.",
        "The baker opened his door and looked along the empty quay.",
        "Two gulls were quarrelling over something in the shallow water.",
        "From the hill above one could see the lights of the next town.",
        "The council had promised a new pier more than once.",
        "Some of the older men said that it would never be built.",
        "They sat on the wall and watched the weather come in.",
        "The fire destroyed 17 houses in the old quarter.",
        "It was the third fire of that kind in the whole county.",
        "A woman with a basket asked when the ferry would leave.",
        "The clerk shrugged and went back to his newspaper.",
        "There was a smell of tar and of wet rope everywhere.",
        "Children ran down the steps to look at the broken mast.",
        "The bell of the chapel rang and nobody counted the strokes.",
        "By noon the wind had turned and the rain had stopped.",
    ];
    let mut other = PLAIN.map(str::to_owned);
    other[2] = other[2].replace("behind the sheds", "behind the the sheds");
    other[9] = other[9].replace("17", "19");
    let long = other[12].clone();
    other[12] = [long.as_str(); 9].join(", and so on, and ");
    let (one, two) = (PLAIN.join("\n\n"), other.join("\n\n"));
    let mut stage = Stage::open([&one, &two], ["en", "de"], (110, 20));
    let mut bitext = (*stage.state.texts.bitext).clone();
    bitext.beads = (0..17)
        .flat_map(|at| {
            let score = Score::new(if at == 6 { 0.2 } else { 0.9 });
            let pair = Bead::new(Sides::new(at..at + 1, at..at + 1), score);
            let alone = |source, target| Bead::new(Sides::new(source, target), Score::ONE);
            match at {
                14 => vec![alone(at..at + 1, at..at), alone(at + 1..at + 1, at..at + 1)],
                _ => vec![pair],
            }
        })
        .collect();
    bitext.name_beads();
    assert!(bitext.is_tiled());
    stage.state.texts.bitext = bitext.into();
    stage
}

#[test]
fn the_tour_stops_at_every_kind_without_another_key_before() {
    let mut stage = all_kinds();
    stage.keys(".");
    let count = |wanted: fn(&Effect) -> bool| stage.effects.iter().filter(|e| wanted(e)).count();
    assert_eq!(
        count(|effect| matches!(effect, Effect::Work(_, Work::Check(..)))),
        1
    );
    assert_eq!(
        count(|effect| matches!(effect, Effect::Work(_, Work::Compare(_)))),
        1
    );
    let mut said = Vec::new();
    let status = |stage: &Stage| stage.rows().last().cloned().unwrap_or_default();
    while !status(&stage).contains("last stop") {
        said.push(status(&stage));
        if said
            .last()
            .is_some_and(|said| said.contains("contradiction"))
        {
            snap("tour_contradiction", &stage);
        }
        assert!(said.len() < 40);
        stage.keys(".");
    }
    let order: Vec<usize> = [
        "no counterpart",
        "contradiction",
        "length: ",
        "weak link",
        "is repeated",
    ]
    .iter()
    .map(|why| {
        let at = said.iter().position(|said| said.contains(why));
        at.unwrap_or_else(|| panic!("no {why}: {said:#?}"))
    })
    .collect();
    assert!(order.is_sorted(), "the worst first: {said:#?}");
    // What the alignment says of a pair is not said again by a check.
    for twice in ["Missing sentence", "Added sentence", "Length: "] {
        assert!(!said.iter().any(|said| said.contains(twice)), "{said:#?}");
    }
    // The texts are compared once, whatever is pressed.
    stage.keys(", , .");
    let again = stage
        .effects
        .iter()
        .filter(|e| matches!(e, Effect::Work(_, Work::Compare(_))));
    assert_eq!(again.count(), 1);
}

#[test]
fn a_small_word_has_small_answers_alone() {
    // A letter of the page's furniture, an article, a preposition.
    for word in ["A+", "the town", "of Baghouz"] {
        let mut stage = at(word, Side::Target, (110, 22));
        stage.keys("*");
        let Some(Focus::Kwic(found)) = stage.state.ui.focus.last() else {
            panic!("{word}: a list: {}", stage.screen());
        };
        for answer in &found.answers {
            assert!(answer.chars().count() <= 3, "{word}: {answer}");
        }
    }
    // Others keep theirs.
    let mut stage = at("convoy", Side::Target, (110, 22));
    stage.keys("*");
    match stage.state.ui.focus.last() {
        Some(Focus::Kwic(found)) => assert!(!found.answers.is_empty()),
        other => panic!("a list: {other:?}"),
    }
}

#[test]
fn words_that_answer_are_listed_from_the_other_side_too() {
    let mut stage = at("trucks left", Side::Target, (110, 26));
    stage.keys("*");
    let Some(Focus::Kwic(kwic)) = stage.state.ui.focus.last() else {
        panic!("no list");
    };
    // "Truck", in whatever number and with whatever is joined to it.
    let truck = "\u{634}\u{627}\u{62d}\u{646}";
    let source = &stage.state.texts.bitext.documents.source.text;
    let own = kwic.places.target.len();
    let found: Vec<&str> = (own..kwic.len())
        .filter_map(|at| kwic.line(&stage.state.texts.bitext, at))
        .map(|line| line.word.of(source))
        .collect();
    assert!(found.len() >= 3, "{found:?}");
    assert!(found.iter().all(|word| word.contains(truck)), "{found:?}");
    // Going on past the last of its own side leads into the other.
    let (own, all) = (own, kwic.len());
    let chosen = kwic.chosen;
    assert!(chosen < own);
    stage.keys(&"j ".repeat(all - 1 - chosen));
    snap("concordance_other_side", &stage);
    stage.keys("enter");
    assert_eq!(stage.state.reading.cursor.side, Side::Source);
    assert!(caret_word(&stage).contains(truck));
}

#[test]
fn a_jump_waits_for_the_better_links_where_the_quick_ones_have_no_answer() {
    let mut stage = at("trucks left", Side::Target, (110, 22));
    // Nothing was asked before.
    stage.state.background.words.forget();
    let keymap = stage.look.keymap.clone();
    for key in ["g", "d"] {
        let event = Event::Key(key.parse().expect("a key"));
        let _asked = update(&mut stage.state, &keymap, event, &stage.geometry);
    }
    let sentences = stage
        .state
        .background
        .words
        .asked
        .clone()
        .expect("links are asked for");
    stage.answer(Answer::WordsLinked(sentences.clone(), Vec::new(), false));
    assert_eq!(stage.state.reading.cursor.side, Side::Target);
    assert!(!stage.screen().contains("no word on the other side"));
    let bead = &stage.state.texts.bitext.beads[stage.state.reading.cursor.bead];
    let linker = bayn_align::WordLinker::new(bayn_align::encoder::Encoder::load());
    let links = linker.links(&stage.state.texts.bitext, bead);
    stage.answer(Answer::WordsLinked(sentences, links, true));
    assert_eq!(stage.state.reading.cursor.side, Side::Source);
    assert!(stage.state.background.words.asked.is_none());
}

/// The words that a session asked to keep.
fn kept(stage: &Stage) -> Vec<bayn::session::Kept> {
    let effects = stage.effects.iter();
    effects
        .filter_map(|effect| match effect {
            Effect::KeepWords(kept) => Some(kept.clone()),
            _ => None,
        })
        .collect()
}

#[test]
fn a_word_is_kept_with_its_sentence_and_a_pair_without_a_caret() {
    let mut stage = at("3,370", Side::Target, (110, 22));
    stage.keys("l W");
    let [word] = &kept(&stage)[..] else {
        unreachable!("one word was kept");
    };
    assert_eq!(word.word, "3,370");
    assert!(word.sentence.contains("3,370") && !word.sentence.contains('\n'));
    assert_eq!(word.translation, stage.pair()[0]);
    assert_eq!(word.langs.each_ref().map(|lang| lang.tag()), ["en", "ar"]);
    assert!(!word.answer.is_empty(), "the word that is lit is kept too");
    stage.keys("esc g g W");
    let all = kept(&stage);
    assert_eq!(all.len(), 2);
    assert_eq!(all[1].word, "");
    assert!(
        [&all[1].sentence, &all[1].translation]
            .iter()
            .all(|text| stage.pair().contains(&text.as_str()))
    );
}

#[test]
fn reading_aloud_goes_on_from_sentence_to_sentence_until_it_is_stopped() {
    let mut stage = Stage::sample((100, 30));
    stage.keys("P");
    assert!(
        stage.screen().contains("bayn config set speak"),
        "{}",
        stage.screen()
    );
    let command = "say\n{lang}\n{text}".to_owned();
    let settings = &mut stage.state.home.settings;
    settings.set(Setting::Speak, command, Origin::Session);
    let said = |stage: &Stage| -> Vec<(usize, String)> {
        let effects = stage.effects.iter();
        effects
            .filter_map(|effect| match effect {
                Effect::Work(_, Work::Speak(turn, command, lang, text)) => {
                    assert_eq!(command[0], "say");
                    assert_eq!(lang.tag(), "en");
                    Some((*turn, text.clone()))
                }
                _ => None,
            })
            .collect()
    };
    stage.keys("tab P");
    let first = said(&stage);
    assert_eq!(first.len(), 1);
    assert!(stage.pair()[1].starts_with(&first[0].1));
    let start = stage.state.reading.cursor.bead;
    for turn in 1..=4 {
        stage.answer(Answer::Spoken(turn));
    }
    let all = said(&stage);
    assert_eq!(all.len(), 5, "{all:?}");
    assert!(
        stage.state.reading.cursor.bead > start,
        "the reader goes along"
    );
    assert!(stage.pair()[1].contains(&all[4].1));
    // What ends late changes nothing.
    stage.answer(Answer::Spoken(2));
    assert_eq!(said(&stage).len(), 5);
    stage.keys("esc");
    assert_eq!(stage.effects.last(), Some(&Effect::Hush));
    stage.answer(Answer::Spoken(5));
    assert_eq!(said(&stage).len(), 5, "it has stopped");
    assert!(!stage.state.waits());
}
