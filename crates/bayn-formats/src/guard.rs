//! The apostrophe that keeps a spreadsheet from taking a cell for a formula, and the way back.
//!
//! A guarded table has an apostrophe before each cell that begins as a formula, and before each
//! that would look so guarded: the way back is exact. No sign says that a table is guarded, and
//! none would outlive a spreadsheet, so it is told by its cells: some are guarded and none is
//! bare. A table that only looks so is written guarded too, which keeps that rule true.
//!
//! ```text
//!   cell     =1+1      -5       '=1      it's     ''wiki''
//!   guarded  '=1+1     '-5      ''=1     it's     ''wiki''
//! ```

use bayn_text::begins_formula;
use std::borrow::Cow;

/// Returns a cell as it is in a guarded table.
pub(super) fn guard(cell: &str) -> Cow<'_, str> {
    if begins_formula(cell.trim_start_matches('\'')) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Returns a cell of a guarded table as it was before.
pub(super) fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if begins_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// What the cells of a table say about it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cells {
    /// Some begin as guarded ones do.
    guarded: bool,
    /// Some begin as a formula.
    bare: bool,
}

impl Cells {
    /// Looks at a cell.
    pub(super) fn look(&mut self, cell: &str) {
        self.bare |= begins_formula(cell);
        self.guarded |= unguard(cell).len() < cell.len();
    }

    /// Adds what other cells say.
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
