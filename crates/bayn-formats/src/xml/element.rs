//! An element with its content: the tree of one small part of a file.
//!
//! Trees are built for one unit or one header at a time, never for a whole large file.

use super::XML_NS;
use super::bindings::Bindings;
use super::write::{escape_attr, xml_text};
use std::sync::Arc;

/// An attribute with its namespace.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Attr {
    /// The namespace, or empty.
    pub(crate) ns: Arc<str>,
    /// The prefix as written, or empty.
    pub(crate) prefix: Arc<str>,
    /// The name without prefix.
    pub(crate) local: Arc<str>,
    /// The value with references resolved.
    pub(crate) value: String,
}

/// A child of an element.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    /// An element.
    Element(Box<Element>),
    /// Text, joined from all its pieces.
    Text(String),
}

/// An element; `xmlns` declarations are not among its attributes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Element {
    /// The namespace, or empty.
    pub(crate) ns: Arc<str>,
    /// The prefix as written, or empty.
    pub(crate) prefix: Arc<str>,
    /// The name without prefix.
    pub(crate) local: Arc<str>,
    /// The attributes in order.
    pub(crate) attrs: Vec<Attr>,
    /// The children in order.
    pub(crate) children: Vec<Node>,
    /// The byte offset of its start tag in the decoded file.
    pub(crate) at: usize,
}

impl Element {
    /// Returns whether the element has this namespace and name.
    pub(crate) fn is(&self, ns: &str, local: &str) -> bool {
        &*self.local == local && &*self.ns == ns
    }

    /// Returns the value of an attribute without namespace.
    pub(crate) fn get(&self, local: &str) -> Option<&str> {
        self.get_ns("", local)
    }

    /// Returns the value of an attribute of a namespace.
    pub(crate) fn get_ns(&self, ns: &str, local: &str) -> Option<&str> {
        #[cfg(test)]
        super::steps::step();
        self.attrs
            .iter()
            .find(|attr| &*attr.local == local && &*attr.ns == ns)
            .map(|attr| attr.value.as_str())
    }

    /// Returns the value of `xml:lang`.
    pub(crate) fn xml_lang(&self) -> Option<&str> {
        self.get_ns(XML_NS, "lang")
    }

    /// Returns the child elements in order.
    pub(crate) fn elements(&self) -> impl DoubleEndedIterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(&**element),
            Node::Text(_) => None,
        })
    }

    /// Returns the first child element with this local name, of any namespace.
    pub(crate) fn child(&self, local: &str) -> Option<&Self> {
        self.elements().find(|child| &*child.local == local)
    }

    /// Returns all text inside, at any depth.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.collect_text(&mut text);
        text
    }

    fn collect_text(&self, into: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => into.push_str(text),
                Node::Element(element) => element.collect_text(into),
            }
        }
    }

    /// Calls `visit` for the element and all elements inside, in document order.
    pub(crate) fn walk<'e>(&'e self, visit: &mut impl FnMut(&'e Self)) {
        visit(self);
        for child in self.elements() {
            child.walk(visit);
        }
    }

    /// Returns the name as written, with its prefix.
    pub(crate) fn name(&self) -> String {
        if self.prefix.is_empty() {
            self.local.to_string()
        } else {
            format!("{}:{}", self.prefix, self.local)
        }
    }

    /// Returns the element as XML that declares every namespace it uses.
    pub(crate) fn to_xml(&self) -> String {
        let mut out = String::new();
        self.write_into(&mut out, &mut Bindings::default());
        out
    }

    /// Returns what is inside the element as XML in the same way.
    pub(crate) fn inner_xml(&self) -> String {
        let mut out = String::new();
        for node in &self.children {
            match node {
                Node::Text(text) => out.push_str(&xml_text(text)),
                Node::Element(element) => element.write_into(&mut out, &mut Bindings::default()),
            }
        }
        out
    }

    fn write_into(&self, out: &mut String, scope: &mut Bindings) {
        let depth = scope.mark();
        out.push('<');
        out.push_str(&self.name());
        declare(out, scope, &self.prefix, &self.ns);
        for attr in &self.attrs {
            if !attr.prefix.is_empty() {
                declare(out, scope, &attr.prefix, &attr.ns);
            }
        }
        for attr in &self.attrs {
            out.push(' ');
            if !attr.prefix.is_empty() {
                out.push_str(&attr.prefix);
                out.push(':');
            }
            out.push_str(&attr.local);
            out.push_str("=\"");
            out.push_str(&escape_attr(&attr.value));
            out.push('"');
        }
        if self.children.is_empty() {
            out.push_str("/>");
        } else {
            out.push('>');
            for node in &self.children {
                match node {
                    Node::Text(text) => out.push_str(&xml_text(text)),
                    Node::Element(element) => element.write_into(out, scope),
                }
            }
            out.push_str("</");
            out.push_str(&self.name());
            out.push('>');
        }
        scope.unwind(depth);
    }
}

/// Writes `xmlns` for a prefix that does not stand for this namespace yet.
fn declare(out: &mut String, scope: &mut Bindings, prefix: &Arc<str>, ns: &Arc<str>) {
    if &**prefix == "xml" || scope.get(prefix) == Some(ns) {
        return;
    }
    out.push_str(" xmlns");
    if !prefix.is_empty() {
        out.push(':');
        out.push_str(prefix);
    }
    out.push_str("=\"");
    out.push_str(&escape_attr(ns));
    out.push('"');
    scope.bind(Arc::clone(prefix), Arc::clone(ns));
}
