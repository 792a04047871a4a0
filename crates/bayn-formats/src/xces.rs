//! Writes XCES as in OPUS: `NAME.xml` with the links, and `NAME.ar.xml` and `NAME.en.xml` of
//! sentences with their ids. Such files are read by `standoff`.

use crate::corpus::{Corpus, Segment, State, Unit};
use crate::left_out::LeftOut;
use crate::together::{NewFile, count_codes, on_one_line};
use crate::xml::{escape_attr, xml_text};
use bayn_text::label;
use std::fmt::Write;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const END: &str = ".xml";

/// Writes the links of a corpus and both texts.
pub(crate) fn write(
    corpus: &Corpus,
    name: &str,
    endings: [String; 2],
    left_out: &mut LeftOut,
) -> Vec<NewFile> {
    let stem = name.strip_suffix(END).unwrap_or(name);
    let names = endings
        .each_ref()
        .map(|ending| format!("{stem}.{ending}{END}"));
    let [mut source, mut target] = endings.map(|lang| Document::new(&lang));
    let [from, to] = names.each_ref().map(|name| escape_attr(name));
    let mut links = format!(
        "{DECLARATION}<!DOCTYPE cesAlign PUBLIC \"-//CES//DTD XML cesAlign//EN\" \"\">\n\
         <cesAlign version=\"1.0\">\n\
         <linkGrp targType=\"s\" fromDoc=\"{from}\" toDoc=\"{to}\">\n"
    );
    for unit in &corpus.units {
        source.paragraph();
        target.paragraph();
        for segment in segments(unit) {
            let [first, second] = [(&mut source, 0), (&mut target, 1)]
                .map(|(text, lang)| text.sentences(segment, lang, left_out));
            if first.is_empty() && second.is_empty() {
                left_out.count(label!("segments without any text"), true);
                continue;
            }
            // Confirmed by a person; OPUS has no finer state.
            let is_sure = segment.state >= Some(State::Reviewed);
            let status = if is_sure { " status=\"man\"" } else { "" };
            left_out.count(
                label!("translation states"),
                segment.state.is_some() && segment.state != Some(State::Reviewed),
            );
            let _ = writeln!(links, "<link xtargets=\"{first};{second}\"{status}/>");
        }
    }
    links.push_str("</linkGrp>\n</cesAlign>\n");
    let texts = [source.end(), target.end()];
    let mut files = vec![NewFile {
        name: if name == stem {
            format!("{stem}{END}")
        } else {
            name.to_owned()
        },
        bytes: links.into_bytes(),
    }];
    files.extend(names.into_iter().zip(texts).map(|(name, text)| NewFile {
        name,
        bytes: text.into_bytes(),
    }));
    files
}

fn segments(unit: &Unit) -> impl Iterator<Item = &Segment> {
    unit.segments.iter().filter(|segment| !segment.ignorable)
}

/// A text while it is written.
struct Document {
    out: String,
    paragraphs: usize,
    sentences: usize,
    /// Whether the paragraph holds a sentence, so that its tag is written.
    is_open: bool,
}

impl Document {
    fn new(lang: &str) -> Self {
        let lang = escape_attr(lang);
        Self {
            out: format!("{DECLARATION}<text xml:lang=\"{lang}\">\n<body>\n"),
            paragraphs: 0,
            sentences: 0,
            is_open: false,
        }
    }

    /// Ends the paragraph; the next sentence begins another.
    fn paragraph(&mut self) {
        if std::mem::take(&mut self.is_open) {
            self.out.push_str("</p>\n");
        }
    }

    /// Writes the sentences of a segment; returns their ids.
    fn sentences(&mut self, segment: &Segment, lang: usize, left_out: &mut LeftOut) -> String {
        let mut ids = Vec::new();
        count_codes(segment.sentences(lang), left_out);
        for text in segment.sentences(lang) {
            let line = on_one_line(&text.shown());
            if line.is_empty() {
                continue;
            }
            if !self.is_open {
                self.paragraphs += 1;
                let _ = writeln!(self.out, "<p id=\"{}\">", self.paragraphs);
                self.is_open = true;
            }
            self.sentences += 1;
            let id = self.sentences;
            left_out.count_lost_chars(&line);
            let _ = writeln!(self.out, "<s id=\"{id}\">{}</s>", xml_text(&line));
            ids.push(id.to_string());
        }
        ids.join(" ")
    }

    fn end(mut self) -> String {
        self.paragraph();
        self.out.push_str("</body>\n</text>\n");
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use crate::together::write_files;
    use crate::{Format, read_together};
    use bayn_doc::Sides;
    use bayn_text::Lang;

    #[test]
    fn what_is_written_is_read_back() {
        let mut corpus = Corpus::bilingual(Lang::new("ar"), Lang::new("en"));
        for (begins, source, target, state) in [
            (true, &["A & <b>.", "B."][..], &["a b."][..], None),
            (false, &[], &["only here"], Some(State::Reviewed)),
            (true, &["C\nD"], &["c", "d"], None),
        ] {
            let mut segment = Segment {
                state,
                ..Segment::default()
            };
            for (at, side) in [source, target].into_iter().enumerate() {
                segment
                    .texts
                    .set(at, side.iter().map(|text| Text::from(*text)).collect());
            }
            corpus.push_segment(segment, begins);
        }
        let mut left_out = LeftOut::default();
        let files = write_files(write, &corpus, "x.xml", &mut left_out).expect("written");
        assert!(left_out.is_empty(), "{left_out:?}");
        let names: Vec<&str> = files.iter().map(|file| &*file.name).collect();
        assert_eq!(names, ["x.xml", "x.ar.xml", "x.en.xml"]);
        let langs = Sides::new(Lang::default(), Lang::default());
        // The texts are distinguished by their names, in any order.
        for order in [[0, 1, 2], [1, 2, 0]] {
            let given = order.map(|at| (&*files[at].name, &*files[at].bytes));
            let back = read_together(&given, None, &langs)
                .expect("read")
                .expect("links");
            assert_eq!(back.langs, corpus.langs);
            let shape = |corpus: &Corpus| -> Vec<(Vec<[String; 2]>, Option<State>)> {
                let unit = |unit: &Unit| {
                    let texts = |segment: &Segment| {
                        [0, 1].map(|lang| {
                            let texts = segment.sentences(lang).iter();
                            texts
                                .map(|text| on_one_line(&text.plain()))
                                .collect::<Vec<_>>()
                                .join("|")
                        })
                    };
                    (
                        unit.segments.iter().map(texts).collect(),
                        unit.segments[0].state,
                    )
                };
                corpus.units.iter().map(unit).collect()
            };
            assert_eq!(shape(&back), shape(&corpus));
        }
        assert!(Format::Standoff.is_written());
    }
}
