//! Checks, codecs, exchange and comparison: cases, figures with floors.

mod check_bench;
mod compare_reports;
mod exchange;
mod exchange_variants;
mod judging;
mod names;
mod pairs_kit;
mod peer_edit_rate;
mod peer_pearmut;
mod raters;
mod review_check_cases;
mod review_checks;
mod review_codecs;
mod review_edit;
mod review_filter;
mod review_mqm;
mod review_numbers;
mod review_peers;
mod review_raters;
mod review_wmt;
mod scorecards;
mod sentences;
mod store_kit;
mod tables;
