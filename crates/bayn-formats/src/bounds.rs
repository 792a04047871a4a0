//! Measures how the work of the XML readers grows: files with n of everything that can repeat, at n
//! and at twice n. Work is counted in look-ups of attributes, never in time.

use crate::xml::steps;
use crate::{Format, Loaded, read};

/// The number of each item in the smaller file.
const N: usize = 200;

fn each(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect()
}

fn xliff2(unit: &str) -> String {
    format!(
        "<xliff version='2.1' srcLang='en' trgLang='fr' \
         xmlns='urn:oasis:names:tc:xliff:document:2.0' xmlns:its='http://www.w3.org/2005/11/its' \
         its:version='2.0'><file id='f'><unit id='u'>{unit}</unit></file></xliff>"
    )
}

fn segment(source: &str, target: &str) -> String {
    format!("<segment><source>{source}</source><target>{target}</target></segment>")
}

fn xliff1(unit: &str) -> String {
    format!(
        "<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'><file original='a' \
         source-language='en' target-language='fr' datatype='plaintext'><body>\
         <trans-unit id='1'>{unit}</trans-unit></body></file></xliff>"
    )
}

/// Checks that doubling a file at most slightly more than doubles the work.
fn grows_evenly(what: &str, format: Format, make: impl Fn(usize) -> String) {
    let steps = |count: usize| {
        let text = make(count);
        let (steps, loaded) = steps::of(|| read("x", text.as_bytes(), Some(format)));
        assert!(
            matches!(loaded, Ok(Loaded::Corpus(_))),
            "{what}: {loaded:?}"
        );
        steps
    };
    let (one, two) = (steps(N), steps(2 * N));
    assert!(two * 10 <= one * 22, "{what}: {one}, {two}");
}

#[test]
fn pairs_of_a_unit_are_found_at_once() {
    for (start, end) in [("sm", "em"), ("sc", "ec")] {
        grows_evenly(start, Format::Xliff2, |n| {
            let open = each(n, |at| format!("<{start} id='m{at}'/>a"));
            let close = each(n, |at| format!("<{end} startRef='m{at}'/>"));
            xliff2(&segment(&format!("{open}{close}"), "b"))
        });
    }
}

#[test]
fn codes_of_both_sides_are_compared_at_once() {
    grows_evenly("twins", Format::Xliff2, |n| {
        let code = |at: usize| format!("<ph id='p{at}'/>");
        xliff2(&segment(&each(n, code), &each(n, |at| code(n - 1 - at))))
    });
    let kept = |at: usize| {
        let first = if at == 0 { "firstNo" } else { "no" };
        format!("<ph id='p{at}' canDelete='no' canCopy='no' canReorder='{first}'/>")
    };
    grows_evenly("sequence", Format::Xliff2, |n| {
        let codes = each(n, kept);
        let unit = segment(&codes, &codes);
        xliff2(&unit.replace("<segment>", "<segment state='final'>"))
    });
    grows_evenly("copies", Format::Xliff2, |n| {
        let copies = each(n, |at| format!("<ph id='p{at}' copyOf='c{at}'/>"));
        let bases = each(n, |at| format!("<ph id='c{at}'/>"));
        xliff2(&segment(&format!("{copies}{bases}"), "b"))
    });
}

#[test]
fn what_spans_name_in_a_unit_is_found_at_once() {
    grows_evenly("notes", Format::Xliff2, |n| {
        let notes = each(n, |at| format!("<note id='n{at}'>k</note>"));
        let spans = each(n, |at| {
            format!("<mrk id='m{at}' type='comment' ref='#n=n{at}'>a</mrk>")
        });
        xliff2(&format!("<notes>{notes}</notes>{}", segment(&spans, "b")))
    });
    grows_evenly("data", Format::Xliff2, |n| {
        let data = each(n, |at| format!("<data id='d{at}'>b</data>"));
        let codes = each(n, |at| format!("<ph id='p{at}' dataRef='d{at}'/>"));
        xliff2(&format!(
            "<originalData>{data}</originalData>{}",
            segment(&codes, "b")
        ))
    });
    grows_evenly("issues", Format::Xliff2, |n| {
        let issues = each(n, |at| {
            format!(
                "<its:locQualityIssues xml:id='i{at}'><its:locQualityIssue \
                 locQualityIssueType='other'/></its:locQualityIssues>"
            )
        });
        let spans = each(n, |at| {
            format!("<mrk id='m{at}' its:locQualityIssuesRef='#its=i{at}'>a</mrk>")
        });
        xliff2(&format!("{issues}{}", segment(&spans, "b")))
    });
    grows_evenly("glossary", Format::Xliff2, |n| {
        let entries = each(n, |at| {
            format!(
                "<g:glossEntry ref='#m{at}'><g:term>a</g:term><g:translation>b</g:translation></g:glossEntry>"
            )
        });
        let spans = each(n, |at| format!("<mrk id='m{at}' type='term'>a</mrk>"));
        xliff2(&format!(
            "<g:glossary xmlns:g='urn:oasis:names:tc:xliff:glossary:2.0'>{entries}</g:glossary>{}",
            segment(&spans, "b")
        ))
    });
    grows_evenly("order", Format::Xliff2, |n| {
        xliff2(&each(n, |at| {
            let target = format!("<target order='{}'>b</target>", n - at);
            segment("a", "b").replace("<target>b</target>", &target)
        }))
    });
}

#[test]
fn segments_of_a_unit_of_xliff_1_find_their_state_at_once() {
    grows_evenly("states", Format::Xliff12, |n| {
        let side = each(n, |at| format!("<mrk mtype='seg' mid='{at}'>a</mrk> "));
        let states = each(n, |at| format!("<s:seg id='{at}' conf='Translated'/>"));
        xliff1(&format!(
            "<source>a</source><seg-source>{side}</seg-source><target>{side}</target>\
             <s:seg-defs xmlns:s='http://sdl.com/FileTypes/SdlXliff/1.0'>{states}</s:seg-defs>"
        ))
    });
}

#[test]
fn segments_are_paired_with_what_is_left_of_the_target() {
    let text = xliff1(
        "<source>a</source><seg-source><mrk mtype='seg' mid='1'>a</mrk> <mrk mtype='seg' \
         mid='2'>b</mrk>-<mrk mtype='seg' mid='3'>c</mrk></seg-source><target><mrk mtype='seg' \
         mid='2'>B</mrk>+<mrk mtype='seg' mid='1'>A</mrk>_<mrk mtype='seg' mid='4'>D</mrk></target>",
    );
    let Ok(Loaded::Corpus(corpus)) = read("x", text.as_bytes(), None) else {
        unreachable!();
    };
    let said: Vec<String> = corpus
        .units
        .iter()
        .flat_map(|unit| &unit.segments)
        .map(|segment| {
            [0, 1]
                .map(|lang| {
                    segment
                        .joined(lang)
                        .map_or("none".into(), |text| text.plain())
                })
                .join("/")
        })
        .collect();
    assert_eq!(
        said,
        ["a/A", " /none", "b/B", "-/+", "c/none", "none/_", "none/D"]
    );
}
