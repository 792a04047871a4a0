//! Makes the table of interface languages from the files of `assets/lang`.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=assets/lang");
    let mut tags: Vec<String> = fs::read_dir("assets/lang")?
        .filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            Some(name.strip_suffix(".po")?.to_owned())
        })
        .collect();
    tags.sort();
    let file = |tag: &String| {
        let path = format!("/assets/lang/{tag}.po");
        format!("({tag:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?}))),\n")
    };
    let files: String = tags.iter().map(file).collect();
    let folder = env::var("OUT_DIR").map_err(io::Error::other)?;
    let folder = Path::new(&folder);
    fs::write(folder.join("languages.rs"), format!("&[\n{files}]"))?;
    // What the setting of the language may be.
    let choices = [vec!["auto".to_owned(), "en".to_owned()], tags].concat();
    fs::write(folder.join("choices.rs"), format!("&{choices:?}"))
}
