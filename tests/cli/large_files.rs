//! Files of more units than are in memory at once, converted from the command line.

use crate::cli_formats::{Fixture, good, refused};
use std::fs;

/// More units than two pieces have.
const UNITS: usize = 9_001;

/// A memory whose last unit has a note, which asks for a column that the first units do not need.
fn memory(end: &str) -> String {
    let mut file = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\"><header \
                    creationtool=\"x\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"x\" \
                    adminlang=\"en\" srclang=\"ar\" datatype=\"plaintext\"/><body>\n"
        .to_owned();
    for at in 0..UNITS {
        let note = if at + 1 == UNITS {
            "<note>look</note>"
        } else {
            ""
        };
        file += &format!(
            "<tu>{note}<tuv xml:lang=\"en\"><seg>line {at}</seg></tuv><tuv xml:lang=\"ar\">\
             <seg>سطر {at}</seg></tuv></tu>\n"
        );
    }
    file + end
}

#[test]
fn a_large_memory_becomes_a_table_with_all_its_columns() {
    let fixture = Fixture::new();
    let [from, to, packed, again] =
        ["m.tmx", "m.tsv", "m.jsonl.gz", "again.tsv"].map(|name| fixture.path(name));
    fs::write(&from, memory("</body></tmx>\n")).expect("written");
    good(&["convert", &from, &to]);
    let table = fs::read_to_string(&to).expect("text");
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows.len(), UNITS + 1);
    assert_eq!(rows[0], "ar\ten\tnote");
    assert_eq!(rows[1], "سطر 0\tline 0\t");
    assert_eq!(rows[UNITS], format!("سطر {0}\tline {0}\tlook", UNITS - 1));
    assert_eq!(good(&["convert", &from, "-", "--to", "tsv"]), table);
    good(&["convert", &from, &packed]);
    good(&["convert", &packed, &again]);
    assert_eq!(fs::read_to_string(&again).expect("text"), table);
}

#[test]
fn a_mistake_behind_much_that_was_written_leaves_the_old_file() {
    let fixture = Fixture::new();
    let [from, to] = ["m.tmx", "m.tsv"].map(|name| fixture.path(name));
    fs::write(&from, memory("<tu>&gone;</tu></body></tmx>\n")).expect("written");
    fs::write(&to, "old").expect("written");
    refused(
        &["convert", &from, &to],
        &[&format!("m.tmx:{}:5: ", UNITS + 3), "gone"],
    );
    assert_eq!(fs::read_to_string(&to).expect("text"), "old");
    refused(&["convert", &from, "-", "--to", "tsv"], &["gone"]);
    let folder = fs::read_dir(std::path::Path::new(&to).parent().expect("a folder"));
    assert_eq!(folder.expect("a folder").count(), 2);
}
