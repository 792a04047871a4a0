//! The structure of XLIFF 2: the elements of the core and of its modules with their
//! attributes and content, as a table that follows the published schemas line by line.
//!
//! An attribute is `name`, `name:type`, with `!` if it is required; a lone `*` allows
//! attributes of other namespaces, `~` those of modules alone. Content is a sequence of `name`, `a|b`, or `##other`
//! (any element of another namespace), each once, `?`, `*` or `+`; `text` makes it mixed.

/// The prefixes that the table uses; the core is `xlf`, in either of its namespaces.
pub(super) const PREFIXES: &[(&str, &str)] = &[
    ("xlf", "urn:oasis:names:tc:xliff:document:2.0"),
    ("xlf", "urn:oasis:names:tc:xliff:document:2.2"),
    ("mtc", "urn:oasis:names:tc:xliff:matches:2.0"),
    ("gls", "urn:oasis:names:tc:xliff:glossary:2.0"),
    ("fs", "urn:oasis:names:tc:xliff:fs:2.0"),
    ("mda", "urn:oasis:names:tc:xliff:metadata:2.0"),
    ("res", "urn:oasis:names:tc:xliff:resourcedata:2.0"),
    ("ctr", "urn:oasis:names:tc:xliff:changetracking:2.0"),
    ("slr", "urn:oasis:names:tc:xliff:sizerestriction:2.0"),
    ("val", "urn:oasis:names:tc:xliff:validation:2.0"),
    ("its", "http://www.w3.org/2005/11/its"),
    ("itsm", "urn:oasis:names:tc:xliff:itsm:2.1"),
    ("itsm", "urn:oasis:names:tc:xliff:itsm:2.0"),
    ("pgs", "urn:oasis:names:tc:xliff:pgs:1.0"),
    ("xml", "http://www.w3.org/XML/1998/namespace"),
];

const INLINE: &str = "text cp|ph|pc|sc|ec|mrk|sm|em*";

/// `(element, attributes, content)`; sources are the XSD files of XLIFF 2.1. Inline
/// codes are not extension points (XLIFF 2.1 `#extension_points`), although the schema allows it.
pub(super) const TABLE: &[(&str, &str, &str)] = &[
    (
        "xlf:xliff",
        "version:version! srcLang:lang! trgLang:lang xml:space:space *",
        "file+",
    ),
    (
        "xlf:file",
        "id:nmtoken! canResegment:yesno original translate:yesno srcDir:dir trgDir:dir \
         xml:space:space *",
        "skeleton? ##other* notes? unit|group+",
    ),
    ("xlf:skeleton", "href", "text ##other*"),
    (
        "xlf:group",
        "id:nmtoken! name canResegment:yesno translate:yesno srcDir:dir trgDir:dir type:own \
         xml:space:space *",
        "##other* notes? unit|group*",
    ),
    (
        "xlf:unit",
        "id:nmtoken! name canResegment:yesno translate:yesno srcDir:dir trgDir:dir type:own \
         xml:space:space *",
        "##other* notes? originalData? segment|ignorable+",
    ),
    (
        "xlf:segment",
        "id:nmtoken canResegment:yesno state:state subState:own",
        "source target?",
    ),
    ("xlf:ignorable", "id:nmtoken", "source target?"),
    ("xlf:notes", "", "note+"),
    (
        "xlf:note",
        "id:nmtoken appliesTo:side category priority:priority *",
        "text",
    ),
    ("xlf:originalData", "", "data+"),
    (
        "xlf:data",
        "id:nmtoken! dir:dir xml:space:preserve",
        "text cp*",
    ),
    ("xlf:source", "xml:lang:langopt xml:space:space", INLINE),
    (
        "xlf:target",
        "xml:lang:langopt xml:space:space order:posint",
        INLINE,
    ),
    ("xlf:cp", "hex:hex!", ""),
    (
        "xlf:ph",
        "canCopy:yesno canDelete:yesno canReorder:firstno copyOf:nmtoken disp equiv id:nmtoken! \
         dataRef:nmtoken subFlows:nmtokens subType:user type:code ~",
        "",
    ),
    (
        "xlf:pc",
        "canCopy:yesno canDelete:yesno canOverlap:yesno canReorder:firstno copyOf:nmtoken \
         dispEnd dispStart equivEnd equivStart id:nmtoken! dataRefEnd:nmtoken \
         dataRefStart:nmtoken subFlowsEnd:nmtokens subFlowsStart:nmtokens subType:user type:code \
         dir:dir ~",
        INLINE,
    ),
    (
        "xlf:sc",
        "canCopy:yesno canDelete:yesno canOverlap:yesno canReorder:firstno copyOf:nmtoken \
         dataRef:nmtoken dir:dir disp equiv id:nmtoken! isolated:yesno subFlows:nmtokens \
         subType:user type:code ~",
        "",
    ),
    (
        "xlf:ec",
        "canCopy:yesno canDelete:yesno canOverlap:yesno canReorder:firstno copyOf:nmtoken \
         dataRef:nmtoken dir:dir disp equiv id:nmtoken isolated:yesno startRef:nmtoken \
         subFlows:nmtokens subType:user type:code ~",
        "",
    ),
    (
        "xlf:mrk",
        "id:nmtoken! translate:yesno type:mark ref value *",
        INLINE,
    ),
    (
        "xlf:sm",
        "id:nmtoken! translate:yesno type:mark ref value *",
        "",
    ),
    ("xlf:em", "startRef:nmtoken!", ""),
    ("mtc:matches", "", "mtc:match+"),
    (
        "mtc:match",
        "id:nmtoken matchQuality:percent matchSuitability:percent origin ref! reference:yesno \
         similarity:percent subType:own type:match *",
        "mda:metadata? originalData? source target ##other*",
    ),
    ("gls:glossary", "", "gls:glossEntry+"),
    (
        "gls:glossEntry",
        "id:nmtoken ref *",
        "gls:term gls:translation* gls:definition? ##other*",
    ),
    ("gls:term", "source *", "text"),
    ("gls:translation", "id:nmtoken ref source *", "text"),
    ("gls:definition", "source *", "text"),
    ("mda:metadata", "id:nmtoken", "mda:metaGroup+"),
    (
        "mda:metaGroup",
        "id:nmtoken category appliesTo:metaside",
        "mda:metaGroup|mda:meta+",
    ),
    ("mda:meta", "type!", "text"),
    (
        "res:resourceData",
        "",
        "res:resourceItemRef* res:resourceItem*",
    ),
    ("res:resourceItemRef", "id:nmtoken ref:nmtoken! *", ""),
    (
        "res:resourceItem",
        "mimeType id:nmtoken context:yesno *",
        "res:source? res:target? res:reference*",
    ),
    ("res:source", "href xml:lang:langopt *", "##other*"),
    ("res:target", "href xml:lang:langopt *", "##other*"),
    ("res:reference", "href! xml:lang:langopt *", ""),
    ("ctr:changeTrack", "*", "ctr:revisions+"),
    (
        "ctr:revisions",
        "appliesTo:nmtoken! ref:nmtoken currentVersion:nmtoken *",
        "ctr:revision+",
    ),
    (
        "ctr:revision",
        "author datetime version:nmtoken *",
        "ctr:item+",
    ),
    ("ctr:item", "property! *", "text"),
    (
        "slr:profiles",
        "generalProfile storageProfile",
        "slr:normalization? ##other*",
    ),
    ("slr:normalization", "general:norm storage:norm", ""),
    ("slr:data", "profile! *", "##other*"),
    ("val:validation", "*", "val:rule+"),
    (
        "val:rule",
        "isPresent occurs:posint isNotPresent startsWith endsWith existsInSource:yesno \
         caseSensitive:yesno normalization:norm disabled:yesno *",
        "",
    ),
    (
        "its:locQualityIssues",
        "xml:id:nmtoken! version",
        "its:locQualityIssue+",
    ),
    (
        "its:locQualityIssue",
        "version locQualityIssueType:issue locQualityIssueComment \
         locQualityIssueSeverity:percent locQualityIssueProfileRef locQualityIssueEnabled:yesno",
        "",
    ),
    (
        "its:provenanceRecords",
        "xml:id:nmtoken! version",
        "its:provenanceRecord+",
    ),
    (
        "its:provenanceRecord",
        "version org orgRef person personRef revOrg revOrgRef revPerson revPersonRef revTool \
         revToolRef tool toolRef",
        "",
    ),
];

/// The modules of which the table has every element.
pub(super) const CLOSED: &[&str] = &["mtc", "gls", "mda", "res", "ctr", "slr", "val"];
