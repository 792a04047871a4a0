//! Writes a review as a Word document: one table, its header on every page.
//!
//! Right-to-left cells are right-to-left paragraphs of right-to-left runs. Marked words are
//! coloured and underlined. Changed cells are detected later by the name of a bookmark in each row,
//! which is invisible.

use super::parts::{content_types, core, related};
use super::{Cell, ReviewTable, Row, VERDICTS, colours, header};
use crate::FormatError;
use crate::xml::{escape_attr, xml_text};
use crate::zipped::packed;
use bayn_doc::Side;
use bayn_text::{Lang, direction_of};
use harf::Direction;

/// The widths of the columns in twentieths of a point: an A4 page in landscape.
const WIDTHS: [u32; 5] = [700, 5100, 5100, 1500, 3000];

/// Writes a review.
///
/// # Errors
/// If the archive cannot be created, which does not happen in memory.
pub fn write(table: &ReviewTable) -> Result<Vec<u8>, FormatError> {
    packed(&[
        (
            "[Content_Types].xml",
            content_types(&[
                (
                    "word/document.xml",
                    "officedocument.wordprocessingml.document.main",
                ),
                ("word/styles.xml", "officedocument.wordprocessingml.styles"),
                ("docProps/core.xml", "package.core-properties"),
            ]),
        ),
        (
            "_rels/.rels",
            related(&[
                ("officeDocument", "word/document.xml"),
                ("metadata/core-properties", "docProps/core.xml"),
            ]),
        ),
        (
            "word/_rels/document.xml.rels",
            related(&[("styles", "styles.xml")]),
        ),
        ("word/styles.xml", STYLES.to_owned()),
        ("docProps/core.xml", core(&table.title)),
        ("word/document.xml", document(table)),
    ])
}

const STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:docDefaults>\
<w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Arial\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"22\"/></w:rPr></w:rPrDefault>\
<w:pPrDefault><w:pPr><w:spacing w:before=\"40\" w:after=\"40\"/></w:pPr></w:pPrDefault></w:docDefaults>\
<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/><w:rPr><w:b/><w:bCs/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/></w:rPr></w:style>\
</w:styles>";

fn document(table: &ReviewTable) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>",
    );
    if !table.title.is_empty() {
        out.push_str("<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr>");
        run(&mut out, &table.title, "");
        out.push_str("</w:p>");
    }
    out.push_str("<w:p>");
    run(&mut out, &format!("Verdict: {VERDICTS}."), "");
    out.push_str("</w:p><w:tbl><w:tblPr>");
    let rtl = |side: Side| table.langs[side].direction() == Direction::Rtl;
    if rtl(Side::Source) && rtl(Side::Target) {
        out.push_str("<w:bidiVisual/>");
    }
    let whole: u32 = WIDTHS.iter().sum();
    out.push_str(&format!(
        "<w:tblW w:w=\"{whole}\" w:type=\"dxa\"/><w:tblBorders>"
    ));
    for edge in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        out.push_str(&format!(
            "<w:{edge} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"A6A6A6\"/>"
        ));
    }
    out.push_str("</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
    for width in WIDTHS {
        out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
    }
    out.push_str("</w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>");
    for (name, width) in header(&table.langs).iter().zip(WIDTHS) {
        out.push_str(&format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>\
             <w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"D9E2F3\"/></w:tcPr><w:p>"
        ));
        run(&mut out, name, "<w:b/><w:bCs/>");
        out.push_str("</w:p></w:tc>");
    }
    out.push_str("</w:tr>");
    for (at, one) in table.rows.iter().enumerate() {
        row(&mut out, table, at, one);
    }
    out.push_str("</w:tbl>");
    if !table.scores.is_empty() {
        scores(&mut out, &table.scores);
    }
    // A table that ends a document is followed by a paragraph.
    out.push_str(
        "<w:p/><w:sectPr><w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>\
         <w:pgMar w:top=\"720\" w:right=\"720\" w:bottom=\"720\" w:left=\"720\" w:header=\"360\" w:footer=\"360\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>",
    );
    out
}

/// Writes the rows after those of the review: a separate table on a new page.
fn scores(out: &mut String, rows: &[Vec<String>]) {
    out.push_str("<w:p><w:pPr><w:pStyle w:val=\"Title\"/><w:pageBreakBefore/></w:pPr>");
    run(out, "Scorecard", "");
    out.push_str(
        "</w:p><w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/><w:tblBorders>\
         <w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"A6A6A6\"/></w:tblBorders></w:tblPr><w:tblGrid>",
    );
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    out.push_str(&"<w:gridCol w:w=\"2000\"/>".repeat(columns));
    out.push_str("</w:tblGrid>");
    for row in rows {
        out.push_str("<w:tr>");
        for (at, words) in row.iter().enumerate() {
            // The last cell takes the rest of the row.
            let span = if at + 1 == row.len() { columns - at } else { 1 };
            out.push_str(&format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{span}\"/></w:tcPr>",
                2000 * span
            ));
            text(out, &Cell::new(words.as_str()), direction_of(words), None);
            out.push_str("</w:tc>");
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
}

fn row(out: &mut String, table: &ReviewTable, at: usize, row: &Row) {
    out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    let [number, source, target, verdict, note] = WIDTHS;
    open(out, number);
    out.push_str("<w:p>");
    if !row.print.is_empty() {
        out.push_str(&format!(
            "<w:bookmarkStart w:id=\"{at}\" w:name=\"{}\"/><w:bookmarkEnd w:id=\"{at}\"/>",
            escape_attr(&row.print)
        ));
    }
    run(out, &row.number, "");
    out.push_str("</w:p></w:tc>");
    for (side, width) in [(Side::Source, source), (Side::Target, target)] {
        open(out, width);
        let lang = &table.langs[side];
        text(out, &row.texts[side], lang.direction(), Some(lang));
        out.push_str("</w:tc>");
    }
    for (words, width) in [(&row.verdict, verdict), (&row.note, note)] {
        open(out, width);
        let cell = Cell::new(words.as_str());
        text(out, &cell, direction_of(words), None);
        out.push_str("</w:tc>");
    }
    out.push_str("</w:tr>");
}

fn open(out: &mut String, width: u32) {
    out.push_str(&format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>"
    ));
}

/// Writes the paragraph of a cell.
fn text(out: &mut String, cell: &Cell, direction: Direction, lang: Option<&Lang>) {
    let is_rtl = direction == Direction::Rtl;
    out.push_str(if is_rtl {
        "<w:p><w:pPr><w:bidi/></w:pPr>"
    } else {
        "<w:p>"
    });
    let mut about = String::new();
    if is_rtl {
        about.push_str("<w:rtl/>");
    }
    if let Some(lang) = lang.filter(|lang| lang.primary() != "und") {
        let tag = escape_attr(&crate::written_tag(lang));
        let name = if is_rtl { "w:bidi" } else { "w:val" };
        about.push_str(&format!("<w:lang {name}=\"{tag}\"/>"));
    }
    for (words, severity) in cell.pieces() {
        let mut look = String::new();
        if let Some(severity) = severity {
            let (ink, paper) = colours(severity);
            look = format!(
                "<w:color w:val=\"{ink}\"/><w:u w:val=\"single\"/>\
                 <w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{paper}\"/>"
            );
        }
        run(out, words, &(look + &about));
    }
    out.push_str("</w:p>");
}

/// Writes a run; line breaks and tabs have elements of their own.
fn run(out: &mut String, words: &str, about: &str) {
    if words.is_empty() {
        return;
    }
    out.push_str("<w:r>");
    if !about.is_empty() {
        out.push_str(&format!("<w:rPr>{about}</w:rPr>"));
    }
    for (at, line) in words.split('\n').enumerate() {
        if at > 0 {
            out.push_str("<w:br/>");
        }
        for (at, piece) in line.split('\t').enumerate() {
            if at > 0 {
                out.push_str("<w:tab/>");
            }
            if !piece.is_empty() {
                out.push_str(&format!(
                    "<w:t xml:space=\"preserve\">{}</w:t>",
                    xml_text(piece)
                ));
            }
        }
    }
    out.push_str("</w:r>");
}
