//! Every format: what is read, written, refused, and damaged at random.

mod formats;
mod formats_bounds;
mod formats_declared;
mod formats_fuzz;
mod formats_hostile;
mod formats_kindly;
mod formats_pairs;
mod formats_peers;
mod formats_pieces;
mod formats_round_trip;
mod formats_xliff2;
mod pdf;
mod review_table;
