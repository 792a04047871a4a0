//! Bounds of the readers and writers: what is made of a file grows as the file, and what is
//! beyond a limit is refused with a number and a remedy. Counted, never timed.

use bayn_formats::{Corpus, Format, FormatError, Loaded, WriteOptions, read, write};
use std::io::Write;

fn corpus(name: &str, text: &str) -> Corpus {
    match read(name, text.as_bytes(), None) {
        Ok(Loaded::Corpus(corpus)) => corpus,
        other => unreachable!("{name} is read: {other:?}"),
    }
}

fn refused(name: &str, bytes: &[u8], clause: &str) -> FormatError {
    let error = read(name, bytes, None).expect_err("it must be refused");
    assert!(error.clause.to_string().contains(clause), "{error}");
    assert!(!error.remedy.is_empty(), "no remedy: {error}");
    let number = error
        .message
        .to_string()
        .chars()
        .any(|c| c.is_ascii_digit());
    assert!(number, "no number: {error}");
    error
}

/// A memory of `count` units, each in a language of its own.
fn languages(count: usize) -> String {
    let units: String = (0..count)
        .map(|at| format!("<tu><tuv xml:lang='x-{at}'><seg>a</seg></tuv></tu>"))
        .collect();
    format!("<tmx version='1.4'><header/><body>{units}</body></tmx>")
}

#[test]
fn many_languages_take_no_more_places_than_texts() {
    let corpus = corpus("x.tmx", &languages(3000));
    assert_eq!(corpus.langs.len(), 3000);
    let places: usize = corpus.segments().map(|segment| segment.texts.len()).sum();
    assert_eq!(places, 3000);
}

#[test]
fn many_languages_are_written_in_a_size_that_grows_evenly() {
    for format in [Format::Tmx, Format::Jsonl] {
        let size = |count: usize| {
            let corpus = corpus("x.tmx", &languages(count));
            let written = write(&corpus, format, &WriteOptions::default()).expect("written");
            let again = read("x", &written.0, Some(format)).expect("read back");
            let Loaded::Corpus(again) = again else {
                unreachable!("it is a corpus");
            };
            let texts = |corpus: &Corpus| -> Vec<_> {
                corpus.segments().map(|one| one.texts.clone()).collect()
            };
            assert_eq!(texts(&again), texts(&corpus), "{format}");
            written.0.len()
        };
        let (one, two) = (size(400), size(800));
        assert!(two * 10 <= one * 23, "{format}: {one}, then {two}");
    }
}

#[test]
fn a_table_that_would_be_nearly_empty_is_refused() {
    let corpus = corpus("x.tmx", &languages(1500));
    for format in [Format::Csv, Format::Html, Format::Markdown, Format::Epub] {
        let error = write(&corpus, format, &WriteOptions::default()).expect_err("too wide");
        assert!(error.message.to_string().contains("1500"), "{error}");
        assert!(
            error.remedy.to_string().contains("--source-lang"),
            "{error}"
        );
    }
}

fn zip(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    for (name, text) in parts {
        zip.start_file(*name, options).expect("memory");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

fn book(items: usize, page: &str) -> Vec<u8> {
    let each = |one: &dyn Fn(usize) -> String| (0..items).map(one).collect::<String>();
    let manifest =
        each(&|at| format!("<item id='i{at}' href='a.xhtml' media-type='application/xhtml+xml'/>"));
    let spine = each(&|at| format!("<itemref idref='i{at}'/>"));
    zip(&[
        ("mimetype", "application/epub+zip".to_owned()),
        (
            "META-INF/container.xml",
            "<container><rootfiles><rootfile full-path='c.opf'/></rootfiles></container>"
                .to_owned(),
        ),
        (
            "c.opf",
            format!(
                "<package><metadata/><manifest>{manifest}</manifest><spine>{spine}</spine></package>"
            ),
        ),
        ("a.xhtml", page.to_owned()),
    ])
}

#[test]
fn a_page_that_a_book_names_many_times_is_read_once() {
    let page = format!("<html><body>{}</body></html>", "<p>One two.</p>".repeat(50));
    for items in [1, 60] {
        match read("x.epub", &book(items, &page), None) {
            Ok(Loaded::Page(page)) => assert_eq!(page.blocks.len(), 50),
            other => unreachable!("the book is read: {other:?}"),
        }
    }
}

#[test]
fn parts_of_an_archive_share_one_unpacking_limit() {
    let part = " ".repeat(40 << 20);
    let bomb = zip(&[
        ("word/document.xml", format!("<d><p/>{part}</d>")),
        ("docProps/core.xml", format!("<c>{part}</c>")),
    ]);
    refused("x.docx", &bomb, "unpacking limit");
}

#[test]
fn attributes_of_a_tag_are_bounded_in_a_page_and_many_in_xml() {
    let attrs: String = (0..20_000).map(|at| format!(" a{at}='{at}'")).collect();
    let page = format!("<html><body><p{attrs}>Hello.</p></body></html>");
    refused("x.html", page.as_bytes(), "attribute limit");
    let memory = "<tmx version='1.4'><header/><body><tu><tuv xml:lang='ar'><seg>a</seg></tuv>\
                  </tu></body></tmx>";
    let wide = corpus("x.tmx", &memory.replace("<tu>", &format!("<tu{attrs}>")));
    assert_eq!(wide.units[0].attrs.len(), 20_000);
    let twice = memory.replace("<tu>", &format!("<tu{attrs} a7='x'>"));
    let error = read("x.tmx", twice.as_bytes(), None).expect_err("an attribute stands twice");
    assert!(error.message.to_string().contains("is repeated"), "{error}");
}

#[test]
fn a_tag_of_a_language_is_bounded() {
    let memory = format!(
        "<tmx version='1.4'><header/><body><tu><tuv xml:lang='en{}'><seg>a</seg></tuv></tu></body></tmx>",
        "-abcdefgh".repeat(1000)
    );
    refused("x.tmx", memory.as_bytes(), "language tag limit");
}

#[test]
fn little_data_that_many_codes_name_is_refused() {
    let codes: String = (0..3000)
        .map(|at| format!("<ph id='p{at}' dataRef='d'/>"))
        .collect();
    let file = format!(
        "<xliff version='2.1' srcLang='en' xmlns='urn:oasis:names:tc:xliff:document:2.0'>\
         <file id='f'><unit id='u'><originalData><data id='d'>{}</data></originalData>\
         <segment><source>{codes}</source></segment></unit></file></xliff>",
        "b".repeat(100_000)
    );
    let error = refused("x.xlf", file.as_bytes(), "memory limit");
    assert_eq!(error.line, 1);
}

#[test]
fn long_namespaces_that_many_attributes_bear_are_refused() {
    let kept: String = (0..3000).map(|_| "<k:a k:b=''/>").collect();
    let file = format!(
        "<xliff version='2.1' srcLang='en' xmlns='urn:oasis:names:tc:xliff:document:2.0' \
         xmlns:k='urn:{}'><file id='f'><unit id='u'>{kept}\
         <segment><source>a</source></segment></unit></file></xliff>",
        "b".repeat(100_000)
    );
    refused("x.xlf", file.as_bytes(), "memory limit");
}

#[test]
fn a_page_of_nothing_but_tags_is_refused() {
    let page = format!("<html><body>{}</body></html>", "<b>a</b>".repeat(400_000));
    refused("x.html", page.as_bytes(), "memory limit");
}

#[test]
fn marks_without_an_end_leave_a_subtitle_as_it_is() {
    for mark in ["<a", "{\\a", "<"] {
        let text = mark.repeat(20_000);
        let cues = format!("1\n00:00:01,000 --> 00:00:02,000\n{text}\n");
        match read("x.srt", cues.as_bytes(), None) {
            Ok(Loaded::Page(page)) => assert_eq!(page.lines(), [text.as_str()]),
            other => unreachable!("it is read: {other:?}"),
        }
    }
}

#[test]
fn an_alignment_that_names_one_sentence_again_and_again_is_refused() {
    use bayn_doc::Sides;
    use bayn_formats::standoff::{join, read_links};
    use bayn_text::Lang;
    let links = "<link xtargets='1;1'/>".repeat(30_000);
    let links = read_links(format!("<linkGrp>{links}</linkGrp>").as_bytes()).expect("links");
    let text = format!("<text><p><s id='1'>{}</s></p></text>", "word ".repeat(2000));
    let bytes = text.as_bytes();
    let langs = Sides::new(Lang::default(), Lang::default());
    let error = join(
        &links,
        &Sides::new("a", "b"),
        Sides::new(bytes, bytes),
        &langs,
    )
    .expect_err("too much");
    assert!(
        error.clause.to_string().contains("repetition limit"),
        "{error}"
    );
    assert!(!error.remedy.is_empty(), "{error}");
}
