//! Files that break the rules of their format: read as far as they can be understood, with one
//! warning, and told place by place where they are validated.

use bayn_formats::{Corpus, Loaded, read, validate};

fn corpus(name: &str, text: &str) -> Corpus {
    match read(name, text.as_bytes(), None) {
        Ok(Loaded::Corpus(corpus)) => corpus,
        other => unreachable!("{name}: {other:?}\n{text}"),
    }
}

/// Returns the texts of the first two languages, row by row.
fn rows(corpus: &Corpus) -> Vec<[String; 2]> {
    let side = |segment: &bayn_formats::Segment, lang| {
        let text = segment.joined(lang);
        text.map_or_else(String::new, |text| text.plain())
    };
    let segments = corpus.segments();
    segments
        .map(|segment| [side(segment, 0), side(segment, 1)])
        .collect()
}

const PO_HEAD: &str = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\
    \"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n";

fn tmx(body: &str) -> String {
    format!(
        "<tmx version='1.4'><header creationtool='a' creationtoolversion='1' segtype='sentence' \
         o-tmf='a' adminlang='en' srclang='en' datatype='plaintext'/><body>{body}</body></tmx>"
    )
}

fn xliff1(body: &str) -> String {
    format!(
        "<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'><file original='a' \
         source-language='en' target-language='ar' datatype='plaintext'><body>{body}</body></file></xliff>"
    )
}

fn xliff2(root: &str, body: &str) -> String {
    format!(
        "<xliff version='2.1' xmlns='urn:oasis:names:tc:xliff:document:2.0' srcLang='en' {root}>\
         <file id='f'>{body}</file></xliff>"
    )
}

/// Holds that a file opens with these rows, says in one warning how many places break the rules,
/// and that validating it lists just so many.
fn opens_with(name: &str, text: &str, wanted: &[[&str; 2]], rules: &str) {
    let corpus = corpus(name, text);
    assert_eq!(rows(&corpus), wanted, "{text}");
    let found = validate(name, text.as_bytes(), None).expect("it is validated");
    assert!(!found.is_empty(), "no finding in {text}");
    let said: Vec<String> = corpus.warnings.iter().map(ToString::to_string).collect();
    let count = match found.len() {
        1 => format!("one place breaks {rules}; `bayn validate` says which"),
        places => format!("{places} places break {rules}; `bayn validate` lists them"),
    };
    assert_eq!(said, [count], "{found:?}\n{text}");
}

#[test]
fn what_breaks_a_rule_and_can_be_understood_is_read_with_one_warning() {
    let pair = [["Tea.", "شاي."]];
    let texts = "<tuv xml:lang='en'><seg>Tea.</seg></tuv><tuv xml:lang='ar'><seg>شاي.</seg></tuv>";
    for unit in [
        format!("<tu changedate='yesterday' colour='green'>{texts}</tu>"),
        format!("<p>a note of nobody</p><tu>{texts}</tu>"),
        format!("<tu>{}</tu>", texts.replace("Tea.", "<x:b>Tea</x:b>.")),
    ] {
        opens_with("a.tmx", &tmx(&unit), &pair, "TMX");
    }
    let bare = format!("<tmx><body><tu>{texts}</tu></body></tmx>");
    opens_with("a.tmx", &bare, &pair, "TMX");
    for unit in [
        "<trans-unit><target>شاي.</target><source>Tea.</source></trans-unit>",
        "<trans-unit id='1'><source xml:lang='de'>Tea.</source><target state='done'>شاي.</target></trans-unit>",
        "<trans-unit id='1'><source>Tea.</source><target>شاي.</target><note priority='99'/></trans-unit>",
        "<trans-unit id='1'><source>Tea<z:y/>.</source><target>شاي.</target></trans-unit>",
    ] {
        opens_with("a.xlf", &xliff1(unit), &pair, "XLIFF 1.2");
    }
    for entry in [
        "msgid \"Tea.\"\nmsgstr \"شاي.\"\n\nmsgid \"Tea.\"\nmsgstr \"شاي.\"\n",
        "#, c-format\nmsgid \"%d Tea.\"\nmsgstr \"%s شاي.\"\n",
        "msgid \"Tea.\"\nmsgid_plural \"Teas.\"\nmsgstr[0] \"شاي.\"\n",
    ] {
        let wanted: Vec<[&str; 2]> = match entry {
            _ if entry.contains("%d") => vec![["%d Tea.", "%s شاي."]],
            _ if entry.matches("msgid \"").count() == 2 => vec![pair[0]; 2],
            _ => vec![pair[0]],
        };
        opens_with("a.po", &format!("{PO_HEAD}{entry}"), &wanted, "PO");
    }
}

#[test]
fn habits_of_tools_that_write_xliff_2_open() {
    let pair = [["Tea.", "شاي."]];
    let segment = "<segment><source>Tea.</source><target>شاي.</target></segment>";
    let unit = format!("<unit id='u'>{segment}</unit>");
    for (root, body) in [
        ("trgLang='ar'", format!("<group>{unit}</group>")),
        (
            "trgLang='ar'",
            format!("<unit id='the first one'>{segment}</unit>"),
        ),
        ("trgLang='ar' my:own='1'", unit.clone()),
        ("trgLang=''", unit.clone()),
        ("", unit.clone()),
        (
            "trgLang='ar'",
            format!(
                "<unit id='u'>{}</unit>",
                segment.replace("Tea", "Tea<ph id='1' dataRef='d'/>")
            ),
        ),
        (
            "trgLang='ar'",
            format!(
                "<unit id='u'>{}</unit>",
                segment.replace("Tea", "<pc id='1' dataRefStart='d'>Tea</pc>")
            ),
        ),
    ] {
        opens_with("a.xlf", &xliff2(root, &body), &pair, "XLIFF 2");
    }
}

#[test]
fn what_keeps_the_rules_is_read_without_a_word() {
    for (name, text) in [
        (
            "a.tmx",
            tmx("<tu><tuv xml:lang='en'><seg>Tea.</seg></tuv></tu>"),
        ),
        (
            "a.xlf",
            xliff1("<trans-unit id='1'><source>Tea.</source><target>شاي.</target></trans-unit>"),
        ),
        (
            "a.po",
            format!("{PO_HEAD}msgid \"Tea.\"\nmsgstr \"شاي.\"\n"),
        ),
        (
            "a.xlf",
            xliff2(
                "trgLang='ar'",
                "<unit id='u'><segment><source>Tea.</source></segment></unit>",
            ),
        ),
    ] {
        assert!(corpus(name, &text).warnings.is_empty(), "{text}");
        assert_eq!(validate(name, text.as_bytes(), None), Ok(Vec::new()));
    }
}
