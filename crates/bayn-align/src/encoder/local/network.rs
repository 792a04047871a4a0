//! The layers from token ids to hidden rows: a BERT encoder (Devlin et al. 2019; Vaswani et
//! al. 2017 §3).
//!
//! ```text
//! x = norm(word + position + kind)
//! each layer:  x = norm(x + attention(x))     x = norm(x + W2 gelu(W1 x))
//! ```
//! The rows of all windows of a batch are in one matrix, so that each weight is read once per
//! batch; attention is restricted to the rows of a window. The values of a row do not depend on what
//! else is in the batch.

use super::config::Config;
use super::tensors::{Rows, Tensors};
use crate::encoder::files::ModelError;
use bayn_text::label;
use bayn_text::message::Word;
use bayn_text::msg;
use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2, Axis, Slice};
use std::ops::Range;

/// The weights, and the location of the subword embeddings.
#[derive(Debug)]
pub(super) struct Network {
    config: Config,
    words: Rows,
    /// The embedding of each position, with that of the first token type added.
    positions: Array2<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

#[derive(Debug)]
struct Layer {
    /// Queries, keys and values side by side.
    ask: Linear,
    answer: Linear,
    norm: Norm,
    widen: Linear,
    narrow: Linear,
    last_norm: Norm,
}

/// The names of a layer's tensors and how many rows and columns they have.
fn names(config: &Config) -> [(&'static str, usize, usize); 6] {
    let (hidden, wide) = (config.hidden_size, config.intermediate_size);
    [
        ("attention.self.query", hidden, hidden),
        ("attention.self.key", hidden, hidden),
        ("attention.self.value", hidden, hidden),
        ("attention.output.dense", hidden, hidden),
        ("intermediate.dense", wide, hidden),
        ("output.dense", hidden, wide),
    ]
}

/// The table of subword embeddings, which stays in the file.
const WORDS: &str = "embeddings.word_embeddings.weight";

impl Network {
    /// Checks that all tensors are present.
    pub(super) fn check(config: &Config, tensors: &Tensors) -> Result<(), ModelError> {
        tensors.check(WORDS, &[config.vocab_size, config.hidden_size])?;
        for layer in 0..config.num_hidden_layers {
            for (name, rows, columns) in names(config) {
                let name = format!("encoder.layer.{layer}.{name}");
                tensors.check(&format!("{name}.weight"), &[rows, columns])?;
                tensors.check(&format!("{name}.bias"), &[rows])?;
            }
        }
        Ok(())
    }

    /// Reads all tensors except the table of subword embeddings.
    pub(super) fn read(config: &Config, tensors: &Tensors) -> Result<Self, ModelError> {
        let hidden = config.hidden_size;
        let table = |name: &str, rows| {
            let numbers = tensors.floats(&format!("embeddings.{name}.weight"), &[rows, hidden])?;
            matrix(rows, hidden, numbers)
        };
        let kinds = table("token_type_embeddings", config.type_vocab_size)?;
        let mut positions = table("position_embeddings", config.max_position_embeddings)?;
        positions += &kinds.row(0);
        let norm = |name: &str| {
            Ok(Norm {
                gain: tensors.floats(&format!("{name}.LayerNorm.weight"), &[hidden])?,
                bias: tensors.floats(&format!("{name}.LayerNorm.bias"), &[hidden])?,
                epsilon: config.layer_norm_eps,
            })
        };
        let layer = |at: usize| {
            let mut linears = names(config).map(|(name, rows, columns)| {
                let name = format!("encoder.layer.{at}.{name}");
                Linear::read(tensors, &name, rows, columns).map(Some)
            });
            let mut next = |at: usize| {
                let taken = linears
                    .get_mut(at)
                    .map(|linear| std::mem::replace(linear, Ok(None)));
                taken
                    .unwrap_or(Ok(None))?
                    .ok_or_else(|| cut(label!("a layer")))
            };
            let (query, key, value) = (next(0)?, next(1)?, next(2)?);
            Ok(Layer {
                ask: query.above(key)?.above(value)?,
                answer: next(3)?,
                norm: norm(&format!("encoder.layer.{at}.attention.output"))?,
                widen: next(4)?,
                narrow: next(5)?,
                last_norm: norm(&format!("encoder.layer.{at}.output"))?,
            })
        };
        Ok(Self {
            words: tensors.rows(WORDS, [config.vocab_size, hidden])?,
            positions,
            norm: norm("embeddings")?,
            layers: (0..config.num_hidden_layers)
                .map(layer)
                .collect::<Result<_, ModelError>>()?,
            config: config.clone(),
        })
    }

    /// Returns how many tokens a window may have.
    pub(super) const fn longest(&self) -> usize {
        self.config.max_position_embeddings
    }

    /// Returns one row per token of some windows, each at most [`Self::longest`] long.
    pub(super) fn run(&self, windows: &[Vec<u32>]) -> Array2<f32> {
        let mut places: Vec<Range<usize>> = Vec::with_capacity(windows.len());
        let mut end = 0;
        for window in windows {
            places.push(end..end + window.len());
            end += window.len();
        }
        let mut x = Array2::zeros((end, self.config.hidden_size));
        let mut rows = x.rows_mut().into_iter();
        for window in windows {
            for (&id, position) in window.iter().zip(self.positions.rows()) {
                let Some(mut row) = rows.next() else { break };
                if let Some(row) = row.as_slice_mut() {
                    self.words.read(id, row);
                }
                row += &position;
            }
        }
        self.norm.apply(&mut x);
        for layer in &self.layers {
            let asked = layer.ask.apply(x.view());
            let seen = self.attend(&asked, &places);
            x += &layer.answer.apply(seen.view());
            layer.norm.apply(&mut x);
            let mut wide = layer.widen.apply(x.view());
            wide.iter_mut().for_each(|value| *value = gelu(*value));
            x += &layer.narrow.apply(wide.view());
            layer.last_norm.apply(&mut x);
        }
        x
    }

    /// Scaled dot-product attention within each window, head by head.
    fn attend(&self, asked: &Array2<f32>, windows: &[Range<usize>]) -> Array2<f32> {
        let hidden = self.config.hidden_size;
        let width = hidden / self.config.num_attention_heads;
        let scale = 1.0 / (width as f32).sqrt();
        let mut out = Array2::zeros((asked.nrows(), hidden));
        let longest = windows
            .iter()
            .map(ExactSizeIterator::len)
            .max()
            .unwrap_or(0);
        let mut room = vec![0.0; longest * longest];
        for window in windows {
            let len = window.len();
            let Some(room) = room.get_mut(..len * len) else {
                continue;
            };
            let Ok(mut weights) = ndarray::ArrayViewMut2::from_shape((len, len), room) else {
                continue;
            };
            let rows = asked.slice_axis(Axis(0), Slice::from(window.clone()));
            let mut out = out.slice_axis_mut(Axis(0), Slice::from(window.clone()));
            for head in (0..hidden).step_by(width) {
                let part = |third: usize| {
                    let from = third * hidden + head;
                    rows.slice_axis(Axis(1), Slice::from(from..from + width))
                };
                general_mat_mul(scale, &part(0), &part(1).t(), 0.0, &mut weights);
                for mut row in weights.rows_mut() {
                    if let Some(row) = row.as_slice_mut() {
                        soft_max(row);
                    }
                }
                let mut out = out.slice_axis_mut(Axis(1), Slice::from(head..head + width));
                general_mat_mul(1.0, &weights, &part(2), 0.0, &mut out);
            }
        }
        out
    }
}

/// A matrix with a row for each output, and the bias of each.
#[derive(Debug)]
struct Linear {
    weight: Array2<f32>,
    bias: Vec<f32>,
}

impl Linear {
    fn read(
        tensors: &Tensors,
        name: &str,
        rows: usize,
        columns: usize,
    ) -> Result<Self, ModelError> {
        let weight = tensors.floats(&format!("{name}.weight"), &[rows, columns])?;
        Ok(Self {
            weight: matrix(rows, columns, weight)?,
            bias: tensors.floats(&format!("{name}.bias"), &[rows])?,
        })
    }

    /// Puts the outputs of `below` after its own.
    fn above(self, mut below: Self) -> Result<Self, ModelError> {
        let mut bias = self.bias;
        bias.append(&mut below.bias);
        let weight = ndarray::concatenate(Axis(0), &[self.weight.view(), below.weight.view()]);
        Ok(Self {
            weight: weight.map_err(|_| cut(label!("a layer")))?,
            bias,
        })
    }

    fn apply(&self, input: ArrayView2<'_, f32>) -> Array2<f32> {
        let mut out = input.dot(&self.weight.t());
        for mut row in out.rows_mut() {
            for (value, bias) in row.iter_mut().zip(&self.bias) {
                *value += bias;
            }
        }
        out
    }
}

/// Brings rows to mean 0 and variance 1, then scales and shifts them by column.
#[derive(Debug)]
struct Norm {
    gain: Vec<f32>,
    bias: Vec<f32>,
    epsilon: f32,
}

impl Norm {
    fn apply(&self, rows: &mut Array2<f32>) {
        for mut row in rows.rows_mut() {
            let count = row.len() as f32;
            let mean = row.sum() / count;
            row -= mean;
            let variance = row.iter().map(|value| value * value).sum::<f32>() / count;
            let inverse = 1.0 / (variance + self.epsilon).sqrt();
            for ((value, gain), bias) in row.iter_mut().zip(&self.gain).zip(&self.bias) {
                *value = *value * inverse * gain + bias;
            }
        }
    }
}

fn matrix(rows: usize, columns: usize, numbers: Vec<f32>) -> Result<Array2<f32>, ModelError> {
    Array2::from_shape_vec((rows, columns), numbers).map_err(|_| cut(label!("a matrix")))
}

fn cut(what: &'static str) -> ModelError {
    let what = Word(what);
    ModelError::new("model.safetensors", msg!("{what} is truncated", what))
}

/// Replaces values by their softmax.
fn soft_max(row: &mut [f32]) {
    let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for value in row.iter_mut() {
        *value = (*value - most).exp();
        sum += *value;
    }
    for value in row {
        *value /= sum;
    }
}

/// Hendrycks & Gimpel's Gaussian error linear unit (arXiv:1606.08415), with the error
/// function itself instead of the approximation by the hyperbolic tangent.
fn gelu(value: f32) -> f32 {
    0.5 * value * (1.0 + erf(value * std::f32::consts::FRAC_1_SQRT_2))
}

/// The error function as a quotient of polynomials, accurate to a few units in the seventh
/// decimal place; beyond ±4 it is ±1 in 32 bits. The coefficients are those that XLA and Eigen use.
fn erf(value: f32) -> f32 {
    const ABOVE: [f32; 7] = [
        -2.726_142_3e-10,
        2.770_681_4e-8,
        -2.101_024e-6,
        -5.692_506_4e-5,
        -7.349_906_3e-4,
        -2.954_6e-3,
        -1.609_603_3e-2,
    ];
    const BELOW: [f32; 5] = [
        -1.456_607_2e-5,
        -2.133_740_6e-4,
        -1.682_827e-3,
        -7.373_329_2e-3,
        -1.426_473_9e-2,
    ];
    let value = value.clamp(-4.0, 4.0);
    let square = value * value;
    let horner = |rows: &[f32]| rows.iter().fold(0.0, |sum, row| sum * square + row);
    value * horner(&ABOVE) / horner(&BELOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_function_is_right_to_six_places() {
        // Abramowitz & Stegun, table 7.1.
        for (value, expected) in [
            (0.0, 0.0),
            (0.1, 0.112_462_92),
            (0.5, 0.520_499_9),
            (1.0, 0.842_700_8),
            (1.5, 0.966_105_1),
            (2.0, 0.995_322_3),
            (3.0, 0.999_977_9),
            (9.0, 1.0),
        ] {
            assert!(
                (erf(value) - expected).abs() < 1e-6,
                "{value}: {}",
                erf(value)
            );
            assert!((erf(-value) + expected).abs() < 1e-6);
        }
    }

    #[test]
    fn shares_sum_to_one() {
        let mut row = [1.0, 2.0, 3.0, -90.0];
        soft_max(&mut row);
        assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((row[2] / row[1] - std::f32::consts::E).abs() < 1e-4);
    }
}
