//! Scorecards: the scores of a review's marks by a client's metric, and whether they pass.
//!
//! ```text
//!   profile (TOML) -> Metric ─┐
//!   RatedSegments ────────────┴─> Scorecard ─> ScoreSheet: words for the screen and every report
//! ```

mod count;
mod metric;
mod shown;

pub use count::{Praise, Row, Scorecard};
pub use metric::{Formula, Job, Kind, Metric, Sample};
pub use shown::{ScoreSheet, time_message};
