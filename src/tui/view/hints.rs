//! The keys of a mode as one line of hints: as many as have room.

use crate::session::{Command, Mode};
use crate::tui::view::Look;
use bayn_text::message::{Key, Word};
use bayn_text::{label, msg};

/// The labels of the keys of LINK mode.
const LINK: &[(Command, &str)] = &[
    (Command::MergeNext, label!("merge")),
    (Command::SplitPair, label!("split")),
    (Command::SentenceDown, label!("down")),
    (Command::SentenceUp, label!("up")),
    (Command::ShiftDown, label!("gap")),
    (Command::ShiftUp, label!("close")),
    (Command::Unlink, label!("unlink")),
    (Command::Pin, label!("pin")),
    (Command::ConfirmLink, label!("confirm")),
    (Command::Realign, label!("realign")),
    (Command::CrossPairs, label!("cross-link")),
    (Command::LeaveLink, label!("leave")),
];

/// The labels of the keys while words are selected.
const SELECT: &[(Command, &str)] = &[
    (Command::MarkError, label!("mark")),
    (Command::CopyWords, label!("copy")),
    (Command::Note, label!("note")),
    (Command::MarkMissing, label!("missing")),
    (Command::NextWord, label!("more")),
    (Command::PreviousWord, label!("less")),
    (Command::OtherPane, label!("other side")),
    (Command::SwapEnds, label!("other end")),
    (Command::Cancel, label!("leave")),
];

/// Returns the hints of a mode that fit into `width` cells.
pub(super) fn of(look: &Look, mode: Mode, width: usize) -> String {
    let hints = match mode {
        Mode::Link => LINK,
        Mode::Select => SELECT,
        _ => &[],
    };
    let hint = |(command, word): &(Command, &'static str)| {
        let keys = Key(look.keymap.shown(mode.keys(*command))?);
        Some(look.translated(msg!("{keys} {deed}", keys, deed = Word(word))))
    };
    let mut line = String::new();
    for hint in hints.iter().filter_map(hint) {
        let gap = if line.is_empty() { "" } else { " \u{b7} " };
        if harf::grapheme::width(&format!("{line}{gap}{hint}")) > width {
            break;
        }
        line.push_str(gap);
        line.push_str(&hint);
    }
    line
}
