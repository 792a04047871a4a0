//! Guards cells with an apostrophe, so that spreadsheets do not run them as formulas, and undoes that.
//!
//! A guarded table has an apostrophe before each cell that begins like a formula, and before each
//! that would look guarded: so it can be undone exactly. No marker shows that a table is guarded, and
//! none would survive a spreadsheet, so it is detected by its cells: some are guarded and none is
//! an unguarded formula. A table that only looks guarded is written guarded too, which keeps the rule valid.
//!
//! ```text
//!   cell     =1+1      -5       '=1      it's     ''wiki''
//!   guarded  '=1+1     '-5      ''=1     it's     ''wiki''
//! ```

use bayn_text::begins_formula;
use std::borrow::Cow;

/// Returns the guarded form of a cell.
pub(super) fn guard(cell: &str) -> Cow<'_, str> {
    if begins_formula(cell.trim_start_matches('\'')) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Returns the original of a cell of a guarded table.
pub(super) fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if begins_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// What the cells of a table show.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cells {
    /// Some begin like guarded ones.
    guarded: bool,
    /// Some begin like a formula.
    bare: bool,
}

impl Cells {
    /// Examines a cell.
    pub(super) fn look(&mut self, cell: &str) {
        self.bare |= begins_formula(cell);
        self.guarded |= unguard(cell).len() < cell.len();
    }

    /// Adds what other cells show.
    pub(super) const fn join(&mut self, other: Self) {
        self.bare |= other.bare;
        self.guarded |= other.guarded;
    }

    /// Returns whether the table is a guarded one.
    pub(super) const fn are_guarded(self) -> bool {
        self.guarded && !self.bare
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_exact() {
        for cell in [
            "",
            "'",
            "''",
            "x",
            "it's",
            "'tis",
            "''wiki''",
            "=1+1",
            "'=1",
            "''=1",
            "-5",
            "'-5",
            "@x",
            "\t=",
            "\r",
            "\n=",
            "\u{ff1d}1",
            "=cmd|'/c calc'!A1",
        ] {
            let guarded = guard(cell);
            assert_eq!(unguard(&guarded), cell);
            assert!(!begins_formula(&guarded), "{guarded}");
        }
        assert_eq!(guard("=1"), "'=1");
        assert_eq!(guard("''wiki''"), "''wiki''");
    }
}
