//! Writes Moses: `NAME.ar` and `NAME.en`, each pair on the same line of both.
//!
//! A sentence without counterpart is beside an empty line, so that nothing is lost and the numbers of
//! lines stay equal. Such files are read by `line_pairs`.

use crate::corpus::{Corpus, Segment};
use crate::left_out::LeftOut;
use crate::text::Text;
use crate::together::{NewFile, count_codes, on_one_line};
use bayn_text::label;

/// Writes the two texts of a corpus line by line.
pub(crate) fn write(
    corpus: &Corpus,
    name: &str,
    endings: [String; 2],
    left_out: &mut LeftOut,
) -> Vec<NewFile> {
    let mut texts = [String::new(), String::new()];
    for segment in corpus.segments() {
        let lines = [0, 1].map(|lang| line(segment, lang, left_out));
        if lines.iter().all(String::is_empty) {
            left_out.count(label!("segments without any text"), true);
            continue;
        }
        for (text, line) in texts.iter_mut().zip(lines) {
            text.push_str(&line);
            text.push('\n');
        }
        left_out.count(label!("translation states"), segment.state.is_some());
    }
    let file = |(ending, text): (String, String)| NewFile {
        name: format!("{name}.{ending}"),
        bytes: text.into_bytes(),
    };
    endings.into_iter().zip(texts).map(file).collect()
}

fn line(segment: &Segment, lang: usize, left_out: &mut LeftOut) -> String {
    let sentences = segment.sentences(lang);
    left_out.count(
        label!("sentence boundaries inside segments"),
        sentences.len() > 1,
    );
    count_codes(sentences, left_out);
    let shown: Vec<String> = sentences.iter().map(Text::shown).collect();
    on_one_line(&shown.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Unit;
    use crate::line_pairs;
    use crate::together::write_files;
    use bayn_doc::Sides;
    use bayn_text::Lang;

    fn corpus(pairs: &[[&str; 2]]) -> Corpus {
        let mut corpus = Corpus::bilingual(Lang::new("ar"), Lang::new("en-US"));
        for pair in pairs {
            let mut segment = Segment::default();
            for (at, text) in pair.iter().enumerate() {
                if !text.is_empty() {
                    segment.texts.set(at, vec![Text::from(*text)]);
                }
            }
            let segments = vec![segment];
            corpus.units.push(Unit {
                segments,
                ..Unit::default()
            });
        }
        corpus
    }

    #[test]
    fn lines_stay_equally_many_whatever_the_texts_hold() {
        let ends = "a\nb\r\nc\rd\u{b}e\u{c}f\u{85}g\u{2028}h\u{2029}i\u{1e}j";
        let corpus = corpus(&[[ends, "k\n"], ["", "l"], ["", ""], ["m", "\n"]]);
        let files = write_files(write, &corpus, "x", &mut LeftOut::default()).expect("written");
        let names: Vec<&str> = files.iter().map(|file| &*file.name).collect();
        assert_eq!(names, ["x.ar", "x.en-US"]);
        let [source, target] = [&files[0], &files[1]].map(|f| str::from_utf8(&f.bytes).unwrap());
        assert_eq!(source, "a b c d e f g h i j\n\nm\n");
        assert_eq!(target, "k\nl\n\n");
        let langs = Sides::new(Lang::new("ar"), Lang::new("en"));
        let back = line_pairs::pair(Sides::new(source, target), langs).expect("read");
        assert_eq!(back.segments().count(), 3);
    }

    #[test]
    fn one_name_for_both_is_refused() {
        for tags in [["ar", "AR"], ["", ""]] {
            let mut corpus = corpus(&[["a", "b"]]);
            corpus.langs = tags.map(Lang::new).to_vec();
            assert!(write_files(write, &corpus, "x", &mut LeftOut::default()).is_err());
        }
        // No tag can lead out of the folder.
        let mut corpus = corpus(&[["a", "b"]]);
        corpus.langs = ["../../a", "en"].map(Lang::new).to_vec();
        let files = write_files(write, &corpus, "x", &mut LeftOut::default()).expect("written");
        assert!(files.iter().all(|file| !file.name.contains('/')));
    }
}
