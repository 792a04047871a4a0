//! No circle among the modules of a package, except of a parent with its children.
//!
//! Each file is a module. A use of `crate::`, `self::` or `super::` is an arrow from its file to
//! the file that holds what is named, through re-exports. For each parent its children are the
//! nodes, each with all that lies below it:
//!
//! ```text
//!   session::update::caret -> session::geometry     is, among the children of `session`,
//!   update -> geometry                              and a circle if geometry uses update
//! ```

use crate::floors::{outside_tests, sources};
use std::collections::{BTreeMap, BTreeSet};

/// A module by the names that lead to it from the root of its package.
type Module = Vec<String>;

/// The modules of one package, with what they use and hand on.
#[derive(Default)]
struct Package {
    code: BTreeMap<Module, String>,
    /// What a module hands on under a name.
    exports: BTreeMap<Module, BTreeMap<String, Vec<String>>>,
}

/// Returns the module of a source by its path below `src`; `None` for tests.
fn module_of(path: &str) -> Option<Module> {
    let (_, inner) = path.split_once("src/")?;
    let mut names: Module = inner
        .trim_end_matches(".rs")
        .split('/')
        .map(str::to_owned)
        .collect();
    if names.iter().any(|name| name == "tests") {
        return None;
    }
    if names.last().is_some_and(|name| name == "mod") {
        names.pop();
    }
    if names == ["lib"] || names == ["main"] {
        names.clear();
    }
    Some(names)
}

fn packages() -> BTreeMap<String, Package> {
    let mut packages: BTreeMap<String, Package> = BTreeMap::new();
    for source in sources() {
        if let Some(module) = module_of(&source.path) {
            let code = outside_tests(&source);
            let package = packages.entry(source.package).or_default();
            package.code.entry(module).or_default().push_str(&code);
        }
    }
    for package in packages.values_mut() {
        package.exports = exports(&package.code);
    }
    packages
}

/// Returns what `pub use` hands on, by module and name.
fn exports(code: &BTreeMap<Module, String>) -> BTreeMap<Module, BTreeMap<String, Vec<String>>> {
    let mut exports: BTreeMap<Module, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for (module, code) in code {
        for line in ["pub use ", "pub(crate) use ", "pub(super) use "] {
            for (at, _) in code.match_indices(line) {
                for path in paths(&code[at + line.len()..]) {
                    let name = path.last().cloned().unwrap_or_default();
                    let own = exports.entry(module.clone()).or_default();
                    own.insert(name, path);
                }
            }
        }
    }
    exports
}

/// Reads a path, or a tree of them as in `use`, at the beginning of `text`.
fn paths(text: &str) -> Vec<Vec<String>> {
    let (found, _) = tree(text.trim_start());
    found
}

/// Reads one tree and returns its paths and what follows it.
fn tree(text: &str) -> (Vec<Vec<String>>, &str) {
    let mut stem = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if let Some(inner) = rest.strip_prefix('{') {
            let (branches, rest) = branches(inner);
            let with_stem = |branch: Vec<String>| [stem.clone(), branch].concat();
            return (branches.into_iter().map(with_stem).collect(), rest);
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
        let (name, behind) = rest.split_at(end.unwrap_or(rest.len()));
        if name.is_empty() {
            return (vec![stem], rest);
        }
        stem.push(name.to_owned());
        match behind.strip_prefix("::") {
            Some(behind) => rest = behind,
            None => return (vec![stem], behind),
        }
    }
}

/// Reads trees up to the closing brace.
fn branches(text: &str) -> (Vec<Vec<String>>, &str) {
    let (mut found, mut rest) = (Vec::new(), text);
    loop {
        rest = rest.trim_start();
        if let Some(behind) = rest.strip_prefix('}') {
            return (found, behind);
        }
        let (more, behind) = tree(rest);
        found.extend(more);
        // What a name is called here (`as`) is passed over.
        let Some(next) = behind.find([',', '}']) else {
            return (found, "");
        };
        rest = behind[next..].trim_start_matches(',');
    }
}

impl Package {
    /// Returns the module that holds what `path` names, as seen from `from`.
    fn holder(&self, from: &Module, path: &[String], depth: usize) -> Option<Module> {
        let mut at = from.clone();
        for (number, name) in path.iter().enumerate() {
            match name.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" => {
                    at.pop()?;
                }
                name => {
                    let child = [at.clone(), vec![name.to_owned()]].concat();
                    if self.code.contains_key(&child) {
                        at = child;
                        continue;
                    }
                    let handed_on = self.exports.get(&at).and_then(|own| own.get(name));
                    let Some(target) = handed_on.filter(|_| depth < 8) else {
                        return Some(at);
                    };
                    let whole = [target, &path[number + 1..]].concat();
                    return self.holder(&at, &whole, depth + 1);
                }
            }
        }
        Some(at)
    }

    /// Returns the arrows among children, by parent: from, to, and a file that draws it.
    fn arrows(&self) -> BTreeMap<Module, BTreeMap<(String, String), String>> {
        let mut arrows: BTreeMap<Module, BTreeMap<(String, String), String>> = BTreeMap::new();
        for (module, code) in &self.code {
            for begin in ["crate::", "super::", "self::"] {
                let inside = |at: usize| {
                    code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                };
                for (at, _) in code.match_indices(begin).filter(|(at, _)| !inside(*at)) {
                    for path in paths(&code[at..]) {
                        let Some(used) = self.holder(module, &path, 0) else {
                            continue;
                        };
                        let shared = module.iter().zip(&used).take_while(|(a, b)| a == b).count();
                        if let (Some(from), Some(to)) = (module.get(shared), used.get(shared)) {
                            let own = arrows.entry(module[..shared].to_vec()).or_default();
                            own.entry((from.clone(), to.clone())).or_insert_with(|| {
                                format!("{} uses {}", module.join("::"), path.join("::"))
                            });
                        }
                    }
                }
            }
        }
        arrows
    }
}

/// Returns the groups of names each of which leads to each other along the arrows.
fn rings(arrows: &BTreeMap<(String, String), String>) -> BTreeSet<BTreeSet<String>> {
    let reached = |start: &str| {
        let mut found = BTreeSet::new();
        let mut open = vec![start.to_owned()];
        while let Some(name) = open.pop() {
            for (_, to) in arrows.keys().filter(|(from, _)| *from == name) {
                if found.insert(to.clone()) {
                    open.push(to.clone());
                }
            }
        }
        found
    };
    let names: BTreeSet<&String> = arrows.keys().flat_map(|(a, b)| [a, b]).collect();
    let from: BTreeMap<&String, BTreeSet<String>> =
        names.iter().map(|name| (*name, reached(name))).collect();
    from.iter()
        .filter(|(name, reached)| reached.contains(name.as_str()))
        .map(|(name, reached)| {
            let back = |other: &&String| from.get(other).is_some_and(|of| of.contains(*name));
            reached.iter().filter(back).cloned().collect()
        })
        .collect()
}

#[test]
fn siblings_use_each_other_in_no_circle() {
    let mut faults = Vec::new();
    for (name, package) in packages() {
        for (parent, arrows) in package.arrows() {
            for ring in rings(&arrows) {
                let within = arrows
                    .iter()
                    .filter(|((from, to), _)| ring.contains(from) && ring.contains(to));
                let why: Vec<&str> = within.map(|(_, why)| why.as_str()).collect();
                let names: Vec<&String> = ring.iter().collect();
                faults.push(format!(
                    "{name}, in `{}`: {names:?}\n    {}",
                    parent.join("::"),
                    why.join("\n    ")
                ));
            }
        }
    }
    assert!(faults.is_empty(), "circles:\n{}", faults.join("\n"));
}

#[test]
fn trees_of_uses_are_read() {
    let joined = |text: &str| -> Vec<String> {
        paths(text)
            .into_iter()
            .map(|path| path.join("::"))
            .collect()
    };
    assert_eq!(joined("crate::a::b(1)"), ["crate::a::b"]);
    assert_eq!(
        joined("crate::a::{self, b::{C, D as E}, f};"),
        [
            "crate::a::self",
            "crate::a::b::C",
            "crate::a::b::D",
            "crate::a::f"
        ]
    );
    assert_eq!(joined("super::*"), ["super"]);
}
