//! Letters that a program damaged, on either side: decoded in a wrong encoding, stored by their
//! shapes or in visual order, and the like.
//!
//! A text is repaired when it is opened, unless `--as-is` is given or the file contains
//! both texts. Damage is detected in a whole text, so a side is examined as one.

use super::{Hit, Hits, Pair, Setup};
use bayn_doc::Side;
use bayn_text::{Damage, Message, mend, msg};

pub(crate) fn check(pairs: &[Pair<'_>], _: &Setup<'_>, hits: &mut Hits) {
    for side in Side::BOTH {
        let line = |pair: &Pair<'_>| pair.sides[side].text().replace('\n', " ");
        let stored = pairs.iter().map(line).collect::<Vec<_>>().join("\n");
        let Some(mended) = mend(&stored) else {
            continue;
        };
        // Repairs keep line boundaries.
        let lines = stored.split('\n').zip(mended.text.split('\n'));
        for (pair, (own, meant)) in pairs.iter().zip(lines) {
            if own != meant {
                // A single line may give too little evidence; then the first damage of the whole text is used.
                let alone = mend(own);
                let repairs = alone
                    .as_ref()
                    .map_or(&mended.repairs, |alone| &alone.repairs);
                if let Some(repair) = repairs.first() {
                    let hit = Hit::new(sentence(repair.damage));
                    hits.push(pair.index, hit.at(side, pair.sides[side].span));
                }
            }
        }
    }
}

fn sentence(damage: Damage) -> Message {
    match damage {
        Damage::Mojibake => msg!("The letters were decoded in a wrong encoding."),
        Damage::VisualOrder => msg!("The letters are stored as they are seen, from left to right."),
        Damage::PresentationForms => msg!("The letters are stored as presentation forms."),
        Damage::LamAlef => msg!("Lam and alef have changed places."),
        Damage::Tatweel => msg!("Tatweel stretches the words."),
        Damage::PersianLetters => msg!("Persian ya and kaf are used in Arabic words."),
    }
}
