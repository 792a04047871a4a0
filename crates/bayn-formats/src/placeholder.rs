//! The positions of a file's codes in the displayed text: placeholders such as `{1}` and `{/1}`.

/// Returns the parts of a text between placeholders such as `{1}`, with their offsets.
#[must_use]
pub fn between_placeholders(text: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut begin = 0;
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('{')) {
        let open = at + open;
        let inner = text.get(open + 1..).unwrap_or("");
        at = open + 1;
        if let Some(length) = inner.bytes().take(25).position(|byte| byte == b'}')
            && !inner
                .get(..length)
                .unwrap_or(" ")
                .contains(char::is_whitespace)
        {
            parts.push((begin, text.get(begin..open).unwrap_or("")));
            at = open + length + 2;
            begin = at;
        }
    }
    parts.push((begin, text.get(begin..).unwrap_or("")));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_placeholders_and_nowhere_else() {
        assert_eq!(
            between_placeholders("a {1}b c{/1}."),
            [(0, "a "), (5, "b c"), (12, ".")]
        );
        assert_eq!(between_placeholders("if { x }"), [(0, "if { x }")]);
        assert_eq!(between_placeholders(""), [(0, "")]);
    }
}
