//! The built-in encoding of a Type 1 font, from the unencrypted part of its program.

use std::collections::HashMap;

/// Returns the names of glyphs by their codes, from lines such as `dup 65 /A put`.
pub(super) fn encoding(program: &[u8]) -> HashMap<u8, String> {
    let mut names = HashMap::new();
    let Some(start) = memchr::memmem::find(program, b"/Encoding") else {
        return names;
    };
    let rest = program.get(start..).unwrap_or(&[]);
    let end = memchr::memmem::find(rest, b"eexec").unwrap_or(rest.len());
    let text = String::from_utf8_lossy(rest.get(..end).unwrap_or(rest));
    let mut words = text.split_ascii_whitespace();
    while let Some(word) = words.next() {
        match word {
            "dup" => {
                let code = words.next().and_then(|code| code.parse().ok());
                let name = words.next().and_then(|name| name.strip_prefix('/'));
                if let (Some(code), Some(name)) = (code, name) {
                    names.insert(code, name.to_owned());
                }
            }
            "def" | "readonly" if !names.is_empty() => break,
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    #[test]
    fn codes_have_the_names_that_the_program_puts() {
        let names = super::encoding(
            b"%!PS-AdobeFont-1.0: X\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\ndup 11 /ff put\ndup 65 /A put\nreadonly def\ncurrentfile eexec dup 3 /x put",
        );
        assert_eq!(names.len(), 2);
        assert_eq!(names.get(&11).map(String::as_str), Some("ff"));
        assert!(super::encoding(b"/Encoding StandardEncoding def").is_empty());
    }
}
