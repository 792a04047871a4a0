//! Slips planted in an alignment, and the keys that repair them from the cursor at the fault.
//!
//! Beside each is the number of keys that InterText editor and OmegaT's aligner need by
//! their documented commands (docs/repairing.md says how they were counted): never fewer.
//! Random keys then show that beads tile, that the journal replays, and that undo undoes.

use bayn::session::keymaps::{KEYMAPS, Named};
use bayn::session::{About, Answer, Command, Effect, Event, Geometry, Keymap, State, Work, update};
use bayn::tui::workers::links::realigned;
use bayn_align::find_splits_in;
use bayn_doc::{Bead, Bitext, Document, LinkState};
use bayn_doc::{Score, Side, Sides};
use bayn_text::Lang;

/// A session without a screen.
struct Session {
    state: State,
    keymap: Keymap,
    effects: Vec<Effect>,
}

impl Session {
    fn open(bitext: Bitext, named: Named) -> Self {
        assert!(bitext.is_tiled());
        let mut state = State::new(bitext, Sides::<About>::default());
        state.aligning.link.on = true;
        Self {
            state,
            keymap: named.keymap(),
            effects: Vec::new(),
        }
    }

    /// Types keys, separated by spaces, and returns how many they were.
    fn keys(&mut self, keys: &str) -> usize {
        for key in keys.split_whitespace() {
            self.event(Event::Key(key.parse().expect("the name of a key")));
        }
        keys.split_whitespace().count()
    }

    fn event(&mut self, event: Event) {
        let geometry = Geometry::default();
        for effect in update(&mut self.state, &self.keymap, event, &geometry) {
            let answer = match &effect {
                Effect::Work(ticket, Work::Realign(bitext, bead, run)) => {
                    let beads = realigned(bitext, run.clone(), None);
                    let answer = Answer::Realigned(*bead, run.clone(), beads);
                    Some(Event::Answer(ticket.clone(), answer))
                }
                Effect::Work(ticket, Work::FindCuts(bitext, run)) => {
                    let splits = find_splits_in(bitext, run.clone(), None);
                    Some(Event::Answer(
                        ticket.clone(),
                        Answer::CutsFound(splits, Vec::new()),
                    ))
                }
                _ => None,
            };
            if let Some(answer) = answer {
                self.event(answer);
            }
            self.effects.push(effect);
        }
    }
}

/// Sentences with these numbers, each told from the others by what it holds.
fn document(numbers: impl Iterator<Item = usize>, word: &str) -> Document {
    let text: String = numbers
        .map(|at| format!("{word} {} was seen in {}. ", at * 7 + 1000, at * 13 + 5000))
        .collect();
    Document::from_text(&text, &Lang::new("en"))
}

/// A bitext of beads with these shapes.
fn planted(source: &[usize], target: &[usize], shapes: &[(usize, usize)]) -> Bitext {
    let documents = Sides::new(
        document(source.iter().copied(), "Item"),
        document(target.iter().copied(), "Number"),
    );
    let mut at = (0, 0);
    let beads = shapes
        .iter()
        .map(|&(a, b)| {
            let bead = Bead::new(Sides::new(at.0..at.0 + a, at.1..at.1 + b), Score::new(0.4));
            at = (at.0 + a, at.1 + b);
            bead
        })
        .collect();
    let mut bitext = Bitext { documents, beads };
    bitext.name_beads();
    bitext
}

/// A mistake: the texts as they were linked wrongly, where, and what would be right.
struct Slip {
    name: &'static str,
    bitext: Bitext,
    /// The bead at which the fault shows, and the side that the cursor is on.
    cursor: (usize, Side),
    /// The right shapes; none for the mistake whose repair is a crossing.
    right: Vec<(usize, usize)>,
    /// The keys by keymap: vim and arrows, intertext, omegat.
    keys: [&'static str; 3],
    /// The keys that InterText and OmegaT need; OmegaT cannot cross.
    others: (usize, Option<usize>),
}

const ONE: (usize, usize) = (1, 1);
const ALONE: (usize, usize) = (1, 0);

fn straight(count: usize) -> Vec<(usize, usize)> {
    vec![ONE; count]
}

/// The mistakes, with so many sentences shifted behind each.
fn slips(tail_length: usize) -> Vec<Slip> {
    let numbers = |count: usize| (0..count).collect::<Vec<_>>();
    let without = |count: usize, gone: std::ops::Range<usize>| {
        let left = (0..count).filter(|at| !gone.contains(at));
        left.collect::<Vec<_>>()
    };
    let with = |shapes: &mut Vec<(usize, usize)>, at: usize, new: &[(usize, usize)], old: usize| {
        shapes.splice(at..at + old, new.iter().copied());
    };
    let mut dropped = straight(20);
    with(&mut dropped, 9, &[(2, 1)], 2);
    let mut dropped_right = straight(20);
    with(&mut dropped_right, 9, &[ALONE], 1);
    let mut cut = straight(20);
    with(&mut cut, 9, &[ONE, ALONE], 2);
    let mut cut_right = straight(20);
    with(&mut cut_right, 9, &[(2, 1)], 2);
    // The target lacks sentence 6; the aligner linked on and found its feet a tail later.
    let all = tail_length + 12;
    let mut tail = straight(all);
    with(&mut tail, 6 + tail_length, &[ALONE], 1);
    let mut tail_right = straight(all);
    with(&mut tail_right, 6, &[ALONE], 1);
    // The target lacks sentences 10 to 17; the last eight of the source are alone.
    let mut block = straight(40);
    with(&mut block, 32, &[ALONE; 8], 8);
    let mut block_right = straight(40);
    with(&mut block_right, 10, &[ALONE; 8], 8);
    vec![
        Slip {
            name: "a dropped sentence",
            bitext: planted(&numbers(20), &without(20, 9..10), &dropped),
            cursor: (9, Side::Source),
            right: dropped_right,
            keys: ["s", "alt-enter", "s"],
            others: (2, Some(1)),
        },
        Slip {
            name: "a 2:1 split wrongly",
            bitext: planted(&numbers(20), &without(20, 10..11), &cut),
            cursor: (9, Side::Source),
            right: cut_right,
            keys: ["m", "delete", "m"],
            others: (1, Some(1)),
        },
        Slip {
            name: "a swapped pair",
            bitext: planted(
                &numbers(20),
                &{
                    let mut swapped = numbers(20);
                    swapped.swap(9, 10);
                    swapped
                },
                &straight(20),
            ),
            cursor: (9, Side::Source),
            right: Vec::new(),
            keys: ["X", "ctrl-x", "X"],
            others: (1, None),
        },
        Slip {
            name: "a shifted tail",
            bitext: planted(&numbers(all), &without(all, 6..7), &tail),
            cursor: (6, Side::Target),
            right: tail_right,
            keys: [">", "enter", ">"],
            others: (3, Some(2)),
        },
        Slip {
            name: "a missing block",
            bitext: planted(&numbers(40), &without(40, 10..18), &block),
            cursor: (10, Side::Target),
            right: block_right,
            keys: ["8 >", "8 enter", "8 >"],
            others: (4, Some(4)),
        },
    ]
}

fn shapes(bitext: &Bitext) -> Vec<(usize, usize)> {
    bitext.beads.iter().map(Bead::shape).collect()
}

fn assert_right(slip: &Slip, bitext: &Bitext, keys: &str) {
    let what = format!("{} by `{keys}`", slip.name);
    assert!(bitext.is_tiled(), "{what}");
    if slip.right.is_empty() {
        let (first, second) = (&bitext.beads[9], &bitext.beads[10]);
        assert_eq!(first.crosses, Some(second.id), "{what}");
        assert_eq!(second.crosses, Some(first.id), "{what}");
    } else {
        assert_eq!(shapes(bitext), slip.right, "{what}");
    }
}

#[test]
fn every_slip_takes_no_more_keys_than_elsewhere() {
    for slip in slips(200) {
        for (named, keys) in KEYMAPS.iter().skip(1).zip(slip.keys) {
            let mut session = Session::open(slip.bitext.clone(), *named);
            (
                session.state.reading.cursor.bead,
                session.state.reading.cursor.side,
            ) = slip.cursor;
            let count = session.keys(keys);
            assert_right(&slip, &session.state.texts.bitext, keys);
            let (intertext, omegat) = slip.others;
            let most = omegat.map_or(intertext, |omegat| omegat.min(intertext));
            assert!(
                count <= most,
                "{}: {count} keys, elsewhere {most}",
                slip.name
            );
            assert!(count <= 4);
            eprintln!(
                "{:<22} {:<10} {count} (`{keys}`); InterText {intertext}, OmegaT {}",
                slip.name,
                named.name,
                omegat.map_or("cannot".to_owned(), |keys| keys.to_string())
            );
            session.event(Event::Key("ctrl-z".parse().expect("a key")));
            if session.state.texts.bitext.beads != slip.bitext.beads {
                // Where ctrl-z is no undo.
                session.keys("u");
            }
            assert_eq!(
                *session.state.texts.bitext, slip.bitext,
                "{}: undo",
                slip.name
            );
        }
    }
}

#[test]
fn aligning_again_repairs_a_shifted_tail_and_a_missing_block_in_two_keys() {
    for slip in slips(24).into_iter().skip(3) {
        let mut session = Session::open(slip.bitext.clone(), KEYMAPS[0]);
        session.state.reading.cursor.bead = slip.cursor.0;
        assert_eq!(session.keys("= enter"), 2);
        assert_right(&slip, &session.state.texts.bitext, "= enter");
    }
}

#[test]
fn what_is_confirmed_is_never_aligned_again() {
    let slip = slips(24).swap_remove(3);
    let mut session = Session::open(slip.bitext, KEYMAPS[0]);
    // A wrong link in the middle of the tail is confirmed, and all that is right before it.
    session.state.reading.cursor.bead = 18;
    session.keys("c");
    session.state.reading.cursor.bead = 5;
    session.keys("C");
    let confirmed = |session: &Session| -> Vec<Bead> {
        let beads = session.state.texts.bitext.beads.iter();
        let kept = beads.filter(|bead| bead.link == LinkState::Confirmed);
        kept.cloned().collect()
    };
    let before = confirmed(&session);
    assert_eq!(before.len(), 7);
    for at in [6, 24] {
        session.state.reading.cursor.bead = at;
        session.keys("= enter");
        assert!(session.state.texts.bitext.is_tiled());
        assert_eq!(confirmed(&session), before);
    }
}

/// A small generator with a seed, so that every failure can be run again (xorshift64*).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let word = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(word).expect("31 bits") % sides.max(1)
    }
}

#[test]
fn random_keys_tile_replay_and_undo() {
    const KEYS: [&str; 24] = [
        "m", "M", "s", "S", "J", "K", ">", "<", "x", "p", "X", "f", "c", "+", "-", "tab", "j", "k",
        "w", "b", "a", "u", "ctrl-r", "3 >",
    ];
    let mut dice = Dice(0x5eed);
    let slip = slips(24).swap_remove(4);
    let mut session = Session::open(slip.bitext.clone(), KEYMAPS[0]);
    let mut replayed = (
        slip.bitext.clone(),
        session.state.reviewing.review.notes.clone(),
    );
    for step in 0..6000 {
        session.keys(KEYS[dice.roll(KEYS.len())]);
        if step % 40 == 0 {
            session.state.reading.cursor.bead = dice.roll(session.state.texts.bitext.beads.len());
            session.state.reading.cursor.caret = None;
        }
        assert!(session.state.texts.bitext.is_tiled(), "step {step}");
        // What the loop would put on the disk is all there is to know.
        for effect in session.effects.drain(..) {
            if let Effect::Keep(record) = effect {
                let change = record.change();
                change
                    .apply(&mut replayed.0, &mut replayed.1)
                    .expect("it fits");
            }
        }
        if step % 100 == 0 {
            assert_eq!(replayed.0, *session.state.texts.bitext, "step {step}");
            assert_eq!(
                replayed.1, session.state.reviewing.review.notes,
                "step {step}"
            );
        }
    }
    let after = session.state.texts.bitext.clone();
    let done = session.state.reviewing.review.history.done.len();
    assert!(done > 500, "{done} edits");
    session.keys("9 9 9 9 u");
    assert_eq!(*session.state.texts.bitext, slip.bitext);
    assert!(session.state.reviewing.review.notes.is_empty());
    session.keys(&format!("{} ctrl-r", spelled(done)));
    assert_eq!(session.state.texts.bitext, after);
}

/// A number as the keys that type it.
fn spelled(number: usize) -> String {
    let digits: Vec<String> = number.to_string().chars().map(String::from).collect();
    digits.join(" ")
}

/// A pair whose one source sentence holds what the target says in two, and its neighbours.
fn run_together() -> Bitext {
    let read = |text: &str, lang| Document {
        lang: Lang::new(lang),
        ..Document::pre_segmented(text)
    };
    let documents = Sides::new(
        read(
            "Am Montag war es ruhig.\nDer Zug 1742 nach Hamburg kam um 9:15; der Bus 38 nach \
             Potsdam fuhr erst um 11:40.\nDanach war es wieder ruhig.\n",
            "de",
        ),
        read(
            "Monday was quiet.\nTrain 1742 to Hamburg came at 9:15.\nBus 38 to Potsdam only left \
             at 11:40.\nThen all was quiet again.\n",
            "en",
        ),
    );
    let bead = |source, target| Bead::new(Sides::new(source, target), Score::new(0.9));
    let mut bitext = Bitext {
        documents,
        beads: vec![bead(0..1, 0..1), bead(1..2, 1..3), bead(2..3, 3..4)],
    };
    bitext.name_beads();
    bitext
}

#[test]
fn a_pair_that_holds_two_says_so_and_one_key_cuts_it() {
    for named in KEYMAPS {
        let mut session = Session::open(run_together(), named);
        let before = session.state.texts.bitext.clone();
        // The aligner is asked by whatever happens first in LINK mode.
        session.event(Event::Resized);
        assert!(
            session
                .state
                .aligning
                .cuts
                .offered(&session.state.texts.bitext, 1)
                .is_some()
        );
        assert!(
            session
                .state
                .aligning
                .cuts
                .offered(&session.state.texts.bitext, 0)
                .is_none()
        );
        session.state.ui.message = None;
        session.state.reading.cursor.bead = 1;
        session.event(Event::Resized);
        let said = session.state.ui.message.clone().expect("an offer").text;
        assert!(
            said.to_string().starts_with("this pair contains two"),
            "{said}"
        );
        assert_eq!(
            session.state.texts.bitext, before,
            "nothing is cut by itself"
        );

        session.event(Event::Run(Command::SplitHere));
        let bitext = session.state.texts.bitext.clone();
        assert!(bitext.is_tiled());
        let shapes: Vec<(usize, usize)> = bitext.beads.iter().map(Bead::shape).collect();
        assert_eq!(shapes, [(1, 1); 4]);
        assert!(
            session
                .state
                .texts
                .text_of(1, Side::Source)
                .trim()
                .ends_with("9:15;")
        );
        assert!(
            session
                .state
                .texts
                .text_of(2, Side::Target)
                .starts_with("Bus 38")
        );
        assert!((0..4).all(|at| session.state.aligning.cuts.offered(&bitext, at).is_none()));
        session.event(Event::Run(Command::Undo));
        assert_eq!(
            session.state.texts.bitext.beads.len(),
            3,
            "one undo takes it back"
        );
        assert!(
            session
                .state
                .aligning
                .cuts
                .offered(&session.state.texts.bitext, 1)
                .is_some()
        );
    }
}
