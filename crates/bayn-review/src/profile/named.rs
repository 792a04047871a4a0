//! The profiles that come with the program, found by name.

/// Their names and texts.
const NAMED: [(&str, &str); 5] = [
    ("mqm", include_str!("../../assets/profiles/mqm.toml")),
    ("esa", include_str!("../../assets/profiles/esa.toml")),
    ("lisa", include_str!("../../assets/profiles/lisa.toml")),
    ("j2450", include_str!("../../assets/profiles/j2450.toml")),
    ("dqf", include_str!("../../assets/profiles/dqf.toml")),
];

/// Returns the names.
pub fn names() -> impl Iterator<Item = &'static str> {
    NAMED.iter().map(|(name, _)| *name)
}

/// Returns the text of a profile that comes with the program.
#[must_use]
pub fn named(name: &str) -> Option<&'static str> {
    NAMED
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
}
