//! Attributes of elements, by name.

/// Attributes by name; a name carries its format, such as `x2:canCopy` or `tmx:o-tmf`.
pub type Attrs = Vec<(String, String)>;

/// Returns the value of an attribute.
#[must_use]
pub(crate) fn attr<'a>(attrs: &'a Attrs, name: &str) -> Option<&'a str> {
    attrs
        .iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}
