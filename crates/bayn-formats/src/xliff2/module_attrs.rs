//! Attributes of modules that are allowed on elements of others.

/// Those with a value type, with the type.
const KINDS: &[(&str, &str)] = &[
    ("fs:fs", "html"),
    ("slr:sizeInfoRef", "nmtoken"),
    ("its:version", "itsversion"),
    ("its:localeFilterType", "include"),
    ("its:locQualityIssueEnabled", "yesno"),
    ("its:locQualityIssueSeverity", "percent"),
    ("its:locQualityIssueType", "issue"),
    ("its:locQualityRatingScore", "percent"),
    ("its:locQualityRatingScoreThreshold", "percent"),
    ("its:locQualityRatingVote", "integer"),
    ("its:locQualityRatingVoteThreshold", "integer"),
    ("its:mtConfidence", "confidence"),
    ("its:taConfidence", "confidence"),
    ("its:termConfidence", "confidence"),
    ("itsm:lang", "lang"),
    ("xml:space", "space"),
    ("xml:lang", "langopt"),
];

/// The modules whose every attribute is known, with those allowed on elements of others.
const CLOSED: &[(&str, &[&str])] = &[
    ("fs", &["fs", "subFs"]),
    (
        "slr",
        &[
            "storageRestriction",
            "sizeRestriction",
            "equivStorage",
            "sizeInfo",
            "sizeInfoRef",
        ],
    ),
    ("mtc", &[]),
    ("gls", &[]),
    ("mda", &[]),
    ("res", &[]),
    ("ctr", &[]),
    ("val", &[]),
];

/// Returns the kind of an attribute, written with the prefix of its module; empty if any value
/// is one.
pub(super) fn kind_of(written: &str) -> &'static str {
    let found = KINDS.iter().find(|(name, _)| *name == written);
    found.map_or("", |(_, kind)| kind)
}

/// Returns whether a module, by its prefix, may have an attribute of this name.
pub(super) fn exists(prefix: &str, local: &str) -> bool {
    let found = CLOSED.iter().find(|(module, _)| *module == prefix);
    found.is_none_or(|(_, names)| names.contains(&local))
}
