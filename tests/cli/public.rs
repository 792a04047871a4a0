//! No public item of a package that nothing outside of it names.
//!
//! The compiler finds what is dead inside a package; what is public it must take for used. Here
//! every public function, constant and module is looked for by its name in the sources of
//! all others: programs, tests, benches, examples. A type or trait counts as named where the signature of a
//! public item names it, since the compiler needs it there. Fields are not looked for: who fills
//! the rest of a struct from its default names none of them. `harf` is a library
//! for others too: what its front page, its documentation or its tests name is for them.

use crate::floors::sources;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const PACKAGES: &[&str] = &[
    "bayn-align",
    "bayn-doc",
    "bayn-formats",
    "bayn-review",
    "bayn-text",
    "harf",
];

/// The public items of a package.
#[derive(Default)]
struct Public {
    /// Functions, constants, modules: each with its file.
    items: Vec<(String, String)>,
    /// Structs, enums, traits and other types.
    types: Vec<(String, String)>,
    /// What the declarations of all of these name.
    declared: BTreeSet<String>,
}

fn word(token: Option<&TokenTree>) -> Option<String> {
    match token {
        Some(TokenTree::Ident(ident)) => Some(ident.to_string()),
        _ => None,
    }
}

/// Adds the words of a stream, with those of its groups.
fn add_words(tokens: TokenStream, into: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                into.insert(ident.to_string());
            }
            TokenTree::Group(group) => add_words(group.stream(), into),
            _ => {}
        }
    }
}

/// Adds what a stream declares as `pub`.
fn walk(tokens: TokenStream, path: &str, public: &mut Public) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            walk(group.stream(), path, public);
        }
        // `type Err = MyError;` of a trait that is public.
        if word(Some(token)).as_deref() == Some("type")
            && word(tokens.get(at + 1)).as_deref() == Some("Err")
        {
            public.declared.extend(word(tokens.get(at + 3)));
        }
        if word(Some(token)).as_deref() != Some("pub") {
            continue;
        }
        let mut next = at + 1;
        // `pub(crate)` is not public.
        let is_limited = matches!(tokens.get(next), Some(TokenTree::Group(group))
            if group.delimiter() == Delimiter::Parenthesis
                && matches!(word(group.stream().into_iter().next().as_ref()).as_deref(),
                    Some("crate" | "super" | "self" | "in")));
        if is_limited {
            continue;
        }
        while matches!(word(tokens.get(next)).as_deref(), Some("unsafe" | "async"))
            || word(tokens.get(next)).as_deref() == Some("const")
                && word(tokens.get(next + 1)).as_deref() == Some("fn")
        {
            next += 1;
        }
        let kind = word(tokens.get(next)).unwrap_or_default();
        let name = word(tokens.get(next + 1));
        match (kind.as_str(), name) {
            ("struct" | "enum" | "type" | "trait", Some(name)) => {
                public.types.push((name, path.to_owned()));
            }
            ("fn" | "const" | "static" | "mod", Some(name)) => {
                public.items.push((name, path.to_owned()));
            }
            ("use", _) => continue,
            _ => {}
        }
        declare(&tokens, next, &kind, &mut public.declared);
    }
}

/// Adds what the declaration at `start` names: up to its body, or with it for an enum.
fn declare(tokens: &[TokenTree], start: usize, kind: &str, declared: &mut BTreeSet<String>) {
    let own_name = start + 1;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == ';' => return,
            // The field of a struct ends here.
            TokenTree::Punct(sign) if sign.as_char() == ',' && kind != "fn" => return,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                if kind == "enum" {
                    add_words(group.stream(), declared);
                }
                return;
            }
            TokenTree::Group(group) => add_words(group.stream(), declared),
            TokenTree::Ident(ident) if at != own_name => {
                declared.insert(ident.to_string());
            }
            _ => {}
        }
    }
}

/// Adds the Rust sources in a folder, each with the words of its code.
fn read_words(folder: &Path, into: &mut Vec<(PathBuf, BTreeSet<String>)>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if name == "target" || name.to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            read_words(&path, into);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).expect("a source");
            let code = text
                .lines()
                .map(|line| line.split("//").next().unwrap_or(""));
            into.push((path, code.flat_map(words_in).collect()));
        }
    }
}

/// Returns the words of a library's front page and documentation.
fn documented(own: &Path, read: &[(PathBuf, BTreeSet<String>)]) -> BTreeSet<String> {
    let page = fs::read_to_string(own.join("README.md")).expect("a front page");
    let mut words: BTreeSet<String> = words_in(&page).collect();
    for (path, _) in read.iter().filter(|(path, _)| path.starts_with(own)) {
        let text = fs::read_to_string(path).expect("a source");
        let lines = text.lines().map(str::trim_start);
        words.extend(
            lines
                .filter(|line| line.starts_with("//"))
                .flat_map(words_in),
        );
    }
    words
}

fn words_in(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
}

#[test]
fn every_public_item_is_named_outside_its_package() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all: BTreeMap<String, Public> = BTreeMap::new();
    for source in sources() {
        if !PACKAGES.contains(&source.package.as_str()) {
            continue;
        }
        // A module of tests is the last item of its file.
        let code = source.text.split("#[cfg(test)]\nmod ").next();
        let code = code.unwrap_or_default();
        let tokens: TokenStream = code.parse().expect("a source that compiles");
        let public = all.entry(source.package).or_default();
        walk(tokens, &source.path, public);
    }
    assert_eq!(all.len(), PACKAGES.len());
    let mut read = Vec::new();
    read_words(root, &mut read);
    let mut unnamed = Vec::new();
    for (package, public) in &all {
        let own = root.join("crates").join(package);
        let outside = read
            .iter()
            .filter(|(path, _)| !path.starts_with(own.join("src")));
        let mut words: BTreeSet<&str> = outside
            .flat_map(|(_, words)| words.iter().map(String::as_str))
            .collect();
        let documented = match package.as_str() {
            "harf" => documented(&own, &read),
            _ => BTreeSet::new(),
        };
        words.extend(documented.iter().map(String::as_str));
        let is_unnamed = |item: &&(String, String)| !words.contains(item.0.as_str());
        let types = public.types.iter().filter(is_unnamed);
        let types = types.filter(|item| !public.declared.contains(&item.0));
        assert!(
            public.items.len() > 20,
            "{package}: the items were not found"
        );
        unnamed.extend(public.items.iter().filter(is_unnamed).chain(types));
    }
    let lines: Vec<String> = unnamed
        .iter()
        .map(|(name, path)| format!("{path}: {name}"))
        .collect();
    assert!(lines.is_empty(), "public for nobody:\n{}", lines.join("\n"));
}
