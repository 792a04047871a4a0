//! Letters that a program damaged, on either side: decoded in a wrong encoding, stored by their
//! shapes or in visual order, and the like.
//!
//! A text is mended when it is opened, unless it is read as it is or is one of a file that holds
//! both texts. What tells a damage is a whole text, so a side is looked at as one.

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
        // Mending ends no line and begins none.
        let lines = stored.split('\n').zip(mended.text.split('\n'));
        for (pair, (own, meant)) in pairs.iter().zip(lines) {
            if own != meant {
                // A line alone may show too little; then it is what the whole text shows first.
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
