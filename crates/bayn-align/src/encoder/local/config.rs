//! `config.json`: the sizes of a BERT encoder (Devlin et al. 2019).

use crate::encoder::files::ModelError;
use crate::encoder::parts::WIDTH;
use bayn_text::Message;
use bayn_text::msg;
use serde::Deserialize;

const FILE: &str = "config.json";

/// The fields that are read.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Config {
    pub(super) hidden_size: usize,
    pub(super) num_hidden_layers: usize,
    pub(super) num_attention_heads: usize,
    pub(super) intermediate_size: usize,
    pub(super) max_position_embeddings: usize,
    pub(super) vocab_size: usize,
    #[serde(default = "one")]
    pub(super) type_vocab_size: usize,
    #[serde(default = "epsilon")]
    pub(super) layer_norm_eps: f32,
    #[serde(default)]
    model_type: String,
    #[serde(default)]
    hidden_act: String,
    #[serde(default)]
    position_embedding_type: String,
}

const fn one() -> usize {
    1
}

const fn epsilon() -> f32 {
    1e-12
}

impl Config {
    /// Reads the file; fields that it does not set are as in the original BERT.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let config: Self = serde_json::from_slice(bytes).map_err(|error| {
            ModelError::new(
                FILE,
                msg!(
                    "config.json does not give the sizes of a BERT encoder: {error}",
                    error = Message::library(error)
                ),
            )
        })?;
        let kind = |expected: &str, found: &str| found.is_empty() || found == expected;
        if !kind("bert", &config.model_type)
            || !kind("gelu", &config.hidden_act)
            || !kind("absolute", &config.position_embedding_type)
        {
            return Err(ModelError::new(
                FILE,
                msg!(
                    "expected a `bert` with `gelu` and `absolute` positions, like multilingual-e5-small; found `{model_type}`, `{hidden_act}`, `{position_embedding_type}`",
                    model_type = config.model_type,
                    hidden_act = config.hidden_act,
                    position_embedding_type = config.position_embedding_type
                ),
            ));
        }
        let (hidden, heads) = (config.hidden_size, config.num_attention_heads);
        let good = (1..=WIDTH).contains(&hidden)
            && heads > 0
            && hidden.is_multiple_of(heads)
            && (1..=64).contains(&config.num_hidden_layers)
            && (1..=1 << 14).contains(&config.intermediate_size)
            && (8..=1 << 14).contains(&config.max_position_embeddings)
            && (8..=1 << 24).contains(&config.vocab_size)
            && config.type_vocab_size > 0;
        if !good {
            return Err(ModelError::new(
                FILE,
                msg!(
                    "expected vectors of at most {width} numbers, divided evenly among heads",
                    width = WIDTH
                ),
            ));
        }
        Ok(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_kinds_of_models_are_told_apart() {
        let sizes = r#""hidden_size":384,"num_hidden_layers":12,"num_attention_heads":12,
            "intermediate_size":1536,"max_position_embeddings":512,"vocab_size":250037"#;
        let read = |more: &str| Config::read(format!("{{{sizes}{more}}}").as_bytes());
        assert!(read("").is_ok());
        assert!(read(r#","model_type":"bert","hidden_act":"gelu""#).is_ok());
        assert!(read(r#","model_type":"xlm-roberta""#).is_err());
        assert!(read(r#","hidden_act":"relu""#).is_err());
        assert!(Config::read(b"{}").is_err());
        assert!(Config::read(b"\xff").is_err());
        let wide = format!("{{{}}}", sizes.replace("384", "768"));
        assert!(Config::read(wide.as_bytes()).is_err());
    }
}
