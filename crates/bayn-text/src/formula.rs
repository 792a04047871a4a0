//! What a spreadsheet takes for a formula, which may run programs or send the table away.

/// Returns whether a spreadsheet would take a cell for a formula: by its first character (OWASP,
/// "CSV injection").
#[must_use]
pub fn begins_formula(cell: &str) -> bool {
    cell.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    ])
}
