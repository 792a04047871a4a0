//! PDF: real ones of several programs against the text that was set, and pages made here, each
//! with one thing to be read or refused.

use bayn_formats::{BlockKind, Format, Kind, Loaded, Page, detect, read};
use std::io::Write;

fn data(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/formats/pdf/");
    std::fs::read(format!("{folder}{name}")).expect("a file of the data")
}

fn page(bytes: &[u8]) -> Page {
    match read("x.pdf", bytes, None) {
        Ok(Loaded::Page(page)) => page,
        other => unreachable!("{other:?}"),
    }
}

fn refused(bytes: &[u8]) -> String {
    read("x.pdf", bytes, None)
        .expect_err("a refusal")
        .to_string()
}

/// Returns the bundled report as it was set: its paragraphs.
fn report(name: &str) -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/sample/");
    let text = std::fs::read_to_string(format!("{path}{name}")).expect("the sample");
    let mut parts = text
        .split("\n\n")
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut paragraphs: Vec<String> = parts.by_ref().collect();
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// Returns the words with quotes as typewriters have them: typesetters turn them.
fn words(paragraphs: &[String]) -> Vec<String> {
    let all = paragraphs
        .join(" ")
        .replace(['‘', '’'], "'")
        .replace(['“', '”'], "\"")
        .replace('\u{AD}', "");
    all.split_whitespace().map(str::to_owned).collect()
}

/// Returns how many words both have in the same order.
fn in_order(own: &[String], other: &[String]) -> usize {
    let mut row = vec![0; other.len() + 1];
    for word in own {
        let mut before = 0;
        for (at, found) in other.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if word == found {
                before + 1
            } else {
                above.max(row[at])
            };
            before = above;
        }
    }
    row[other.len()]
}

#[test]
fn what_programs_print_is_read_in_order() {
    for (name, text) in [
        ("office.ar.pdf", "report.ar.txt"),
        ("web-columns.ar.pdf", "report.ar.txt"),
        ("office-columns.en.pdf", "report.en.txt"),
        ("tex.en.pdf", "report.en.txt"),
        ("groff.en.pdf", "report.en.txt"),
    ] {
        let found = page(&data(name));
        let found: Vec<String> = found.blocks.into_iter().map(|block| block.text).collect();
        let set = report(text);
        let (own, other) = (words(&set), words(&found));
        let right = in_order(&own, &other);
        assert!(
            right * 100 >= other.len() * 98,
            "{name}: {right} of {}",
            other.len()
        );
        // TeX and groff were not given the paragraphs with letters that their fonts lack.
        assert!(
            right * 100 >= own.len() * 92,
            "{name}: {right} of {}",
            own.len()
        );
        let whole = set.iter().filter(|one| {
            let one = words(std::slice::from_ref(one));
            found
                .iter()
                .any(|other| words(std::slice::from_ref(other)) == one)
        });
        let whole = whole.count();
        assert!(
            whole * 10 >= set.len() * 8,
            "{name}: {whole} of {}, {found:#?}",
            set.len()
        );
    }
}

/// Writes a PDF of one font and a page for each content.
fn pdf(contents: &[&str]) -> Vec<u8> {
    with_parts(contents, "", &[])
}

/// The same with more resources, and objects that these name, from number 4 on.
fn with_parts(contents: &[&str], resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let first = 4 + more.len();
    let kids: Vec<String> = (0..contents.len())
        .map(|at| format!("{} 0 R", first + 2 * at))
        .collect();
    let mut objects: Vec<Vec<u8>> = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!(
            "<</Type/Pages/Count {}/Kids[{}]>>",
            contents.len(),
            kids.join(" ")
        )
        .into_bytes(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>".to_vec(),
    ];
    objects.extend(more.iter().cloned());
    for (at, content) in contents.iter().enumerate() {
        objects.push(
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>{resources}>>/Contents {} 0 R>>",
                first + 2 * at + 1
            )
            .into_bytes(),
        );
        objects.push(
            format!("<</Length {}>>stream\n{content}\nendstream", content.len()).into_bytes(),
        );
    }
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut starts = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        starts.push(out.len());
        out.extend(format!("{} 0 obj\n", at + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for start in starts {
        out.extend(format!("{start:010} 00000 n \n").bytes());
    }
    out.extend(
        format!(
            "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF",
            objects.len() + 1
        )
        .bytes(),
    );
    out
}

fn texts(bytes: &[u8]) -> Vec<String> {
    page(bytes)
        .blocks
        .into_iter()
        .map(|block| block.text)
        .collect()
}

/// Returns content that shows lines at places, in letters of 10 points.
fn shown(lines: &[(i32, i32, &str)]) -> String {
    let line =
        |(x, y, text): &(i32, i32, &str)| format!("BT /F 10 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET");
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn words_divided_at_the_end_of_a_line_are_whole() {
    let content = shown(&[
        (50, 700, "The report was written by the obser-"),
        (50, 688, "vers of a well-known house, and the"),
        (50, 676, "lines of this paragraph are all well-"),
        (50, 664, "known in that house."),
    ]);
    assert_eq!(
        texts(&pdf(&[&content])),
        [
            "The report was written by the observers of a well-known house, and the lines of this paragraph are all well-known in that house."
        ]
    );
}

/// Breaks words into lines of so many letters, the first and all others.
fn broken(text: &str, first: usize, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let count = lines.len();
        let last = lines.last_mut().expect("a line");
        if last.is_empty() {
            last.push_str(word);
            continue;
        }
        let fits = last.len() + 1 + word.len() <= if count == 1 { first } else { width };
        if fits {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

const TALES: [&str; 4] = [
    "A first paragraph is set in lines of one length, and it ends well before the edge of its column.",
    "The second one is longer than the first, it begins under it at the same pace, and it is there so that a third \
     can follow it where nothing else but the room of its last line can tell the two of them apart.",
    "Here is that third one, which is of a middling length and no more.",
    "And a fourth paragraph closes the page with a few words of its own, so that there is an end to it all.",
];

#[test]
fn paragraphs_are_told_by_room_by_step_and_by_indent() {
    for (indent, step) in [(0, 0), (18, 0), (0, 6), (-18, 0)] {
        let first = usize::try_from(46 - indent / 6).expect("a width");
        let (mut y, mut content) = (760, String::new());
        for tale in TALES {
            for (at, line) in broken(tale, first, 46).iter().enumerate() {
                let x = if at == 0 { 70 + indent } else { 70 };
                content += &shown(&[(x, y, line.as_str())]);
                content.push('\n');
                y -= 12;
            }
            y -= step;
        }
        assert_eq!(
            texts(&pdf(&[&content])),
            TALES,
            "indent {indent}, step {step}"
        );
    }
}

#[test]
fn heads_and_numbers_of_pages_are_left_out_and_pages_are_told() {
    let contents: Vec<String> = (1..=4)
        .map(|number| {
            let (text, foot) = (
                format!("Text number {number} of the pages."),
                format!("- {number} -"),
            );
            shown(&[
                (50, 770, "The Annual Report"),
                (50, 650 + 10 * number, text.as_str()),
                (290, 30, foot.as_str()),
            ])
        })
        .collect();
    let contents: Vec<&str> = contents.iter().map(String::as_str).collect();
    let page = page(&pdf(&contents));
    let found: Vec<(&str, Option<u32>)> = page
        .blocks
        .iter()
        .map(|block| (block.text.as_str(), block.page))
        .collect();
    assert_eq!(
        found.first(),
        Some(&("Text number 1 of the pages.", Some(1)))
    );
    assert_eq!(
        found.last(),
        Some(&("Text number 4 of the pages.", Some(4)))
    );
    assert_eq!(found.len(), 4);
}

#[test]
fn a_paragraph_goes_on_behind_the_end_of_a_page() {
    let first = shown(&[
        (
            50,
            100,
            "A sentence that begins on the first page and whose line",
        ),
        (
            50,
            88,
            "is full to the edge of its column goes on with a small",
        ),
    ]);
    let second = shown(&[(50, 700, "letter on the second page.")]);
    assert_eq!(texts(&pdf(&[&first, &second])).len(), 1);
}

#[test]
fn columns_are_read_one_behind_the_other() {
    let mut lines = Vec::new();
    for (x, side) in [(50, "left"), (320, "right")] {
        for row in 0..4 {
            lines.push((
                x,
                700 - 12 * row,
                format!("the {side} column has its line of number {row}"),
            ));
        }
    }
    let lines: Vec<(i32, i32, &str)> = lines
        .iter()
        .map(|(x, y, text)| (*x, *y, text.as_str()))
        .collect();
    let text = texts(&pdf(&[&shown(&lines)])).join(" ");
    assert!(
        text.find("left column has its line of number 3")
            < text.find("right column has its line of number 0"),
        "{text}"
    );
}

#[test]
fn headings_are_known_by_their_size() {
    let content = format!(
        "BT /F 20 Tf 50 740 Td (A heading) Tj ET\n{}",
        shown(&[(
            50,
            700,
            "Text of the usual size, longer than what stands above it."
        )])
    );
    let page = page(&pdf(&[&content]));
    assert_eq!(
        page.blocks.first().map(|block| &block.kind),
        Some(&BlockKind::Heading(1))
    );
    assert_eq!(
        page.blocks.last().map(|block| &block.kind),
        Some(&BlockKind::Paragraph)
    );
}

/// A font of four Arabic letters, a digit and a bracket, with widths of half an em.
fn arabic_font() -> Vec<Vec<u8>> {
    let map = "1 begincodespacerange <00> <FF> endcodespacerange 7 beginbfchar \
        <01> <0643> <02> <062A> <03> <0627> <04> <0628> <05> <0031> <06> <0032> <07> <0020> endbfchar";
    vec![
        b"<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Naskh/FirstChar 0/Widths[0 500 500 500 500 500 500 250 0]/ToUnicode 5 0 R>>".to_vec(),
        format!("<</Length {}>>stream\n{map}\nendstream", map.len()).into_bytes(),
    ]
}

#[test]
fn arabic_is_read_in_logical_order_whichever_way_it_was_drawn() {
    let parts = arabic_font();
    let make = |content: &str| {
        let bytes = with_parts(&[content], "", &parts);
        // The page's font is the Arabic one.
        let text = String::from_utf8_lossy(&bytes).replace("/F 3 0 R", "/F 4 0 R");
        texts(text.as_bytes())
    };
    // As seen from the left: baa, alef, taa, kaf, then a space and the digits 1 2.
    assert_eq!(
        make("BT /F 10 Tf 100 700 Td <0506 07 04030201> Tj ET"),
        ["كتاب 12"]
    );
    // Letter by letter from the right.
    let from_right = "BT /F 10 Tf 1 0 0 1 120 700 Tm <01> Tj 1 0 0 1 115 700 Tm <02> Tj 1 0 0 1 110 700 Tm <03> Tj 1 0 0 1 105 700 Tm <04> Tj ET";
    assert_eq!(make(from_right), ["كتاب"]);
    // A glyph without text between two letters draws their joint out.
    assert_eq!(make("BT /F 10 Tf 100 700 Td <0403080201> Tj ET"), ["كتاب"]);
    // What it stands for may be said beside.
    assert_eq!(
        make(
            "BT /F 10 Tf 100 700 Td /Span<</ActualText<FEFF0643062A06270628>>>BDC <0105> Tj EMC ET"
        ),
        ["كتاب"]
    );
}

#[test]
fn artifacts_are_left_out_and_letters_drawn_twice_are_one() {
    let content = "/Artifact BMC BT /F 10 Tf 50 780 Td (Running head) Tj ET EMC
        BT /F 10 Tf 50 700 Td (bold) Tj ET BT /F 10 Tf 50.3 700 Td (bold) Tj ET";
    assert_eq!(texts(&pdf(&[content])), ["bold"]);
}

#[test]
fn a_page_on_its_side_is_read_and_a_stamp_across_it_is_not() {
    let content = "BT /F 10 Tf 0 1 -1 0 300 100 Tm (Along the side) Tj ET
        BT /F 30 Tf 0.7 0.7 -0.7 0.7 200 200 Tm (DRAFT) Tj ET";
    assert_eq!(texts(&pdf(&[content])), ["Along the side"]);
}

#[test]
fn what_cannot_be_read_is_refused_in_one_line() {
    for (bytes, said) in [
        (data("locked.pdf"), "encrypted"),
        (
            with_parts(
                &["/X Do"],
                "/XObject<</X 4 0 R>>",
                &[b"<</Subtype/Image/Width 1/Height 1/Length 1>>stream\n0\nendstream".to_vec()],
            ),
            "scan",
        ),
        (pdf(&["0 0 100 100 re f"]), "no text"),
        (b"%PDF-1.7\nnothing of it".to_vec(), "damaged"),
        (data("groff.en.pdf")[..4_000].to_vec(), "no text"),
    ] {
        let message = refused(&bytes);
        assert!(message.contains(said), "{message}");
        assert!(
            !message.contains('\n') && message.contains("; "),
            "{message}"
        );
    }
    assert_eq!(detect("x", &data("locked.pdf")), Kind::Of(Format::Pdf));
    // One that asks for no password is open to everybody.
    assert!(!page(&data("no-password.pdf")).blocks.is_empty());
}

#[test]
fn a_table_of_objects_that_is_wrong_is_made_anew() {
    let whole = data("groff.en.pdf");
    let at = whole
        .windows(9)
        .rposition(|bytes| bytes == b"startxref")
        .expect("its end");
    let text = page(&whole).blocks;
    assert_eq!(page(&whole[..at]).blocks, text);
}

#[test]
fn a_bomb_is_refused_and_depth_is_no_danger() {
    let mut zip = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..80 {
        zip.write_all(&zeros).expect("memory");
    }
    let packed = zip.finish().expect("memory");
    let mut stream =
        format!("<</Filter/FlateDecode/Length {}>>stream\n", packed.len()).into_bytes();
    stream.extend(packed);
    stream.extend(b"\nendstream");
    assert!(refused(&with_parts(&["BT ET"], "", &[stream])).contains("unpacking limit"));
    for opener in ["[", "<<", "<</A", "(", "BT [", "q "] {
        let content = opener.repeat(200_000);
        let _refused = read("x.pdf", &pdf(&[&content]), None);
        let _refused = read(
            "x.pdf",
            &with_parts(&["BT ET"], "", &[content.into_bytes()]),
            None,
        );
    }
    // A form that draws itself twice.
    let form = b"<</Subtype/Form/BBox[0 0 9 9]/Length 11>>stream\n/X Do /X Do\nendstream".to_vec();
    let _refused = read(
        "x.pdf",
        &with_parts(&["/X Do"], "/XObject<</X 4 0 R>>", &[form]),
        None,
    );
}
