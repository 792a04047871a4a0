//! Pairs of sentences as a bitext: as a check meets them, without reading or aligning.

use bayn_doc::{Bead, Bitext, Document};
use bayn_doc::{Score, Sides};
use bayn_text::Lang;
use harf::Span;

/// Returns a bitext of one sentence and one paragraph a pair; `\u{b6}` divides pairs,
/// `\u{2205}` is a side without one.
pub(crate) fn pairs(texts: [&str; 2], langs: [&str; 2]) -> Bitext {
    let mut beads = vec![[0..0, 0..0]; texts[0].split('\u{b6}').count()];
    let [source, target] = [0, 1].map(|side| {
        let mut document = Document {
            lang: Lang::new(langs[side]),
            ..Document::default()
        };
        for (at, sentence) in texts[side].split('\u{b6}').enumerate() {
            let first = document.sentences.len();
            if sentence != "\u{2205}" {
                if first > 0 {
                    document.text.push_str("\n\n");
                }
                let start = document.text.len();
                document.text.push_str(sentence);
                document.push_sentence(Span::new(start, document.text.len()), true);
            }
            beads[at][side] = first..document.sentences.len();
        }
        document
    });
    let beads = beads
        .into_iter()
        .map(|[source, target]| Bead::new(Sides::new(source, target), Score::ONE));
    let mut bitext = Bitext {
        beads: beads.collect(),
        documents: Sides::new(source, target),
    };
    bitext.name_beads();
    assert!(bitext.is_tiled());
    bitext
}
