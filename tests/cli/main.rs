//! The command line, the store on the disk, and what book and messages promise.

mod answers;
mod autosave;
mod book;
mod circles;
mod cli_align;
mod cli_files;
mod cli_formats;
mod cli_review;
mod commands;
mod encoder_local;
mod facts;
mod files_of_0_1_0;
mod floors;
mod input;
mod lookup;
mod messages;
mod pair;
mod sample;
mod shells;
mod store;
mod store_files;
mod store_kill;
mod store_kit;
mod store_merge;
mod store_speed;
mod touch;
