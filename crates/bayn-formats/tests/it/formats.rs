//! Files as people have them, one of each format: what is read, kept and written back.

use bayn_doc::Sides;
use bayn_formats::{
    BlockKind, Content, Corpus, Format, Loaded, Page, State, WriteOptions, read, read_together,
    to_bitext, write,
};
use bayn_text::Lang;
use bayn_text::Message;
use harf::Direction;
use std::io::Write;
use std::path::Path;

fn data(name: &str) -> Vec<u8> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .join("crates/bayn-formats/tests/data/formats");
    std::fs::read(root.join(name)).expect("a data file")
}

fn corpus(name: &str, bytes: &[u8]) -> Corpus {
    match read(name, bytes, None) {
        Ok(Loaded::Corpus(corpus)) => corpus,
        other => unreachable!("{name}: {other:?}"),
    }
}

fn page(name: &str, bytes: &[u8]) -> Page {
    match read(name, bytes, None) {
        Ok(Loaded::Page(page)) => page,
        other => unreachable!("{name}: {other:?}"),
    }
}

fn written(corpus: &Corpus, format: Format) -> (Vec<u8>, Vec<Message>) {
    write(corpus, format, &WriteOptions::default()).expect("it is written")
}

fn shown(corpus: &Corpus, lang: usize) -> Vec<String> {
    corpus
        .segments()
        .map(|segment| {
            segment
                .joined(lang)
                .map_or_else(String::new, |text| text.shown())
        })
        .collect()
}

#[test]
fn a_trados_file_has_segments_states_and_codes() {
    let corpus = corpus("trados.sdlxliff", &data("trados.sdlxliff"));
    assert_eq!(
        shown(&corpus, 0),
        ["The first report.", "The {1}second{/1} one."]
    );
    let states: Vec<_> = corpus.segments().map(|segment| segment.state).collect();
    assert_eq!(states, [Some(State::Reviewed), Some(State::Initial)]);
    assert_eq!(
        corpus.units[0].segments.len(),
        3,
        "the space between is kept"
    );
    assert_eq!(to_bitext(&corpus).documents.target.paragraphs.len(), 1);
}

#[test]
fn a_memoq_file_has_states_notes_and_codes() {
    let corpus = corpus("memoq.mqxliff", &data("memoq.mqxliff"));
    assert_eq!(shown(&corpus, 0)[0], "Press {1}Start{/1} now{2/}");
    assert_eq!(corpus.units[0].segments[0].state, Some(State::Reviewed));
    assert_eq!(corpus.units[0].notes[0].from, "reviewer");
    // The state that memoQ keeps in an attribute is then said in XLIFF's own words too.
    let (bytes, _) = written(&corpus, Format::Xliff12);
    let again = self::corpus("again.xlf", &bytes);
    assert_eq!(shown(&again, 1), shown(&corpus, 1));
    assert_eq!(again.units[0].segments[0].state, Some(State::Reviewed));
    let (bytes, _) = written(&again, Format::Xliff12);
    assert_eq!(self::corpus("again.xlf", &bytes), again);
}

#[test]
fn a_po_file_comes_back_byte_for_byte() {
    let bytes = data("gettext.po");
    let corpus = corpus("gettext.po", &bytes);
    assert_eq!(corpus.langs[1], Lang::new("ar"));
    assert_eq!(corpus.units.len(), 4);
    let (again, _) = written(&corpus, Format::Po);
    let expected = String::from_utf8(bytes).expect("UTF-8");
    let again = String::from_utf8(again).expect("UTF-8");
    // A string over several lines is written on one where it holds no line break.
    let expected = expected.replace(
        "msgid \"\"\n\"A long \"\n\"text\"\n",
        "msgid \"A long text\"\n",
    );
    let obsolete = expected.find("\n#~").expect("an obsolete entry");
    assert_eq!(again[..obsolete], expected[..obsolete]);
    assert!(again.contains("#~ msgid \"Old\""));
}

#[test]
fn a_memory_of_three_languages_keeps_everything() {
    let corpus = corpus("rich.tmx", &data("rich.tmx"));
    let tags: Vec<&str> = corpus.langs.iter().map(Lang::tag).collect();
    assert_eq!(
        tags,
        ["en", "ar", "fr"],
        "the header's source language is first"
    );
    assert_eq!(shown(&corpus, 1)[0], "الميناء {1}مفتوح{/1}.{2/}");
    let (bytes, left_out) = written(&corpus, Format::Tmx);
    assert!(left_out.is_empty(), "{left_out:?}");
    assert_eq!(self::corpus("again.tmx", &bytes), corpus);
    let text = String::from_utf8(bytes).expect("UTF-8");
    for kept in [
        "usagecount=\"3\"",
        "<hi type=\"term\">ouvert</hi>",
        "changeid=\"anna\"",
        "x-project",
    ] {
        assert!(text.contains(kept), "{kept} was lost");
    }
    let two = corpus.clone().choose(&[1, 2]);
    assert_eq!(shown(&two, 1)[0], "Le port est ouvert.");
}

#[test]
fn a_line_says_what_a_format_cannot_hold() {
    let corpus = corpus("rich.tmx", &data("rich.tmx"));
    let (_, left_out) = written(&corpus, Format::Xliff2);
    assert!(
        left_out
            .iter()
            .any(|line| line.to_string().contains("languages")),
        "{left_out:?}"
    );
    let (_, left_out) = written(&corpus, Format::Tsv);
    assert!(
        left_out
            .iter()
            .any(|line| line.to_string().contains("inline codes")),
        "{left_out:?}"
    );
}

#[test]
fn a_page_is_its_article_with_language_and_direction() {
    let page = page("page.html", &data("page.html"));
    let text = page.plain_text();
    assert_eq!(page.lang, Some(Lang::new("ar")));
    assert_eq!(page.direction, Some(Direction::Rtl));
    assert!(page.title.contains("تقرير عن الميناء"));
    for kept in [
        "عادت إلى طبيعتها",
        "إلى الحوض الشرقي",
        "every berth is in use",
        "حاجز جديد",
    ] {
        assert!(text.contains(kept), "{kept} was lost:\n{text}");
    }
    for dropped in ["الرئيسية", "جميع الحقوق", "الأكثر قراءة"] {
        assert!(
            !text.contains(dropped),
            "{dropped} is no main text:\n{text}"
        );
    }
}

#[test]
fn markdown_and_subtitles_are_blocks() {
    let page = page("report.md", &data("report.md"));
    assert_eq!(page.title, "The port");
    assert!(
        page.lines()
            .contains(&"The port is open again, and every berth is in use.")
    );
    assert!(!page.plain_text().contains("not text"));
    assert_eq!(self::page("film.srt", &data("film.srt")).blocks.len(), 2);
    assert_eq!(
        self::page("film.vtt", &data("film.vtt")).lines(),
        ["أين التقرير؟"]
    );
}

#[test]
fn a_wmt_set_holds_two_references() {
    let corpus = corpus("wmt.xml", &data("wmt.xml"));
    assert_eq!(corpus.langs.len(), 3);
    assert_eq!(corpus.units.len(), 2);
    assert_eq!(
        shown(&corpus, 2),
        ["The first.", "The second.", "The third."]
    );
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("memory");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

#[test]
fn a_docx_gives_its_paragraphs() {
    let document = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>\
        <w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>Title</w:t></w:r></w:p>\
        <w:p><w:pPr><w:bidi/></w:pPr><w:r><w:t xml:space='preserve'>One </w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>\
        <w:r><w:t>two</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
    let page = page(
        "x.docx",
        &zipped(&[
            ("[Content_Types].xml", "<Types/>"),
            ("word/document.xml", document),
        ]),
    );
    assert_eq!(page.lines(), ["Title", "One two", "cell"]);
    assert_eq!(page.blocks[0].kind, BlockKind::Heading(1));
    assert_eq!(page.blocks[1].direction, Some(Direction::Rtl));
}

#[test]
fn notes_and_comments_of_a_docx_stand_apart_from_its_sentences() {
    let document = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>One two.</w:t></w:r>\
        <w:r><w:footnoteReference w:id='7'/></w:r><w:r><w:t xml:space='preserve'> Three</w:t></w:r><w:r><w:endnoteReference w:id='2'/></w:r>\
        <w:ins w:author='a'><w:r><w:t xml:space='preserve'> four</w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>\
        <w:p><w:r><w:t>Again</w:t></w:r><w:r><w:footnoteReference w:id='7'/></w:r></w:p></w:body></w:document>";
    let footnotes = "<w:footnotes xmlns:w='w'><w:footnote w:type='separator' w:id='0'><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id='7'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space='preserve'> The first.</w:t></w:r></w:p>\
        <w:p><w:r><w:t>Its second paragraph.</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id='8'><w:p><w:r><w:t>Of nothing.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let endnotes = "<w:endnotes xmlns:w='w'><w:endnote w:id='2'><w:p><w:r><w:t>The end.</w:t></w:r></w:p></w:endnote></w:endnotes>";
    let comments = "<w:comments xmlns:w='w'><w:comment w:id='0' w:author='Mona'><w:p><w:r><w:t>Why?</w:t></w:r></w:p>\
        <w:p><w:r><w:t>Say.</w:t></w:r></w:p></w:comment></w:comments>";
    let page = page(
        "x.docx",
        &zipped(&[
            ("word/document.xml", document),
            ("word/footnotes.xml", footnotes),
            ("word/endnotes.xml", endnotes),
            ("word/comments.xml", comments),
        ]),
    );
    assert_eq!(
        page.lines(),
        [
            "One two.[1] Three[2] four",
            "Again[1]",
            "[1] The first.",
            "Its second paragraph.",
            "[2] The end.",
        ]
    );
    let said: Vec<(&str, &str)> = page
        .notes
        .iter()
        .map(|note| (note.from.as_str(), note.text.as_str()))
        .collect();
    assert_eq!(said, [("Mona", "Why?\nSay.")]);
    let warnings: Vec<String> = page.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        [
            "2 tracked changes of the document are treated as accepted",
            "1 comment of the document is not part of its text"
        ]
    );
}

#[test]
fn an_odt_gives_its_paragraphs() {
    let content = "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
        xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body><office:text>\
        <text:h text:outline-level='2'>Title</text:h><text:p>One<text:s text:c='2'/><text:span>two</text:span>\
        <text:note><text:note-body><text:p>foot</text:p></text:note-body></text:note></text:p>\
        </office:text></office:body></office:document-content>";
    let page = page(
        "x.odt",
        &zipped(&[
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", content),
        ]),
    );
    assert_eq!(page.lines(), ["Title", "One  two"]);
    assert_eq!(page.blocks[0].kind, BlockKind::Heading(2));
}

#[test]
fn a_bilingual_book_is_read_again_in_order() {
    let corpus = corpus("memoq.mqxliff", &data("memoq.mqxliff"));
    let (bytes, _) = written(&corpus, Format::Epub);
    let page = page("x.epub", &bytes);
    let lines = page.lines();
    assert_eq!(
        lines[1..],
        [
            "Press {1}Start{/1} now{2/}",
            "اضغط {1}ابدأ{/1} الآن{2/}",
            "Stop"
        ]
    );
    assert_eq!(page.lang, Some(Lang::new("en")));
    assert_eq!(
        page.blocks[2].lang, None,
        "the chapter is in the book's last language"
    );
}

#[test]
fn side_by_side_html_says_the_language_of_every_block() {
    let corpus = corpus("rich.tmx", &data("rich.tmx"));
    let (bytes, _) = written(&corpus, Format::Html);
    let html = String::from_utf8(bytes).expect("UTF-8");
    assert!(html.contains("<p lang=\"ar\" dir=\"rtl\">"));
    assert!(html.contains("<p lang=\"en\" dir=\"ltr\">"));
    assert!(!html.contains("<script") && !html.contains("src=") && !html.contains("href="));
    let (bytes, _) = written(&corpus, Format::Markdown);
    let table = String::from_utf8(bytes).expect("UTF-8");
    assert_eq!(table.lines().next(), Some("| en | ar | fr |"));
}

#[test]
fn a_ladder_a_pair_and_a_stand_off_file_find_their_texts() {
    let langs = Sides::new(Lang::new("ar"), Lang::new("en"));
    let source: &[u8] = "أ.\nب.\n\nج.\n".as_bytes();
    let target: &[u8] = b"a b.\n\nc.\n";
    let ladder: &[u8] = b"[0, 1]:[0]:0.9\n[2]:[1]:0.8\n";
    let files = [("x.ladder", ladder), ("x.ar", source), ("x.en", target)];
    let joined = read_together(&files, None, &langs).expect("it is read");
    assert_eq!(joined.expect("a ladder").units.len(), 2);
    let files = [("x.ar", &b"1\n2\n"[..]), ("x.en", &b"one\ntwo\n"[..])];
    let joined = read_together(&files, Some(Format::Moses), &langs).expect("it is read");
    assert_eq!(shown(&joined.expect("a pair"), 1), ["one", "two"]);
    let links: &[u8] = b"<linkGrp toDoc='a' fromDoc='b'><link xtargets='1;1 2'/></linkGrp>";
    let first: &[u8] = b"<text><p><s id='1'>A.</s></p></text>";
    let second: &[u8] = b"<text><p><s id='1'>a.</s><s id='2'>b.</s></p></text>";
    let files = [("x.xml", links), ("a.xml", first), ("b.xml", second)];
    let joined = read_together(&files, None, &langs)
        .expect("it is read")
        .expect("links");
    assert_eq!(joined.units[0].segments[0].sentences(1).len(), 2);
}

#[test]
fn xliff_1_2_keeps_what_it_does_not_understand() {
    let file = "<?xml version='1.0'?><xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2' xmlns:o='urn:own'>\
        <file original='a' source-language='en' target-language='ar' datatype='plaintext' o:x='1'><header><tool tool-id='t' tool-name='n'/></header><body>\
        <group id='g1' restype='x-menu'><trans-unit id='1' approved='yes' resname='k'><source>A<x id='1'/></source><target state='final' state-qualifier='exact-match'>B<x id='1'/></target>\
        <alt-trans match-quality='80%'><target>C</target></alt-trans><o:extra o:k='v'>t</o:extra></trans-unit></group></body></file></xliff>";
    let corpus = corpus("x.xlf", file.as_bytes());
    assert_eq!(corpus.units[0].segments[0].state, Some(State::Final));
    let (bytes, left_out) = written(&corpus, Format::Xliff12);
    assert!(left_out.is_empty(), "{left_out:?}");
    assert_eq!(self::corpus("x.xlf", &bytes), corpus);
    let text = String::from_utf8(bytes).expect("UTF-8");
    for kept in [
        "alt-trans",
        "exact-match",
        "restype=\"x-menu\"",
        "tool-name=\"n\"",
        "<o:extra",
        "o:x=\"1\"",
    ] {
        assert!(text.contains(kept), "{kept} was lost:\n{text}");
    }
}

#[test]
fn the_documentation_lists_every_format_as_it_is() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats.md");
    let text = std::fs::read_to_string(path).expect("the documentation is there");
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with("| "))
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    for format in Format::ALL {
        let name = format!("`{format}`");
        let row = rows
            .iter()
            .find(|row| row[2].split(", ").any(|one| one == name));
        let row = row.unwrap_or_else(|| panic!("{format} is not in docs/formats.md"));
        assert_eq!(row[4] != "no", format.is_written(), "{format}: {row:?}");
        let beside = row[3].contains("texts") || row[3].contains("files");
        assert_eq!(
            beside,
            format.content() == Content::Beside,
            "{format}: {row:?}"
        );
    }
}

#[test]
fn every_name_and_ending_means_one_format() {
    for format in Format::ALL {
        for name in std::iter::once(format.name()).chain(format.endings().iter().copied()) {
            assert_eq!(Format::from_name(name), Some(*format), "{name}");
        }
    }
}
