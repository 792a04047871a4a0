//! Verdicts in words, as people write them into a cell.

use bayn_doc::BeadStatus;

/// Returns a verdict in words.
pub(super) fn words(status: &BeadStatus) -> String {
    match status {
        BeadStatus::Accepted => "accepted".to_owned(),
        BeadStatus::NeedsReview => "needs review".to_owned(),
        BeadStatus::Rejected(why) if why.is_empty() => "rejected".to_owned(),
        BeadStatus::Rejected(why) => format!("rejected: {why}"),
    }
}

/// Words for each verdict, in small letters.
const ACCEPTED: &[&str] = &[
    "accepted",
    "accept",
    "approved",
    "approve",
    "ok",
    "okay",
    "good",
    "yes",
    "✓",
    "✔",
    "✅",
    "مقبول",
    "مقبولة",
    "موافق",
    "مقبول.",
    "تم",
];
const NEEDS_REVIEW: &[&str] = &[
    "needs review",
    "review",
    "to review",
    "check",
    "to check",
    "unsure",
    "?",
    "؟",
    "يحتاج إلى نظر",
    "يحتاج إلى مراجعة",
    "تحتاج إلى مراجعة",
    "بحاجة إلى مراجعة",
    "للمراجعة",
    "مراجعة",
];
const REJECTED: &[&str] = &[
    "rejected",
    "reject",
    "wrong",
    "bad",
    "no",
    "✗",
    "✘",
    "❌",
    "مرفوض",
    "مرفوضة",
    "خطأ",
];

/// Returns the verdict in a cell; `None` if its words are not a verdict.
pub(super) fn read(cell: &str) -> Option<BeadStatus> {
    let cell = cell.trim();
    let (word, why) = match cell.split_once([':', '\n', '\u{2013}', '\u{2014}']) {
        Some((word, why)) => (word.trim(), why.trim()),
        None => (cell, ""),
    };
    let word = word.trim_end_matches(['.', '!']).to_lowercase();
    let is = |words: &[&str]| words.contains(&word.as_str());
    if is(REJECTED) {
        return Some(BeadStatus::Rejected(why.to_owned()));
    }
    // A reason is allowed only after a rejection.
    if !why.is_empty() {
        return None;
    }
    if is(ACCEPTED) {
        return Some(BeadStatus::Accepted);
    }
    is(NEEDS_REVIEW).then_some(BeadStatus::NeedsReview)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_read_as_they_are_written_and_as_people_write_them() {
        for status in [
            BeadStatus::Accepted,
            BeadStatus::NeedsReview,
            BeadStatus::Rejected(String::new()),
            BeadStatus::Rejected("too free: see 3".to_owned()),
        ] {
            assert_eq!(read(&words(&status)), Some(status));
        }
        assert_eq!(read(" OK. "), Some(BeadStatus::Accepted));
        assert_eq!(
            read("مرفوض: غير دقيق"),
            Some(BeadStatus::Rejected("غير دقيق".to_owned()))
        );
        assert_eq!(read("ask Mona"), None);
        assert_eq!(read("accepted: but see the title"), None);
        assert_eq!(read(""), None);
    }
}
