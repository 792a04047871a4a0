//! Documents as the aligner reads them: without what readers pass over.
//!
//! Vowel marks and tatweel say nothing that a translation answers to, but they make other
//! tokens of the same words, which no encoder knows.

use bayn_doc::Document;
use harf::Span;
use harf::shape::is_tashkeel;
use std::borrow::Cow;

const TATWEEL: char = '\u{640}';

fn is_passed_over(c: char) -> bool {
    is_tashkeel(c) || c == TATWEEL
}

/// Returns a document without vowel marks and tatweel; its sentences and paragraphs are the same.
pub(crate) fn plain(document: &Document) -> Cow<'_, Document> {
    if !document.text.chars().any(is_passed_over) {
        return Cow::Borrowed(document);
    }
    let mut bare = document.clone();
    bare.text.retain(|c| !is_passed_over(c));
    // Where so many bytes are gone by the offsets of the text before, ascending.
    let mut gone = Vec::new();
    let mut total = 0;
    for (at, c) in document
        .text
        .char_indices()
        .filter(|(_, c)| is_passed_over(*c))
    {
        total += c.len_utf8();
        gone.push((at + c.len_utf8(), total));
    }
    let place = |at: usize| {
        let before = gone.partition_point(|(end, _)| *end <= at);
        let taken = before.checked_sub(1).and_then(|before| gone.get(before));
        at - taken.map_or(0, |(_, total)| *total)
    };
    let moved = |span: Span| Span::new(place(span.start), place(span.end));
    for sentence in &mut bare.sentences {
        sentence.span = moved(sentence.span);
    }
    for paragraph in &mut bare.paragraphs {
        paragraph.span = moved(paragraph.span);
    }
    Cow::Owned(bare)
}

#[cfg(test)]
mod tests {
    use super::plain;
    use bayn_doc::Document;
    use bayn_text::Lang;

    #[test]
    fn marks_and_tatweel_go_and_sentences_stay() {
        let bare = "كتب الولد. ثم نام.\n\nقال الرجل.";
        let marked = "كَتَبَ الـوَلَدُ. ثُمَّ نامَ.\n\nقالَ الرَّجُلُ.";
        let lang = Lang::new("ar");
        let (bare, marked) = (
            Document::from_text(bare, &lang),
            Document::from_text(marked, &lang),
        );
        assert_eq!(*plain(&marked), bare);
        assert_eq!(*plain(&bare), bare);
        let hebrew = Document::from_text("שָׁלוֹם לְכֻלָּם. טוֹב.", &Lang::new("he"));
        assert_eq!(plain(&hebrew).text, "שלום לכלם. טוב.");
    }
}
