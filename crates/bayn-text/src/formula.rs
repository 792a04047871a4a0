//! Cells that a spreadsheet would run as a formula, which may start programs or leak the table.

/// Returns whether a spreadsheet would interpret a cell as a formula: by its first character (OWASP,
/// "CSV injection").
#[must_use]
pub fn begins_formula(cell: &str) -> bool {
    cell.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    ])
}
