//! Checks at compile time that the arguments of a sentence match its placeholders.

/// Returns whether every placeholder of a sentence is named, and every name has a placeholder.
///
/// With `may_omit` the first name needs no placeholder: "one pair" expresses the number in words.
#[must_use]
pub const fn fits(sentence: &str, names: &[&str], may_omit: bool) -> bool {
    let bytes = sentence.as_bytes();
    let mut used = [false; 16];
    assert!(
        names.len() <= used.len(),
        "a sentence has 16 arguments at most"
    );
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'{' | b'}' if at + 1 < bytes.len() && bytes[at + 1] == bytes[at] => at += 2,
            b'{' => {
                let start = at + 1;
                let mut end = start;
                while end < bytes.len() && bytes[end] != b'}' {
                    end += 1;
                }
                let mut name = 0;
                while name < names.len() && !is(bytes, start, end, names[name].as_bytes()) {
                    name += 1;
                }
                if name == names.len() || end == bytes.len() {
                    return false;
                }
                used[name] = true;
                at = end + 1;
            }
            b'}' => return false,
            _ => at += 1,
        }
    }
    let mut name = if may_omit { 1 } else { 0 };
    while name < names.len() {
        if !used[name] {
            return false;
        }
        name += 1;
    }
    true
}

const fn is(bytes: &[u8], start: usize, end: usize, name: &[u8]) -> bool {
    if end - start != name.len() {
        return false;
    }
    let mut at = 0;
    while at < name.len() {
        if bytes[start + at] != name[at] {
            return false;
        }
        at += 1;
    }
    true
}
