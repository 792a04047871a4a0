//! The same measurement in two systems: miles and kilometers, pounds and kilograms, degrees.

use super::quantity::{Grip, Quantity};
use super::{Half, Pair, Word};
use bayn_doc::{Side, Sides};
use bayn_text::fold;

/// Measures of one system in those of the other: miles, feet, yards, inches, pounds, stones, ounces,
/// acres, gallons.
const CONVERSIONS: [f64; 9] = [
    1.609_344, 0.3048, 0.9144, 2.54, 0.453_592, 6.350_29, 28.349_5, 0.404_686, 3.785_41,
];
/// A gallon of Britain.
const IMPERIAL_GALLON: f64 = 4.546_09;

/// Symbols and English words of metric units that occur in any text.
const SIGNS: &[&str] = &["m", "km", "cm", "mm", "kg", "ha", "kmh", "kph"];

/// Beginnings, common to most languages, of the most converted metric units, without accents.
const METRIC: &[&str] = &[
    "kilo",
    "quilo",
    "chilo",
    "centim",
    "hect",
    "meter",
    "metre",
    "metr",
    "liter",
    "litre",
    "litri",
    "litros",
    "\u{43A}\u{438}\u{43B}\u{43E}",
    "\u{43C}\u{435}\u{442}\u{440}",
    "\u{643}\u{64A}\u{644}\u{648}",
    "\u{645}\u{62A}\u{631}",
    "\u{6A9}\u{6CC}\u{644}\u{648}",
    "\u{5E7}\u{5D9}\u{5DC}\u{5D5}",
    "\u{5DE}\u{5D8}\u{5E8}",
    "\u{30AD}\u{30ED}",
    "\u{30E1}\u{30FC}\u{30C8}\u{30EB}",
    "\u{D0AC}\u{B85C}",
    "\u{516C}\u{91CC}",
    "\u{516C}\u{65A4}",
    "\u{5343}\u{514B}",
    "\u{5343}\u{7C73}",
    "\u{7C73}",
];

/// Returns whether the numbers that the sides do not share are the same measurements in two
/// systems, converted for other readers.
pub(super) fn is_converted(pair: &Pair<'_>, lone: &Sides<Vec<&Quantity>>) -> bool {
    if lone.source.is_empty() || lone.target.is_empty() {
        return false;
    }
    // If both sides use the same system, another number is another measurement.
    let metric = Side::BOTH.map(|side| is_metric(&pair.sides[side]));
    let degrees = Side::BOTH
        .iter()
        .any(|&side| names_degrees(&pair.sides[side]));
    if metric[0] == metric[1] && !degrees {
        return false;
    }
    // Feet and inches are two numbers for one.
    let tall =
        pair.sides.source.text().contains("-foot-") || pair.sides.target.text().contains("-foot-");
    // One side may spell its measure out: "eight-foot".
    let mut digits = lone
        .target
        .iter()
        .filter(|number| number.grip == Grip::Digits);
    let same = |own: &&&Quantity| {
        let mut others = lone.source.iter();
        others
            .any(|other| is_same(own.value(), other.value()) || is_same(other.value(), own.value()))
    };
    let measured = digits.clone().next().is_some();
    let matched = measured && digits.all(|own| same(&own));
    tall || matched
}

/// Returns whether a side names a metric measure.
fn is_metric(half: &Half<'_>) -> bool {
    half.words.iter().any(|word| {
        let key = fold(&word.key).text;
        let parts = key.split('-');
        let mut units = parts.map(|part| part.trim_start_matches(|c: char| c.is_numeric()));
        units
            .any(|unit| SIGNS.contains(&unit) || METRIC.iter().any(|start| unit.starts_with(start)))
    })
}

/// Returns whether a side names a temperature.
fn names_degrees(half: &Half<'_>) -> bool {
    let names = |word: &Word<'_>| matches!(&*word.key, "fahrenheit" | "celsius");
    half.text().contains('\u{B0}') || half.words.iter().any(names)
}

/// Returns whether a measure of one system is another of the other one, rounded.
fn is_same(one: f64, other: f64) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 0.03 * b.abs() || (a - b).abs() <= 0.5;
    let factors = CONVERSIONS.iter().chain([&IMPERIAL_GALLON]);
    let mut scaled = factors.map(|factor| (one * factor, one / factor));
    let degrees = (one * 1.8 + 32.0 - other).abs() <= 1.0;
    one > 4.0 && (degrees || scaled.any(|(more, less)| near(more, other) || near(less, other)))
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn measures_of_two_systems_are_one_within_rounding() {
        assert!(is_same(550.0, 250.0));
        assert!(is_same(650.0, 295.0));
        assert!(is_same(30.0, 86.0));
        // 550 yards are 503 metres.
        assert!(is_same(550.0, 500.0));
        assert!(!is_same(550.0, 400.0));
    }
}
