//! Journeys by keyboard, drawn: `⟦…⟧` is around the current pair.

use crate::stage::Stage;
use bayn_doc::Side;

const SOURCE: &str =
    "One cat sat. Two dogs ran.\n\nThree birds flew. Four fish swam.\n\nFive bees hummed.\n";
const TARGET: &str = "Eine Katze sass. Zwei Hunde liefen.\n\nDrei Voegel flogen. Vier Fische schwammen.\n\nFuenf Bienen summten.\n";

/// Plays keys on the small bitext and returns its source with the current pair marked; the
/// caret is drawn as `^` before its letter.
fn play(keys: &str) -> String {
    let mut stage = Stage::open([SOURCE, TARGET], ["en", "de"], (100, 20));
    assert_eq!(
        stage.state.texts.bitext.beads.len(),
        5,
        "one pair a sentence"
    );
    stage.keys(keys);
    drawn(&stage)
}

fn drawn(stage: &Stage) -> String {
    let cursor = stage.state.reading.cursor;
    let mut out = Vec::new();
    for bead in 0..stage.state.texts.bitext.beads.len() {
        let text = stage.state.texts.text_of(bead, cursor.side);
        let document = &stage.state.texts.bitext.documents[cursor.side];
        let start = document
            .span_of(&stage.state.texts.bitext.beads[bead].sentences[cursor.side])
            .map_or(0, |span| span.start);
        let text = match cursor.caret {
            Some(byte) if bead == cursor.bead => {
                let (head, tail) = text.split_at(byte - start);
                format!("{head}^{tail}")
            }
            _ => text.to_owned(),
        };
        out.push(if bead == cursor.bead {
            format!("\u{27e6}{text}\u{27e7}")
        } else {
            text
        });
    }
    out.join(" ")
}

#[track_caller]
fn check(keys: &str, wanted: &str) {
    let got = play(keys);
    assert!(got.contains(wanted), "{keys}: {got}");
}

#[test]
fn j_and_k_go_by_pairs_and_stop_at_the_ends() {
    check("j", "⟦Two dogs ran.⟧");
    check("j j k", "⟦Two dogs ran.⟧");
    check("k", "⟦One cat sat.⟧");
    check("3 j", "⟦Four fish swam.⟧");
    check("9 9 j", "⟦Five bees hummed.⟧");
    check("down down up", "⟦Two dogs ran.⟧");
}

#[test]
fn braces_go_by_paragraphs() {
    check("}", "⟦Three birds flew.⟧");
    check("} }", "⟦Five bees hummed.⟧");
    check("} j {", "⟦Three birds flew.⟧");
    check("} {", "⟦One cat sat.⟧");
    check("2 }", "⟦Five bees hummed.⟧");
}

#[test]
fn g_and_counts_go_to_numbers() {
    check("G", "⟦Five bees hummed.⟧");
    check("G g g", "⟦One cat sat.⟧");
    check("4 G", "⟦Four fish swam.⟧");
    check("2 g g", "⟦Two dogs ran.⟧");
    check("4 2 G", "⟦Five bees hummed.⟧");
}

#[test]
fn marks_and_the_jump_list_come_back() {
    check("j m a G ' a", "⟦Two dogs ran.⟧");
    check("4 G g g ctrl-o", "⟦Four fish swam.⟧");
    check("4 G g g ctrl-o ctrl-o", "⟦One cat sat.⟧");
    check("4 G g g ctrl-o alt-right", "⟦One cat sat.⟧");
    check("G ' '", "⟦One cat sat.⟧");
}

#[test]
fn tab_changes_the_side() {
    check("j tab", "⟦Zwei Hunde liefen.⟧");
    check("j tab tab", "⟦Two dogs ran.⟧");
}

#[test]
fn words_and_letters_move_the_caret() {
    check("w", "⟦^One cat sat.⟧");
    check("w w", "⟦One ^cat sat.⟧");
    check("w w w w", "⟦^Two dogs ran.⟧");
    check("j w b", "⟦One cat ^sat.⟧");
    check("right right", "⟦O^ne cat sat.⟧");
    check("right right left", "⟦^One cat sat.⟧");
    check("right $", "⟦One cat sat^.⟧");
    check("w esc", "⟦One cat sat.⟧");
}

#[test]
fn searching_goes_to_hits_on_both_sides() {
    let mut stage = Stage::open([SOURCE, TARGET], ["en", "de"], (100, 20));
    stage.keys("/").text("VOGEL").keys("enter");
    assert!(
        stage
            .state
            .ui
            .message
            .as_ref()
            .is_some_and(|m| m.text.to_string().contains("not found"))
    );
    stage.keys("/").text("WAM").keys("enter");
    assert!(drawn(&stage).contains("⟦Four fish s^wam.⟧"));
    assert_eq!(stage.state.reading.cursor.side, Side::Source);
    stage.keys("n");
    assert_eq!(stage.state.reading.cursor.side, Side::Target);
    assert!(drawn(&stage).contains("⟦Vier Fische sch^wammen.⟧"));
    stage.keys("n");
    assert!(
        drawn(&stage).contains("⟦Four fish s^wam.⟧"),
        "it goes round"
    );
    stage.keys("N");
    assert_eq!(stage.state.reading.cursor.side, Side::Target);
    stage.keys("esc");
    assert!(stage.state.reading.search.hits.is_empty());
}

#[test]
fn one_side_alone_can_be_searched_and_exactly() {
    let mut stage = Stage::open([SOURCE, TARGET], ["en", "de"], (100, 20));
    stage.keys("/").text("t:fisch").keys("enter");
    assert_eq!(stage.state.reading.search.hits.len(), 1);
    stage.keys("/").text("=FISH").keys("enter");
    assert_eq!(stage.state.reading.search.hits.len(), 0);
    stage.keys("/").text("=fish").keys("enter");
    assert_eq!(stage.state.reading.search.hits.len(), 1);
}

#[test]
fn free_scroll_parts_the_panes_and_locks_them_again() {
    let mut stage = Stage::sample((100, 12));
    stage.keys("t f 8 ctrl-e");
    assert_ne!(stage.geometry.top.source, stage.geometry.top.target);
    stage.keys("t f");
    assert_eq!(stage.geometry.top.source, stage.geometry.top.target);
}

#[test]
fn pages_go_down_and_come_back() {
    let mut stage = Stage::sample((100, 14));
    let mut seen = vec![0];
    for _ in 0..40 {
        stage.keys("ctrl-f");
        let bead = stage.state.reading.cursor.bead;
        assert!(bead >= *seen.last().expect("not empty"));
        assert!(
            stage.geometry.screen.iter().any(|row| row.bead == bead),
            "the current pair is on the screen"
        );
        seen.push(bead);
    }
    assert_eq!(
        stage.state.reading.cursor.bead,
        stage.state.texts.last_bead()
    );
    for _ in 0..60 {
        stage.keys("ctrl-u");
    }
    assert_eq!(stage.state.reading.cursor.bead, 0);
}

#[test]
fn the_palette_runs_commands_and_goes_to_numbers() {
    let mut stage = Stage::open([SOURCE, TARGET], ["en", "de"], (100, 20));
    stage.keys(":").text("3").keys("enter");
    assert_eq!(stage.state.reading.cursor.bead, 2);
    stage.keys(":").text("swap").keys("enter");
    assert!(stage.state.reading.view.swapped);
    stage.keys(":").text("no such thing").keys("enter");
    assert!(
        stage
            .state
            .ui
            .message
            .as_ref()
            .is_some_and(|m| m.text.to_string().contains("no command"))
    );
}

#[test]
fn copying_asks_for_logical_text() {
    use bayn::session::Effect;
    let mut stage = Stage::sample((100, 20));
    stage.keys("9 G y s");
    let text = stage.pair()[0].to_owned();
    assert_eq!(stage.effects, vec![Effect::Copy(text, "the source")]);
}

/// A book of three chapters in each language, with a table of contents before the Arabic one.
fn book() -> [String; 2] {
    let chapter = |head: &str, body: &str| format!("{head}\n\n{body}\n\n{body}\n\n");
    let ar =
        "كانت السفينة قد غادرت الميناء قبل الفجر، ولم يبق على الرصيف سوى رجل واحد ينتظر عودتها.";
    let en = "The ship had left the harbour before dawn, and on the quay only one man still waited for it to return.";
    let mut texts = [
        "الفصل الأول\n\nالفصل الثاني\n\nالفصل الثالث\n\n".to_owned(),
        String::new(),
    ];
    for (ordinal, number) in [("الأول", 1), ("الثاني", 2), ("الثالث", 3)] {
        texts[0].push_str(&chapter(&format!("الفصل {ordinal}"), ar));
        texts[1].push_str(&chapter(&format!("Chapter {number}"), en));
    }
    texts
}

#[test]
fn chapters_are_listed_side_by_side_walked_to_and_named_above() {
    let texts = book();
    let mut stage = Stage::open([&texts[0], &texts[1]], ["ar", "en"], (100, 30));
    for side in Side::BOTH {
        let document = &stage.state.texts.bitext.documents[side];
        let spans: Vec<_> = document.paragraphs.iter().map(|found| found.span).collect();
        let found = bayn_text::chapter_lines(&document.text, &spans, &document.lang);
        let places = found.iter().map(|(at, level)| (spans[*at].start, *level));
        stage.state.texts.about[side].headings = places.collect();
    }
    stage.keys("g O");
    let listed: Vec<String> = stage
        .rows()
        .into_iter()
        .filter(|row| row.contains("Chapter ") && row.contains("ﻞﺼﻔﻟﺍ"))
        .collect();
    assert!(
        listed.len() >= 3,
        "both sides on one line\n{}",
        stage.screen()
    );
    assert!(stage.screen().contains("contents"), "{}", stage.screen());
    stage.keys("j enter");
    assert_eq!(stage.pair()[1], "Chapter 2");
    assert!(stage.rows()[0].contains("Chapter 2"), "{}", stage.rows()[0]);
    stage.keys("] h");
    assert_eq!(stage.pair()[1], "Chapter 3");
    stage.keys("j");
    assert!(stage.rows()[0].contains("Chapter 3"), "{}", stage.rows()[0]);
    stage.keys("2 [ h");
    assert_eq!(stage.pair()[1], "Chapter 2");
    stage.keys("G ] h");
    assert!(stage.screen().contains("no headings after this point"));
}
