//! Tables of office programs as they come back: tracked changes, comments, threads, strings that
//! are shared, columns in another order; and documents that hold no table.

use bayn_doc::Side;
use bayn_formats::review_table::{ReviewTable, read_docx, read_xlsx};
use bayn_formats::{Format, Loaded, read};
use std::io::Write;

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("memory");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

fn cell(inner: &str) -> String {
    format!("<w:tc><w:p>{inner}</w:p></w:tc>")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn docx(rows: &[String], comments: &str) -> Vec<u8> {
    let body = rows.concat();
    let document = format!(
        "<w:document xmlns:w=\"w\"><w:body><w:p>{}</w:p><w:tbl><w:tr>{}</w:tr></w:tbl>\
         <w:tbl>{body}</w:tbl></w:body></w:document>",
        run("Dear all,"),
        cell(&run("Some other table"))
    );
    let relations = "<Relationships><Relationship Id=\"r1\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/></Relationships>";
    let core = "<cp:coreProperties xmlns:cp=\"c\"><cp:lastModifiedBy> Mona </cp:lastModifiedBy></cp:coreProperties>";
    archive(&[
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", relations),
        (
            "word/comments.xml",
            &format!("<w:comments xmlns:w=\"w\">{comments}</w:comments>"),
        ),
        ("docProps/core.xml", core),
    ])
}

fn header() -> String {
    let names = ["Translation", "No.", "Original", "Notes"];
    format!(
        "<w:tr>{}</w:tr>",
        names.map(|name| cell(&run(name))).concat()
    )
}

#[test]
fn a_tracked_change_counts_as_made_and_what_was_before_is_known() {
    let target = format!(
        "{}<w:del w:author=\"Omar\"><w:r><w:delText>boat</w:delText></w:r></w:del>\
         <w:ins w:author=\"Omar\">{}<w:del w:author=\"Omar\"><w:r><w:delText>ghost</w:delText></w:r></w:del></w:ins>{}",
        run("The "),
        run("ship"),
        run(" left.")
    );
    let row = format!(
        "<w:tr>{}{}{}{}</w:tr>",
        cell(&target),
        cell(&run("7")),
        cell(&run("غادر")),
        cell(&run("a")).replace("</w:p>", "</w:p><w:p><w:r><w:t>b</w:t></w:r></w:p>")
    );
    let gone = format!(
        "<w:tr><w:trPr><w:del w:author=\"Omar\"/></w:trPr>{}{}{}</w:tr>",
        cell(&run("x")),
        cell(&run("8")),
        cell(&run("y"))
    );
    let table = read_docx(&docx(&[header(), row, gone], "")).expect("it is read");
    assert_eq!(table.by, "Mona");
    assert_eq!(table.rows.len(), 1);
    let row = &table.rows[0];
    assert_eq!(row.texts.target.text, "The ship left.");
    assert_eq!(row.texts.target.was.as_deref(), Some("The boat left."));
    assert_eq!(row.texts.source.text, "غادر");
    assert_eq!(row.texts.source.was, None);
    assert_eq!([&*row.number, &*row.note, &*row.by], ["7", "a\nb", "Omar"]);
}

#[test]
fn comments_are_on_their_words() {
    let commented = format!(
        "{}<w:commentRangeStart w:id=\"4\"/>{}<w:commentRangeEnd w:id=\"4\"/><w:r><w:commentReference w:id=\"4\"/></w:r>\
         <w:r><w:commentReference w:id=\"5\"/></w:r>",
        run("The "),
        run("ship")
    );
    let row = format!(
        "<w:tr>{}{}{}{}</w:tr>",
        cell(&commented),
        cell(&run("1")),
        cell(&run("السفينة")),
        cell("")
    );
    let comments = format!(
        "<w:comment w:id=\"4\" w:author=\"Mona\"><w:p>{}</w:p></w:comment>\
         <w:comment w:id=\"5\" w:author=\"Omar\"><w:p>{}</w:p><w:p>{}</w:p></w:comment>\
         <w:comment w:id=\"6\" w:author=\"Omar\"><w:p>{}</w:p></w:comment>",
        run("boat?"),
        run("one"),
        run("two"),
        run("on nothing here")
    );
    let table = read_docx(&docx(&[header(), row], &comments)).expect("it is read");
    let row = &table.rows[0];
    let said = row.comments.iter().map(|one| {
        let words = one
            .place
            .map(|(side, span)| (side, span.of(&row.texts[side].text)));
        (one.author.as_str(), one.text.as_str(), words)
    });
    assert_eq!(
        said.collect::<Vec<_>>(),
        [
            ("Mona", "boat?", Some((Side::Target, "ship"))),
            ("Omar", "one\ntwo", None)
        ]
    );
}

#[test]
fn a_document_without_such_a_table_is_refused_with_a_way_out() {
    let row = format!("<w:tr>{}{}</w:tr>", cell(&run("a")), cell(&run("b")));
    let error = read_docx(&docx(&[row], "")).expect_err("no names");
    assert!(
        error
            .to_string()
            .contains("has columns for source and target"),
        "{error}"
    );
    assert!(
        error.to_string().contains("write Source and Target"),
        "{error}"
    );
    assert!(read_docx(b"PK\x03\x04").is_err());
    assert!(read_docx(&archive(&[("a", "b")])).is_err());
    assert!(read_xlsx(&archive(&[("a", "b")])).is_err());
}

const BOOK: &str = "<workbook xmlns=\"m\" xmlns:r=\"r\"><sheets><sheet name=\"Cover\" r:id=\"a\"/>\
    <sheet name=\"Texts\" r:id=\"b\"/></sheets></workbook>";

fn relations(all: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        format!("<Relationship Id=\"{id}\" Type=\"x/{kind}\" Target=\"{target}\"/>")
    };
    let all: String = all.iter().map(one).collect();
    format!("<Relationships>{all}</Relationships>")
}

fn workbook(sheet: &str) -> Vec<u8> {
    let book = relations(&[
        ("a", "worksheet", "worksheets/sheet1.xml"),
        ("b", "worksheet", "/xl/worksheets/sheet2.xml"),
        ("c", "sharedStrings", "strings.xml"),
        ("d", "person", "persons/person.xml"),
    ]);
    let of_sheet = relations(&[
        ("a", "comments", "../comments1.xml"),
        ("b", "threadedComment", "../threads/thread1.xml"),
    ]);
    archive(&[
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", &book),
        (
            "xl/strings.xml",
            "<sst><si><t>Arabic</t></si><si><r><t>Eng</t></r><r><t>lish</t></r><rPh><t>no</t></rPh></si></sst>",
        ),
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Dear all</t></is></c></row></sheetData></worksheet>",
        ),
        ("xl/worksheets/sheet2.xml", sheet),
        ("xl/worksheets/_rels/sheet2.xml.rels", &of_sheet),
        (
            "xl/comments1.xml",
            "<comments><authors><author>Mona</author><author>tc={1}</author></authors><commentList>\
            <comment ref=\"B4\" authorId=\"0\"><text><r><t>Mona:</t></r><r><t> old?</t></r></text></comment>\
            <comment ref=\"A4\" authorId=\"1\"><text><t>[Threaded comment] read this</t></text></comment></commentList></comments>",
        ),
        (
            "xl/threads/thread1.xml",
            "<ThreadedComments><threadedComment ref=\"A4\" personId=\"{1}\"><text>new?</text></threadedComment></ThreadedComments>",
        ),
        (
            "xl/persons/person.xml",
            "<personList><person displayName=\"Omar\" id=\"{1}\"/></personList>",
        ),
    ])
}

const SHEET: &str = "<worksheet><sheetData>\
    <row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Chapter 2</t></is></c></row>\
    <row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\" t=\"s\"><v>1</v></c><c r=\"D3\" t=\"inlineStr\"><is><t>Status</t></is></c></row>\
    <row r=\"4\" hidden=\"1\"><c r=\"A4\" t=\"inlineStr\"><is><t>سفينة_x000D_\nقديمة</t></is></c><c r=\"B4\" t=\"str\"><f>X</f><v>an old ship</v></c>\
    <c r=\"D4\" t=\"s\"><v>99</v></c></row>\
    <row r=\"5\"><c t=\"n\"><v>12</v></c><c t=\"e\"><v>#REF!</v></c></row></sheetData></worksheet>";

#[test]
fn a_workbook_is_read_as_other_programs_write_it() {
    let table: ReviewTable = read_xlsx(&workbook(SHEET)).expect("it is read");
    assert_eq!(
        [table.langs.source.tag(), table.langs.target.tag()],
        ["ar", "en"]
    );
    assert_eq!(table.rows.len(), 2);
    let row = &table.rows[0];
    assert_eq!(row.texts.source.text, "سفينة\nقديمة");
    assert_eq!(row.texts.target.text, "an old ship");
    assert_eq!(row.verdict, "");
    let said: Vec<(&str, &str)> = row
        .comments
        .iter()
        .map(|one| (one.author.as_str(), one.text.as_str()))
        .collect();
    assert_eq!(said, [("Mona", "old?"), ("Omar", "new?")]);
    assert_eq!(table.rows[1].texts.source.text, "12");
}

#[test]
fn a_workbook_opens_as_two_texts() {
    let bytes = workbook(
        SHEET
            .replace(
                "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Chapter 2</t></is></c></row>",
                "",
            )
            .as_str(),
    );
    assert_eq!(
        bayn_formats::detect("x", &bytes),
        bayn_formats::Kind::Of(Format::Xlsx)
    );
    let Ok(Loaded::Corpus(corpus)) = read("x.xlsx", &bytes, None) else {
        unreachable!("two texts");
    };
    assert_eq!(corpus.langs.len(), 2);
    let first = corpus.segments().next().expect("a pair");
    assert_eq!(first.joined(1).expect("a target").plain(), "an old ship");
}

#[test]
fn a_string_that_stands_in_very_many_cells_is_refused() {
    let long = "x".repeat(1 << 20);
    let cells: String = (0..250).map(|_| "<c t=\"s\"><v>0</v></c>").collect();
    let sheet = format!("<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>");
    let bytes = archive(&[
        ("xl/workbook.xml", BOOK),
        (
            "xl/_rels/workbook.xml.rels",
            &relations(&[("a", "worksheet", "s.xml"), ("c", "sharedStrings", "t.xml")]),
        ),
        ("xl/t.xml", &format!("<sst><si><t>{long}</t></si></sst>")),
        ("xl/s.xml", &sheet),
    ]);
    let error = read_xlsx(&bytes).expect_err("too much");
    assert!(error.to_string().contains("repetition limit"), "{error}");
}
