//! Start tags: names, attributes, namespaces.

use super::Puller;
use crate::FormatError;
use crate::xml::XML_NS;
use crate::xml::complaint;
use crate::xml::element::{Attr, Element};
use crate::xml::name::is_ncname;
use bayn_text::msg;
use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

/// The maximum nesting of elements; real files stay below 30.
const MAX_DEPTH: usize = 200;
/// The maximum number of bytes of a start tag.
const MAX_TAG: usize = 1 << 20;
/// The maximum number of bytes of a language tag.
const MAX_LANG: usize = 255;
/// The memory of an element besides its names and texts, in bytes.
const PER_ELEMENT: usize = 64;
/// The memory of an attribute besides its name and value, in bytes.
const PER_ATTR: usize = 48;

/// The attributes that name a language.
const LANG_ATTRS: &[&str] = &[
    "xml:lang",
    "lang",
    "srclang",
    "srcLang",
    "trgLang",
    "source-language",
    "target-language",
];

/// The start of the namespace of an undeclared prefix.
const UNDECLARED: &str = "urn:undeclared:";

impl Puller<'_> {
    /// Reads a start tag: names, attributes, namespaces.
    pub(super) fn start(
        &mut self,
        at: usize,
        tag: &BytesStart<'_>,
    ) -> Result<Element, FormatError> {
        if self.marks.is_empty() && self.seen_root {
            return Err(self.ill_formed(at, msg!("there is a second root element")));
        }
        if self.marks.len() >= MAX_DEPTH {
            return Err(self
                .error(
                    at,
                    msg!("nesting limit"),
                    msg!(
                        "elements are nested deeper than {max_depth}",
                        max_depth = MAX_DEPTH
                    ),
                )
                .remedy(msg!(
                    "no ordinary document is built like this; the file may be malicious"
                )));
        }
        if tag.len() > MAX_TAG {
            return Err(self
                .error(
                    at,
                    msg!("tag size limit"),
                    msg!("a start tag of {tag} bytes", tag = tag.len()),
                )
                .remedy(msg!(
                    "no ordinary document has one; the file may be malicious"
                )));
        }
        self.seen_root = true;
        self.marks.push(self.bound.mark());
        let (prefix, local) = self.split_name(at, tag.name().as_ref())?;
        let raw = self.raw_attrs(at, tag)?;
        for (key, value) in &raw {
            let bound = if *key == "xmlns" {
                Some("")
            } else {
                key.strip_prefix("xmlns:")
            };
            if let Some(prefix) = bound {
                let (prefix, namespace) = (self.shared(prefix), self.shared(value));
                self.bound.bind(prefix, namespace);
            }
        }
        let ns = self.namespace(at, &prefix, true);
        let named = if prefix.is_empty() { 0 } else { ns.len() };
        self.charge(at, PER_ELEMENT + named)?;
        let mut attrs: Vec<Attr> = Vec::with_capacity(raw.len());
        let mut seen = HashSet::new();
        for (key, value) in raw {
            if key == "xmlns" || key.starts_with("xmlns:") {
                continue;
            }
            let (prefix, local) = self.split_name(at, key)?;
            let ns = self.namespace(at, &prefix, false);
            // Two prefixes may have the same namespace.
            if !prefix.is_empty() && !seen.insert((Arc::clone(&ns), Arc::clone(&local))) {
                return Err(self.twice(at, key));
            }
            let room = PER_ATTR + ns.len() + local.len() + value.len();
            self.charge(at, room)?;
            attrs.push(Attr {
                ns,
                prefix,
                local,
                value,
            });
        }
        Ok(Element {
            ns,
            prefix,
            local,
            attrs,
            children: Vec::new(),
            at,
        })
    }

    fn twice(&self, at: usize, key: &str) -> FormatError {
        self.ill_formed(at, msg!("the attribute `{key}` is repeated", key))
    }

    /// Returns the attributes as written, with references resolved.
    fn raw_attrs<'t>(
        &self,
        at: usize,
        tag: &'t BytesStart<'_>,
    ) -> Result<Vec<(&'t str, String)>, FormatError> {
        let mut raw: Vec<(&'t str, String)> = Vec::new();
        let mut seen = HashSet::new();
        let mut after = 0;
        let all = tag.attributes_raw();
        for attr in tag.attributes().with_checks(false) {
            let attr =
                attr.map_err(|error| self.ill_formed(at, complaint::of_attribute(&error)))?;
            let key: &'t str = attr.key.into_inner();
            let begin = (key.as_ptr() as usize).wrapping_sub(all.as_ptr() as usize);
            let gap = all.get(after..begin).unwrap_or(" ");
            if !gap.starts_with(|c: char| c.is_ascii_whitespace()) {
                return Err(self.ill_formed(at, msg!("no space before the attribute `{key}`", key)));
            }
            // Behind the value there is a quote.
            let value = (attr.value.as_ptr() as usize).wrapping_sub(all.as_ptr() as usize);
            after = value.wrapping_add(attr.value.len() + 1);
            // Most tags have few: comparing them costs less than a set.
            let again = if raw.len() < 16 {
                raw.iter().any(|(known, _)| *known == key)
            } else {
                if seen.is_empty() {
                    seen.extend(raw.iter().map(|(known, _)| *known));
                }
                !seen.insert(key)
            };
            if again {
                return Err(self.twice(at, key));
            }
            if attr.value.len() > MAX_LANG && LANG_ATTRS.contains(&key) {
                return Err(self
                    .error(
                        at,
                        msg!("language tag limit"),
                        msg!(
                            "`{key}` has {bytes} bytes, more than {most}",
                            key,
                            bytes = attr.value.len(),
                            most = MAX_LANG
                        ),
                    )
                    .remedy(msg!(
                        "write the tag of the language, such as `ar` or `pt-BR`"
                    )));
            }
            if attr.value.contains('<') {
                return Err(
                    self.ill_formed(at, msg!("`<` is not allowed in the attribute `{key}`", key))
                );
            }
            self.check_chars(at, &attr.value)?;
            let value = attr
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| {
                    self.ill_formed(
                        at,
                        msg!(
                            "in the attribute `{key}`: {error}",
                            key,
                            error = complaint::of(&error)
                        ),
                    )
                })?;
            if let Cow::Owned(value) = &value {
                self.check_chars(at, value)?;
            }
            raw.push((key, value.into_owned()));
        }
        Ok(raw)
    }

    fn split_name(&mut self, at: usize, name: &str) -> Result<(Arc<str>, Arc<str>), FormatError> {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        if !is_ncname(local) || (!prefix.is_empty() && !is_ncname(prefix)) || name.starts_with(':')
        {
            return Err(self.ill_formed(at, msg!("`{name}` is not a valid name in XML", name)));
        }
        Ok((self.shared(prefix), self.shared(local)))
    }

    fn namespace(&mut self, at: usize, prefix: &str, element: bool) -> Arc<str> {
        if prefix == "xml" {
            return self.shared(XML_NS);
        }
        if prefix.is_empty() && !element {
            return self.shared("");
        }
        match self.bound.get(prefix) {
            Some(ns) => Arc::clone(ns),
            None if prefix.is_empty() => self.shared(""),
            None => {
                // Tools write their own markup this way; it is identified by its prefix.
                let ns = self.shared(&format!("{UNDECLARED}{prefix}"));
                let prefix = self.shared(prefix);
                self.undeclared.entry(prefix).or_insert(at);
                ns
            }
        }
    }

    /// Returns what is wrong with the prefixes that nothing declares, each once.
    pub(crate) fn undeclared(&self) -> Vec<FormatError> {
        let error = |prefix: &str| {
            let clause = msg!("Namespaces in XML: every prefix must be declared");
            let message = msg!("the prefix `{prefix}` is not declared", prefix);
            let remedy = msg!(
                "add xmlns:{prefix}=\"\u{2026}\" to the root element",
                prefix
            );
            FormatError::whole(clause, message).remedy(remedy)
        };
        let all = self.undeclared.iter();
        let all = all.map(|(prefix, at)| (*at, error(prefix))).collect();
        self.feed.located(all)
    }
}
