//! A file that is read and written piece by piece comes out as one that is taken whole, also where
//! its last units ask for another head than its first.

use bayn_formats::{
    Corpus, Feed, Format, Group, Loaded, Note, Segment, State, Text, Unit, WriteOptions, Writing,
    read, read_pieces, write,
};
use bayn_text::Lang;

/// More units than two pieces have.
const UNITS: usize = 8_001;

const FORMATS: [Format; 7] = [
    Format::Tmx,
    Format::Xliff12,
    Format::Xliff2,
    Format::Po,
    Format::Csv,
    Format::Tsv,
    Format::Jsonl,
];

const XLIFF: [Format; 2] = [Format::Xliff12, Format::Xliff2];

/// What the last unit of a corpus holds that the others do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Late {
    Nothing,
    Note,
    State,
    Id,
    Language,
    Formula,
    File,
    NoteOfFile,
}

const LATE: [Late; 8] = [
    Late::Nothing,
    Late::Note,
    Late::State,
    Late::Id,
    Late::Language,
    Late::Formula,
    Late::File,
    Late::NoteOfFile,
];

fn corpus(late: Late) -> Corpus {
    let mut corpus = Corpus::bilingual(Lang::new("ar"), Lang::new("en"));
    corpus.files.push(bayn_formats::FileInfo::default());
    corpus.groups.push(Group {
        id: "g".into(),
        ..Group::default()
    });
    for at in 0..UNITS {
        let pair = Segment::pair(
            Text::from(format!("سطر {at} & <نص>").as_str()),
            Text::from(format!("line {at} & <text>\n\"quoted\", twice").as_str()),
        );
        let mut unit = Unit {
            group: (at % 7 > 2).then_some(0),
            ..Unit::default()
        };
        unit.push(pair);
        corpus.units.push(unit);
    }
    let last = corpus.units.last_mut().expect("units");
    let segment = last.segments.first_mut().expect("a segment");
    match late {
        Late::Nothing => {}
        Late::Note => last.notes.push(Note {
            text: "look".into(),
            ..Note::default()
        }),
        Late::State => segment.state = Some(State::Final),
        Late::Id => segment.id = "s1".into(),
        Late::Language => {
            segment.texts.push(2, Text::from("ligne"));
            corpus.langs.push(Lang::new("fr"));
        }
        Late::Formula => segment.texts.set(1, vec![Text::from("'=1+1")]),
        Late::File => {
            last.file = 1;
            last.group = None;
            corpus.files.push(bayn_formats::FileInfo {
                original: "b.txt".into(),
                ..bayn_formats::FileInfo::default()
            });
        }
        Late::NoteOfFile => corpus.files[0].notes.push(Note {
            text: "of the file".into(),
            ..Note::default()
        }),
    }
    corpus
}

/// Reads and writes piece by piece; returns the file, and in how many passes it was written.
fn in_pieces(text: &str, from: Format, to: Format) -> (Vec<u8>, usize) {
    let feed = Feed::of_text(text);
    let mut writing = Writing::new(to, &WriteOptions::default()).expect("written in pieces");
    let mut known: Option<Corpus> = None;
    for passes in 1..4 {
        let mut out = Vec::new();
        let mut pieces = 0;
        let mut piece = |corpus: &mut Corpus| {
            let units = std::mem::take(&mut corpus.units);
            pieces += 1;
            assert!(units.len() <= UNITS / 2, "a piece is all of the file");
            let head = known.as_ref().unwrap_or(corpus);
            writing.units(head, &units, &mut out).expect("memory");
            Ok(())
        };
        let head = read_pieces(from, &feed, &mut piece).expect("it is read");
        let mut head = head.expect("read in pieces");
        piece(&mut head).expect("memory");
        assert!(pieces > 2);
        if writing
            .end(&head, &mut out)
            .expect("it is written")
            .is_some()
        {
            return (out, passes);
        }
        known = Some(head);
    }
    unreachable!("a third pass knows no more than the second");
}

#[test]
fn what_is_written_piece_by_piece_is_what_is_written_whole() {
    for late in LATE {
        let corpus = corpus(late);
        let (froms, tos): (&[Format], &[Format]) = match late {
            Late::Nothing => (&FORMATS, &[Format::Tsv]),
            Late::File | Late::NoteOfFile => (&[Format::Xliff12], &XLIFF),
            Late::Language => (&[Format::Jsonl], &[Format::Tmx, Format::Jsonl, Format::Csv]),
            _ => (&[Format::Jsonl], &[Format::Tsv, Format::Xliff2]),
        };
        for &from in froms {
            let (bytes, _) = write(&corpus, from, &WriteOptions::default()).expect("written");
            let text = String::from_utf8(bytes).expect("text");
            let Ok(Loaded::Corpus(whole)) = read("x", text.as_bytes(), Some(from)) else {
                unreachable!("{from} is read");
            };
            let own = (late == Late::Nothing).then_some(from);
            for to in tos.iter().copied().chain(own) {
                let (wanted, _) = write(&whole, to, &WriteOptions::default()).expect("written");
                let (got, passes) = in_pieces(&text, from, to);
                assert!(got == wanted, "{from} to {to}: {late:?}");
                assert!(passes < 3, "{from} to {to}: {late:?}");
                if late == Late::Nothing {
                    assert_eq!(passes, 1, "{from} to {to}");
                }
            }
        }
    }
}

#[test]
fn a_mistake_in_the_last_piece_has_its_place() {
    let corpus = corpus(Late::Nothing);
    for (format, mistake) in [
        (Format::Tmx, "<seg>&gone;</seg>"),
        (Format::Jsonl, "{\"source\": \n"),
        (Format::Po, "msgid wrong\n"),
    ] {
        let (bytes, _) = write(&corpus, format, &WriteOptions::default()).expect("written");
        let mut text = String::from_utf8(bytes).expect("text");
        let end = text.find("</body>").unwrap_or(text.len());
        text.insert_str(end, mistake);
        let line = text[..end].matches('\n').count() + 1;
        let mut pieces = 0;
        let mut take = |corpus: &mut Corpus| {
            corpus.units.clear();
            pieces += 1;
            Ok(())
        };
        let error = read_pieces(format, &Feed::of_text(&text), &mut take).expect_err("refused");
        assert_eq!((error.line, pieces), (line, 2), "{format}");
        let whole = read("x", text.as_bytes(), Some(format)).expect_err("refused");
        assert_eq!((whole.line, whole.message), (error.line, error.message));
    }
}
