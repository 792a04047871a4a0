//! Writes a review as a workbook: one sheet, and one of scores where there are any; header frozen, filter set, verdicts to choose from.
//!
//! Right-to-left cells have that reading order. Cells contain text, never formulas. Changed
//! cells are detected later by a hidden last column, which is sorted with the rows.

use super::parts::{RELATIONS, content_types, core, related};
use super::{Cell, PRINT, ReviewTable, Row, VERDICTS, colours, header};
use crate::FormatError;
use crate::xml::{escape_attr, xml_text};
use crate::zipped::packed;
use bayn_doc::Side;
use bayn_text::{direction_of, msg};
use harf::Direction;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/// The widths of the columns in letters.
const WIDTHS: [usize; 5] = [6, 60, 60, 16, 45];
/// The height of a line, and the maximum height of a row, in points.
const LINE: usize = 15;
const HIGHEST: usize = 405;
/// How many UTF-16 units a cell may have.
const LONGEST: usize = 32_767;
/// The parts that hold the sheets.
const SHEETS: [&str; 2] = ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"];
/// How many rows a sheet may have.
const MOST: usize = 1_048_576;

/// The styles of cells, by their indexes in `STYLES`.
const TITLE: usize = 1;
const LTR: usize = 2;
const RTL: usize = 3;
const NUMBER: usize = 4;

/// Writes a review.
///
/// # Errors
/// If a text is longer than a cell may be, or there are more rows than a sheet may have.
pub fn write(table: &ReviewTable) -> Result<Vec<u8>, FormatError> {
    if table.rows.len() >= MOST {
        return Err(too_much(msg!(
            "{rows} pairs do not fit in a sheet",
            rows = table.rows.len()
        )));
    }
    let scored = !table.scores.is_empty();
    let mut types = vec![
        ("xl/workbook.xml", "officedocument.spreadsheetml.sheet.main"),
        (SHEETS[0], "officedocument.spreadsheetml.worksheet"),
        ("xl/styles.xml", "officedocument.spreadsheetml.styles"),
        ("docProps/core.xml", "package.core-properties"),
    ];
    let mut relations = vec![
        ("worksheet", "worksheets/sheet1.xml"),
        ("styles", "styles.xml"),
    ];
    let mut names = "<sheet name=\"Review\" sheetId=\"1\" r:id=\"rId1\"/>".to_owned();
    if scored {
        types.push((SHEETS[1], "officedocument.spreadsheetml.worksheet"));
        relations.push(("worksheet", "worksheets/sheet2.xml"));
        names.push_str("<sheet name=\"Scorecard\" sheetId=\"2\" r:id=\"rId3\"/>");
    }
    let mut parts = vec![
        ("[Content_Types].xml", content_types(&types)),
        (
            "_rels/.rels",
            related(&[
                ("officeDocument", "xl/workbook.xml"),
                ("metadata/core-properties", "docProps/core.xml"),
            ]),
        ),
        ("xl/_rels/workbook.xml.rels", related(&relations)),
        (
            "xl/workbook.xml",
            format!(
                "{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\">\
                 <sheets>{names}</sheets></workbook>"
            ),
        ),
        ("xl/styles.xml", styles()),
        ("docProps/core.xml", core(&table.title)),
        (SHEETS[0], sheet(table)?),
    ];
    if scored {
        parts.push((SHEETS[1], scores(&table.scores)?));
    }
    packed(&parts)
}

/// Writes rows of cells as a sheet; a cell that is a number is one.
fn scores(rows: &[Vec<String>]) -> Result<String, FormatError> {
    let mut out = format!(
        "{DECLARATION}<worksheet xmlns=\"{MAIN}\"><sheetFormatPr defaultRowHeight=\"15\"/>\
         <cols><col min=\"1\" max=\"1\" width=\"34\" customWidth=\"1\"/>\
         <col min=\"2\" max=\"6\" width=\"14\" customWidth=\"1\"/></cols><sheetData>"
    );
    for (at, row) in rows.iter().enumerate() {
        let line = at + 1;
        out.push_str(&format!("<row r=\"{line}\">"));
        for (column, words) in row.iter().enumerate() {
            let name = char::from(b'A'.saturating_add(u8::try_from(column).unwrap_or(0)));
            match words.parse::<f64>() {
                Ok(number) if number.is_finite() && column > 0 => {
                    out.push_str(&format!("<c r=\"{name}{line}\"><v>{number}</v></c>"));
                }
                // Long words run over the empty cells after them.
                _ => text(&mut out, (column, line), 0, &Cell::new(words.as_str()))?,
            }
        }
        out.push_str("</row>");
    }
    out.push_str("</sheetData></worksheet>");
    Ok(out)
}

fn too_much(what: bayn_text::Message) -> FormatError {
    FormatError::whole(msg!("limits of a workbook"), what)
        .remedy(msg!("write docx, html or xliff, which have no such limit"))
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

fn styles() -> String {
    let aligned = |more: &str| {
        format!(
            "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\">\
             <alignment vertical=\"top\" wrapText=\"1\"{more}/></xf>"
        )
    };
    format!(
        "{DECLARATION}<styleSheet xmlns=\"{MAIN}\">\
         <fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
         <fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
         <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFD9E2F3\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"5\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
         <xf numFmtId=\"0\" fontId=\"1\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\"/>\
         {}{}<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf></cellXfs>\
         <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>",
        aligned(" readingOrder=\"1\""),
        aligned(" horizontal=\"right\" readingOrder=\"2\""),
    )
}

fn sheet(table: &ReviewTable) -> Result<String, FormatError> {
    let direction = |side: Side| table.langs[side].direction();
    let both_rtl = Side::BOTH
        .iter()
        .all(|side| direction(*side) == Direction::Rtl);
    let last = table.rows.len() + 1;
    let mut out = format!(
        "{DECLARATION}<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\"{}>\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>\
         <sheetFormatPr defaultRowHeight=\"15\"/><cols>",
        if both_rtl { " rightToLeft=\"1\"" } else { "" }
    );
    for (at, width) in WIDTHS.into_iter().enumerate() {
        let at = at + 1;
        out.push_str(&format!(
            "<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>"
        ));
    }
    out.push_str("<col min=\"6\" max=\"6\" width=\"10\" hidden=\"1\" customWidth=\"1\"/></cols><sheetData><row r=\"1\">");
    let names = header(&table.langs);
    for (column, name) in names.iter().map(String::as_str).chain([PRINT]).enumerate() {
        text(&mut out, (column, 1), TITLE, &Cell::new(name))?;
    }
    out.push_str("</row>");
    for (at, row) in table.rows.iter().enumerate() {
        let line = at + 2;
        let height = height(row);
        out.push_str(&format!("<row r=\"{line}\" ht=\"{height}\">"));
        match row.number.parse::<u32>() {
            Ok(number) => out.push_str(&format!(
                "<c r=\"A{line}\" s=\"{NUMBER}\"><v>{number}</v></c>"
            )),
            Err(_) => text(&mut out, (0, line), NUMBER, &Cell::new(row.number.as_str()))?,
        }
        for (column, side) in [(1, Side::Source), (2, Side::Target)] {
            let look = look_of(direction(side));
            text(&mut out, (column, line), look, &row.texts[side])?;
        }
        for (column, words) in [(3, &row.verdict), (4, &row.note)] {
            let look = look_of(direction_of(words));
            text(&mut out, (column, line), look, &Cell::new(words.as_str()))?;
        }
        text(&mut out, (5, line), 0, &Cell::new(row.print.as_str()))?;
        out.push_str("</row>");
    }
    out.push_str(&format!("</sheetData><autoFilter ref=\"A1:F{last}\"/>"));
    if !table.rows.is_empty() {
        // Other words, such as a reason after the verdict, are not rejected.
        out.push_str(&format!(
            "<dataValidations count=\"1\"><dataValidation type=\"list\" allowBlank=\"1\" showErrorMessage=\"0\" sqref=\"D2:D{last}\">\
             <formula1>\"{}\"</formula1></dataValidation></dataValidations>",
            escape_attr(&VERDICTS.replace(", ", ","))
        ));
    }
    out.push_str(
        "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/></worksheet>",
    );
    Ok(out)
}

const fn look_of(direction: Direction) -> usize {
    match direction {
        Direction::Rtl => RTL,
        Direction::Ltr => LTR,
    }
}

/// Returns the height of a row for its longest text, in points: not every program computes that
/// when it opens a file.
fn height(row: &Row) -> usize {
    let [_, source, target, verdict, note] = WIDTHS;
    let texts = [
        (row.texts.source.text.as_str(), source),
        (row.texts.target.text.as_str(), target),
        (row.verdict.as_str(), verdict),
        (row.note.as_str(), note),
    ];
    let lines = |text: &str, width: usize| -> usize {
        let lines = text.split('\n');
        lines.map(|line| line.chars().count() / width + 1).sum()
    };
    let most = texts.map(|(text, width)| lines(text, width));
    (most.into_iter().max().unwrap_or(1) * LINE).min(HIGHEST)
}

/// Writes a cell of text; an empty one has only its style.
fn text(
    out: &mut String,
    (column, line): (usize, usize),
    look: usize,
    cell: &Cell,
) -> Result<(), FormatError> {
    let name = char::from(b'A'.saturating_add(u8::try_from(column).unwrap_or(0)));
    if cell.text.encode_utf16().count() > LONGEST {
        return Err(too_much(msg!(
            "row {line} contains a text too long for a cell",
            line
        )));
    }
    if cell.text.is_empty() {
        out.push_str(&format!("<c r=\"{name}{line}\" s=\"{look}\"/>"));
        return Ok(());
    }
    out.push_str(&format!(
        "<c r=\"{name}{line}\" s=\"{look}\" t=\"inlineStr\"><is>"
    ));
    let pieces = cell.pieces();
    if pieces.iter().all(|(_, severity)| severity.is_none()) {
        out.push_str(&words(&cell.text));
    } else {
        for (piece, severity) in pieces {
            out.push_str("<r><rPr>");
            if severity.is_some() {
                out.push_str("<b/><u/>");
            }
            out.push_str("<sz val=\"11\"/>");
            if let Some(severity) = severity {
                out.push_str(&format!("<color rgb=\"FF{}\"/>", colours(severity).0));
            }
            out.push_str(&format!(
                "<rFont val=\"Calibri\"/></rPr>{}</r>",
                words(piece)
            ));
        }
    }
    out.push_str("</is></c>");
    Ok(())
}

/// Returns text as a cell has it: what looks like an escape of its own is escaped.
fn words(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if c == '_' && super::xlsx_in::escape_at(text.get(at..).unwrap_or("")).is_some() {
            escaped.push_str("_x005F_");
        } else {
            escaped.push(c);
        }
    }
    format!("<t xml:space=\"preserve\">{}</t>", xml_text(&escaped))
}
