//! The embedding table: a row of 512 numbers for each subword of the vocabulary.
//!
//! Built-in form (`tools/model/quantise.py`): a row is a length, one byte on a logarithmic
//! scale, times a direction; the direction is a mean plus the product of a basis with the result of
//! product quantisation (Jégou et al. 2011): each group of coordinates is one byte,
//! the number of a centroid. Subwords are in tiers by frequency; the more frequent,
//! the more bytes. Full form: the rows of the package that the model is taken from, six bits per
//! number, for tests.

use super::asset::Asset;
use super::dense::{Dense, Levels, make_room};
use super::parts::WIDTH;
use super::wide::wide;

/// How many tiers there are.
const TIERS: usize = 4;
/// In the full form, scale and offset belong to row number modulo this.
const CHUNKS: usize = 17;

/// The table in one of its two forms.
#[derive(Debug)]
pub(super) enum Table {
    /// Product quantisation.
    Product(Box<Product>),
    /// Six bits a number.
    Full {
        levels: &'static [u8],
        scales: Vec<f32>,
        lows: Vec<f32>,
    },
}

/// The built-in form.
#[derive(Debug)]
pub(super) struct Product {
    tiers: [Tier; TIERS],
    /// Tier in the two highest bits, row in that tier below, by subword.
    places: Vec<u32>,
    lengths: &'static [u8],
    length_low: f32,
    length_step: f32,
    basis: Dense,
    mean: Vec<f32>,
}

/// Rows with the same number of bytes each.
#[derive(Debug)]
struct Tier {
    /// Which byte of a row's code each coordinate takes its centroid from.
    groups: &'static [u8],
    /// 256 rows of centroids, each coordinate in steps.
    book: &'static [u8],
    steps: Vec<f32>,
    codes: &'static [u8],
    /// Bytes of a row's code.
    width: usize,
}

impl Tier {
    fn new(asset: &Asset<'static>, number: usize, rows: usize) -> Option<Self> {
        let part = |name: &str| asset.bytes(&format!("pq{number}.{name}"));
        let groups = part("group")?;
        let width = usize::from(*groups.iter().max()?) + 1;
        let tier = Self {
            groups,
            book: part("book")?,
            steps: asset.floats(&format!("pq{number}.step"), WIDTH)?,
            codes: part("code")?,
            width,
        };
        (groups.len() == WIDTH
            && tier.book.len() == 256 * WIDTH
            && tier.codes.len() == rows * width)
            .then_some(tier)
    }

    /// Writes the coordinates of row number `row`.
    fn read(&self, row: usize, out: &mut [f32]) {
        let code = self.codes.get(row * self.width..).unwrap_or_default();
        for (axis, ((value, &group), step)) in
            out.iter_mut().zip(self.groups).zip(&self.steps).enumerate()
        {
            let centroid = code
                .get(usize::from(group))
                .map_or(0, |&byte| usize::from(byte));
            let level = self
                .book
                .get(centroid * WIDTH + axis)
                .map_or(0, |&level| level);
            *value = f32::from(level.cast_signed()) * step;
        }
    }
}

impl Table {
    /// Reads the table for `vocabulary` pieces, in whichever form the file has.
    pub(super) fn new(asset: &Asset<'static>, vocabulary: usize) -> Option<Self> {
        if let Some(levels) = asset.bytes("rows.level") {
            return (levels.len() == vocabulary * WIDTH).then_some(Self::Full {
                levels,
                scales: asset.floats("rows.scale", CHUNKS)?,
                lows: asset.floats("rows.low", CHUNKS)?,
            });
        }
        let packed = asset.bytes("tier")?;
        let lengths = asset.bytes("length")?;
        if packed.len() * 4 != vocabulary || lengths.len() != vocabulary {
            return None;
        }
        let mut count = [0u32; TIERS];
        let mut places = Vec::with_capacity(vocabulary);
        for byte in packed {
            for slot in 0..4 {
                let tier = byte >> (2 * slot) & 3;
                let row = count.get_mut(usize::from(tier))?;
                places.push(u32::from(tier) << 30 | *row);
                *row += 1;
            }
        }
        let tier = |number: usize| Tier::new(asset, number, count.get(number).copied()? as usize);
        let scale = asset.floats("length.ln", 2)?;
        Some(Self::Product(Box::new(Product {
            tiers: [tier(0)?, tier(1)?, tier(2)?, tier(3)?],
            places,
            lengths,
            length_low: *scale.first()?,
            length_step: *scale.get(1)?,
            basis: Dense::new(asset, "basis", WIDTH, WIDTH)?,
            mean: asset.floats("mean", WIDTH)?,
        })))
    }

    /// Writes the rows of some subwords to `out`. Ids must be below the vocabulary's size.
    pub(super) fn rows(&self, ids: &[u32], out: &mut Vec<f32>) {
        match self {
            Self::Product(product) => product.rows(ids, out),
            Self::Full {
                levels,
                scales,
                lows,
            } => {
                make_room(out, ids.len() * WIDTH);
                for (row, &id) in out.chunks_exact_mut(WIDTH).zip(ids) {
                    let id = id as usize;
                    let at = |of: &[f32]| of.get(id % CHUNKS).copied().unwrap_or_default();
                    let (scale, low) = (at(scales), at(lows));
                    let levels = levels.get(id * WIDTH..).unwrap_or_default();
                    for (value, &level) in row.iter_mut().zip(levels) {
                        *value = f32::from(level) * scale + low;
                    }
                }
            }
        }
    }
}

impl Product {
    fn rows(&self, ids: &[u32], out: &mut Vec<f32>) {
        make_room(out, ids.len() * WIDTH);
        for (row, &id) in out.chunks_exact_mut(WIDTH).zip(ids) {
            let place = self.places.get(id as usize).copied().unwrap_or_default();
            if let Some(tier) = self.tiers.get((place >> 30) as usize) {
                tier.read((place & 0x3FFF_FFFF) as usize, row);
            }
        }
        let turned = Levels::of(out, WIDTH);
        self.basis.apply(&turned, out);
        for (row, &id) in out.chunks_exact_mut(WIDTH).zip(ids) {
            let level = self.lengths.get(id as usize).copied().unwrap_or_default();
            let length = (self.length_low + f32::from(level) * self.length_step).exp();
            wide(|| {
                for (value, mean) in row.iter_mut().zip(&self.mean) {
                    *value = (*value + mean) * length;
                }
            });
        }
    }
}
