//! The weights of the bead model, read from a small text file.
//!
//! One weight per line, `name value`; `#` starts a comment. A feature that the file does not name
//! has weight 0, and [`BeadModel::parse`] reports a name that no feature has.

use super::features::{FEATURE_COUNT, feature_name};

/// The weights of all features.
#[derive(Clone, Debug, PartialEq)]
pub struct BeadModel {
    /// One weight for each feature.
    pub weights: Vec<f32>,
    /// The score of the start of a run of sentences without counterpart.
    pub opening: f32,
    /// The temperature: all scores are divided by it before they become probabilities.
    pub temperature: f32,
}

impl Default for BeadModel {
    fn default() -> Self {
        Self {
            weights: vec![0.0; FEATURE_COUNT],
            opening: 0.0,
            temperature: 1.0,
        }
    }
}

impl BeadModel {
    /// The model for similarity by strings only.
    #[must_use]
    pub fn strings() -> Self {
        Self::parse(include_str!("../../assets/strings.txt")).0
    }

    /// The model for similarity by strings and a lexicon learned from the text.
    #[must_use]
    pub fn lexicon() -> Self {
        Self::parse(include_str!("../../assets/lexicon.txt")).0
    }

    /// The model for similarity by meaning, strings and lexicon together.
    #[must_use]
    pub fn encoder() -> Self {
        Self::parse(include_str!("../../assets/encoder.txt")).0
    }

    /// The same for free translations, which keep the order of the content and little more.
    #[must_use]
    pub fn free() -> Self {
        Self::parse(include_str!("../../assets/encoder-free.txt")).0
    }

    /// Returns the interpolation between this model and `other`, at `part` from 0 to 1.
    #[must_use]
    pub fn towards(&self, other: &Self, part: f32) -> Self {
        let mix = |a: f32, b: f32| a + part * (b - a);
        Self {
            weights: self
                .weights
                .iter()
                .zip(&other.weights)
                .map(|(&a, &b)| mix(a, b))
                .collect(),
            opening: mix(self.opening, other.opening),
            temperature: mix(self.temperature, other.temperature),
        }
    }

    /// Reads weights; also returns the lines that the model does not understand.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        let mut model = Self::default();
        let mut unknown = Vec::new();
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or("").trim();
            if line.is_empty() {
                continue;
            }
            let mut parts = line.split_whitespace();
            let name = parts.next().unwrap_or("");
            let value = parts.next().and_then(|value| value.parse::<f32>().ok());
            match (model.slot(name), value) {
                (Some(slot), Some(value)) if value.is_finite() => *slot = value,
                _ => unknown.push(line.to_owned()),
            }
        }
        model.temperature = model.temperature.max(0.01);
        (model, unknown)
    }

    fn slot(&mut self, name: &str) -> Option<&mut f32> {
        match name {
            "opening" => Some(&mut self.opening),
            "temperature" => Some(&mut self.temperature),
            _ => {
                let at = (0..FEATURE_COUNT).find(|&at| feature_name(at) == name)?;
                self.weights.get_mut(at)
            }
        }
    }

    /// Writes the weights as [`BeadModel::parse`] reads them, those of 0 left out.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = format!(
            "opening {:.4}\ntemperature {:.4}\n",
            self.opening, self.temperature
        );
        for (at, weight) in self.weights.iter().enumerate() {
            if *weight != 0.0 {
                out.push_str(&format!("{} {weight:.4}\n", feature_name(at)));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carried_weights_name_only_known_features() {
        for text in [
            include_str!("../../assets/strings.txt"),
            include_str!("../../assets/lexicon.txt"),
            include_str!("../../assets/encoder.txt"),
            include_str!("../../assets/encoder-free.txt"),
        ] {
            let (model, unknown) = BeadModel::parse(text);
            assert!(unknown.is_empty(), "{unknown:?}");
            assert!(model.weights.iter().any(|&weight| weight != 0.0));
            let (again, _) = BeadModel::parse(&model.to_text());
            assert_eq!(again.weights.len(), model.weights.len());
        }
    }

    #[test]
    fn unknown_lines_are_told() {
        let (_, unknown) = BeadModel::parse("size 1.0\nnonsense 2\nsize x # y");
        assert_eq!(unknown, ["nonsense 2", "size x"]);
    }
}
