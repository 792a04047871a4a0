//! What the terminal sends, as events: whatever comes, the next key is heard.

use bayn::session::{Event, Mouse};
use bayn::tui::input::keys::event;
use harf::terminal::cutter::{Cutter, Token};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// A terminal whose clock the test turns.
struct Line {
    cutter: Cutter,
    now: Instant,
}

impl Line {
    fn new() -> Self {
        Self {
            cutter: Cutter::default(),
            now: Instant::now(),
        }
    }

    /// Lets time pass; returns what it brings.
    fn pass(&mut self, milliseconds: u64) -> Vec<Event> {
        self.now += Duration::from_millis(milliseconds);
        let mut tokens = Vec::new();
        self.cutter.tick(self.now, &mut tokens);
        events(tokens)
    }

    /// Sends bytes in one go; returns what they bring.
    fn send(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut tokens = Vec::new();
        self.cutter.feed(bytes, self.now, self.now, &mut tokens);
        events(tokens)
    }
}

fn events(tokens: Vec<Token>) -> Vec<Event> {
    tokens.into_iter().filter_map(event).collect()
}

/// Sends bytes and waits until nothing is unfinished.
fn read(bytes: &[u8]) -> Vec<Event> {
    let mut line = Line::new();
    let mut events = line.send(bytes);
    events.extend(line.pass(5_000));
    events
}

fn key(name: &str) -> Event {
    Event::Key(name.parse().expect("a chord"))
}

/// What terminals answer to questions, and tell without being asked.
const ANSWERS: [&[u8]; 41] = [
    b"\x1b[?62;22c",
    b"\x1b[?1;2c",
    b"\x1b[?64;1;2;6;9;15;18;21;22c",
    b"\x1b[?6c",
    b"\x1b[>41;370;0c",
    b"\x1b[>65;7006;1c",
    b"\x1b[>84;0;0c",
    b"\x1b[>0;276;0c",
    b"\x1b[=0;1;2c",
    b"\x1b[8;1$y",
    b"\x1b[8;0$y",
    b"\x1b[?2026;2$y",
    b"\x1b[?2027;0$y",
    b"\x1b[?1;2$y",
    b"\x1b[12;40R",
    b"\x1b[?12;40;1R",
    b"\x1b[0n",
    b"\x1b[?997;1n",
    b"\x1b[?10n",
    b"\x1b[8;24;80t",
    b"\x1b[4;600;800t",
    b"\x1b[6;20;10t",
    b"\x1b[48;24;80;600;800t",
    b"\x1b[?1u",
    b"\x1b[?31u",
    b"\x1b[>4;1m",
    b"\x1b[I",
    b"\x1b[O",
    b"\x1b[2;1;1;128;128;1;0x",
    b"\x1bP>|XTerm(370)\x1b\\",
    b"\x1bP>|tmux 3.4\x1b\\",
    b"\x1bP1+r544e=787465726d\x1b\\",
    b"\x1bP0+r\x1b\\",
    b"\x1bP1$r0m\x1b\\",
    b"\x1bP!|00000000\x1b\\",
    b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
    b"\x1b]10;rgb:ffff/ffff/ffff\x07",
    b"\x1b]4;1;rgb:cccc/0000/0000\x1b\\",
    b"\x1b]52;c;aGVsbG8=\x07",
    b"\x1b]l\xd8\xa7\xd9\x84\x1b\\",
    b"\x1b_Gi=31;OK\x1b\\",
];

#[test]
fn answers_are_no_keys_and_each_of_their_prefixes_leaves_the_next_key() {
    for answer in ANSWERS {
        assert_eq!(read(answer), [], "{answer:?}");
        for end in 1..=answer.len() {
            let mut line = Line::new();
            let mut heard = line.send(&answer[..end]);
            heard.extend(line.pass(5_000));
            let lone = matches!(&answer[..end], [0x1b]);
            let alone = if lone { vec![key("esc")] } else { Vec::new() };
            assert_eq!(heard, alone, "{:?}", &answer[..end]);
            assert_eq!(line.send(b"q"), [key("q")], "{:?}", &answer[..end]);
        }
        // An answer that ends with a final byte is given up sooner.
        if answer.starts_with(b"\x1b[") {
            for end in 2..answer.len() {
                let mut line = Line::new();
                assert_eq!(line.send(&answer[..end]), []);
                assert_eq!(line.pass(100), []);
                assert_eq!(line.send(b"q"), [key("q")], "{:?}", &answer[..end]);
            }
        }
    }
}

#[test]
fn the_second_half_of_an_answer_or_a_paste_is_no_key_either() {
    let paste = b"\x1b[200~two words\r\x1b[201~".as_slice();
    for whole in ANSWERS.into_iter().chain([paste]) {
        // One byte that comes alone may be a key: the last of a control sequence is.
        let missing = if whole[1] == b'[' && whole != paste {
            2
        } else {
            1
        };
        for at in 2..=whole.len() - missing {
            let mut line = Line::new();
            let mut heard = line.send(&whole[..at]);
            heard.extend(line.pass(300));
            heard.extend(line.send(&whole[at..]));
            heard.extend(line.pass(5_000));
            let text = (whole == paste).then(|| Event::Paste("two words\r".to_owned()));
            assert_eq!(heard, Vec::from_iter(text), "{at} of {whole:?}");
            assert_eq!(line.send(b"q"), [key("q")]);
        }
    }
}

#[test]
fn an_answer_whose_escape_came_long_before_is_no_key() {
    let paste = b"\x1b[200~two words\x1b[201~".as_slice();
    let with_parameters = |answer: &&[u8]| answer[1] != b'[' || answer.len() > 3;
    for whole in ANSWERS.into_iter().filter(with_parameters).chain([paste]) {
        let mut line = Line::new();
        assert_eq!(line.send(&whole[..1]), []);
        assert_eq!(line.pass(300), [key("esc")]);
        let text = (whole == paste).then(|| Event::Paste("two words".to_owned()));
        assert_eq!(line.send(&whole[1..]), Vec::from_iter(text), "{whole:?}");
        assert_eq!(line.send(b"q"), [key("q")]);
    }
    // What a person types after the key is keys.
    for typed in ["]q", "[[", "[w", "P", "X2", "_a"] {
        let mut line = Line::new();
        line.send(b"\x1b");
        line.pass(300);
        let keys: Vec<Event> = typed.chars().map(|c| key(&c.to_string())).collect();
        assert_eq!(line.send(typed.as_bytes()), keys, "{typed}");
    }
}

/// Returns a sequence as a terminal in eight-bit mode sends it: in bytes, or in UTF-8.
fn in_eight_bits(bytes: &[u8], as_letters: bool) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes.iter();
    while let Some(&byte) = rest.next() {
        let control = (byte == 0x1b).then(|| rest.next()).flatten();
        match control {
            Some(letter) if as_letters => out.extend([0xc2, letter + 0x40]),
            Some(letter) => out.push(letter + 0x40),
            None => out.push(byte),
        }
    }
    out
}

#[test]
fn answers_in_eight_bits_are_no_keys_wherever_they_are_cut() {
    let paste = b"\x1b[200~two words\x1b[201~".as_slice();
    for answer in ANSWERS.into_iter().chain([paste]) {
        for as_letters in [false, true] {
            let whole = in_eight_bits(answer, as_letters);
            let text = (answer == paste).then(|| Event::Paste("two words".to_owned()));
            let text = Vec::from_iter(text);
            assert_eq!(read(&whole), text, "{whole:x?}");
            let is_body = answer[1] != b'[';
            let begun = usize::from(as_letters) + 1;
            for at in begun..if is_body { whole.len() } else { begun } {
                let mut line = Line::new();
                let mut heard = line.send(&whole[..at]);
                heard.extend(line.pass(300));
                heard.extend(line.send(&whole[at..]));
                assert_eq!(heard, text, "{at} of {whole:x?}");
                assert_eq!(line.send(b"q"), [key("q")], "{at} of {whole:x?}");
            }
        }
    }
    assert_eq!(read(b"\x9bA"), [key("up")]);
    assert_eq!(read("\u{8f}P".as_bytes()), [key("f1")]);
    // The byte of the control is the end of a letter, too.
    assert_eq!(read("\u{1b}]lŒ✜a\u{1b}\\q".as_bytes()), [key("q")]);
    let pasted = Event::Paste("\u{61b}201~a".to_owned());
    assert_eq!(
        read("\u{1b}[200~\u{61b}201~a\u{1b}[201~".as_bytes()),
        [pasted]
    );
}

#[test]
fn the_late_rest_of_a_letter_is_nothing() {
    for letter in ["\u{650}", "\u{61f}", "\u{5b57}", "\u{1f600}"] {
        let bytes = letter.as_bytes();
        for at in 1..bytes.len() {
            let mut line = Line::new();
            assert_eq!(line.send(&bytes[..at]), []);
            assert_eq!(line.pass(300), []);
            assert_eq!(line.send(&bytes[at..]), []);
            assert_eq!(line.send(b"q"), [key("q")], "{letter:?} at {at}");
        }
    }
}

#[test]
fn control_c_is_heard_inside_everything() {
    let stop = key("ctrl-c");
    for opener in [
        b"\x1b[?1".as_slice(),
        b"\x1b[",
        b"\x1bO",
        b"\xd8",
        b"\x1b]11;rgb:",
        b"\x1bP>|",
        b"\x1b_G",
        b"\x1b[200~half a paste",
        b"\x1b[M",
    ] {
        let mut line = Line::new();
        assert_eq!(line.send(opener), [], "{opener:?}");
        assert_eq!(
            line.send(b"\x03"),
            std::slice::from_ref(&stop),
            "{opener:?}"
        );
    }
    assert_eq!(read(b"\x1b\x03"), [key("esc"), stop]);
    // One inside a paste is part of the paste.
    let pasted = Event::Paste("a\u{3}b".to_owned());
    assert_eq!(read(b"\x1b[200~a\x03b\x1b[201~"), [pasted]);
}

#[test]
fn what_never_ends_is_given_up_after_a_megabyte() {
    for opener in [b"\x1b]11;".as_slice(), b"\x1b[200~"] {
        let mut line = Line::new();
        assert_eq!(line.send(opener), []);
        for _ in 0..260 {
            assert_eq!(line.send(&[b'x'; 4096]), []);
        }
        assert_eq!(line.pass(500), []);
        assert_eq!(line.send(b"q"), [key("q")]);
    }
    // A paste whose end comes is said to be lost.
    let long = format!("\u{1b}[200~{}\u{1b}[201~", "x".repeat(2 << 20));
    assert_eq!(read(long.as_bytes()), [Event::Overlong]);
    // A control sequence is none after four kilobytes.
    let mut line = Line::new();
    assert_eq!(line.send(b"\x1b["), []);
    line.send(&[b'1'; 5000]);
    assert_eq!(line.send(b"q").last(), Some(&key("q")));
}

#[test]
fn an_answer_that_is_broken_off_leaves_what_broke_it() {
    // By another answer, by a key that is no answer, by a person.
    assert_eq!(read(b"\x1b]11;rgb\x1b[A"), [key("up")]);
    assert_eq!(read(b"\x1b]11;rgb\x18q"), [key("q")]);
    let mut line = Line::new();
    assert_eq!(line.send(b"\x1b]11;rgb\x1b"), []);
    assert_eq!(line.pass(30), []);
    assert_eq!(line.send(b"q"), [key("q")]);
}

#[test]
fn keys_are_read_as_terminals_send_them() {
    for (bytes, name) in [
        ("j", "j"),
        ("G", "G"),
        (" ", "space"),
        ("\u{645}", "\u{645}"),
        ("\r", "enter"),
        ("\t", "tab"),
        ("\x7f", "backspace"),
        ("\x04", "ctrl-d"),
        ("\x00", "ctrl-space"),
        ("\x1c", "ctrl-4"),
        ("\x1b", "esc"),
        ("\x1bx", "alt-x"),
        ("\x1b\u{645}", "alt-\u{645}"),
        ("\x1b\r", "alt-enter"),
        ("\x1bO", "alt-O"),
        ("\x1b[A", "up"),
        ("\x1b[1;3D", "alt-left"),
        ("\x1b[1;5C", "ctrl-right"),
        ("\x1b[1;7C", "ctrl-alt-right"),
        ("\x1b\x1b[D", "alt-left"),
        ("\x1b[Z", "backtab"),
        ("\x1b[H", "home"),
        ("\x1b[4~", "end"),
        ("\x1b[3~", "delete"),
        ("\x1b[5;5~", "ctrl-pageup"),
        ("\x1b[6^", "ctrl-pagedown"),
        ("\x1bOP", "f1"),
        ("\x1bOR", "f3"),
        ("\x1bOA", "up"),
        ("\x1bOM", "enter"),
        ("\x1bOq", "1"),
        ("\x1b[[C", "f3"),
        ("\x1b[15~", "f5"),
        ("\x1b[24~", "f12"),
        ("\x1b[97;5u", "ctrl-a"),
        ("\x1b[97:65;2u", "A"),
        ("\x1b[97;2u", "A"),
        ("\x1b[27u", "esc"),
        ("\x1b[57399;1u", "0"),
        ("\x1b[27;5;13~", "ctrl-enter"),
    ] {
        assert_eq!(read(bytes.as_bytes()), [key(name)], "{bytes:?}");
    }
    // Let go, unknown, no key at all.
    for bytes in [
        "\x1b[97;1:3u",
        "\x1b[99~",
        "\x1b[57360u",
        "\x1b[1;5R",
        "\x1b[5$",
    ] {
        assert_eq!(read(bytes.as_bytes()), [], "{bytes:?}");
    }
    assert_eq!(read(b"\x1b\x1bq"), [key("esc"), key("esc"), key("q")]);
    assert_eq!(read(b"\xff\xd8q"), [key("q")]);
}

#[test]
fn the_mouse_is_read_in_both_forms_and_its_motion_is_nothing() {
    let press = Event::Mouse(Mouse::Press, 9, 4);
    assert_eq!(read(b"\x1b[<0;10;5M"), std::slice::from_ref(&press));
    assert_eq!(read(b"\x1b[M *%"), [press]);
    assert_eq!(read(b"\x1b[<64;1;1M"), [Event::Mouse(Mouse::WheelUp, 0, 0)]);
    assert_eq!(read(b"\x1b[Ma!!"), [Event::Mouse(Mouse::WheelDown, 0, 0)]);
    for nothing in [
        "\x1b[<0;10;5m",
        "\x1b[<35;10;5M",
        "\x1b[<0;0;0M",
        "\x1b[<0;99999;1M",
        "\x1b[<;;M",
    ] {
        assert_eq!(read(nothing.as_bytes()), [], "{nothing:?}");
    }
}

/// Bytes that lead into all corners of the grammar.
fn corner() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..6),
        proptest::sample::select(ANSWERS.to_vec()).prop_map(<[u8]>::to_vec),
        proptest::sample::select(vec![
            "\x1b",
            "[",
            "]",
            "P",
            "200~",
            "\x1b[200~",
            "\\",
            "M",
            "O"
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ]
}

proptest! {
    #[test]
    fn whatever_comes_the_next_key_is_heard(
        pieces in proptest::collection::vec((corner(), 0_u64..200), 0..12),
    ) {
        let mut line = Line::new();
        for (bytes, pause) in &pieces {
            line.send(bytes);
            line.pass(*pause);
        }
        line.pass(5_000);
        prop_assert_eq!(line.send(b"q"), [key("q")]);
    }

    #[test]
    fn how_the_stream_is_cut_into_reads_changes_nothing(
        pieces in proptest::collection::vec(corner(), 0..12),
        size in 1_usize..7,
    ) {
        let bytes: Vec<u8> = pieces.concat();
        // A ctrl-c that is read alone is a person's.
        prop_assume!(!bytes.contains(&3));
        let mut line = Line::new();
        let mut cut: Vec<Event> = bytes.chunks(size).flat_map(|part| line.send(part)).collect();
        cut.extend(line.pass(5_000));
        prop_assert_eq!(cut, read(&bytes));
    }
}
