//! Removes page furniture: running heads, footers and page numbers.
//!
//! ```text
//!   Annual report            12     the same words (numbers aside) at the same height of
//!                                   several pages, or a number that counts with the pages
//! ```

use super::line::Line;
use bayn_text::digit_value;
use std::collections::HashMap;

/// The most lines at either end of a page that may be furniture.
const EDGE: usize = 3;
/// The tolerance of the height of furniture, in points.
const HEIGHT: f64 = 4.0;

/// Removes furniture from the lines of all pages.
pub(super) fn clear(pages: &mut [Vec<Line>]) {
    let mut seen: HashMap<String, Vec<(usize, f64)>> = HashMap::new();
    let edges: Vec<Vec<usize>> = pages.iter().map(|lines| edge(lines)).collect();
    for (page, (lines, edge)) in pages.iter().zip(&edges).enumerate() {
        for line in edge.iter().filter_map(|at| lines.get(*at)) {
            seen.entry(pattern(&line.text))
                .or_default()
                .push((page, line.base));
        }
    }
    let count = pages.len();
    let numbered: Vec<Vec<usize>> = pages
        .iter()
        .zip(&edges)
        .enumerate()
        .map(|(page, (lines, edge))| {
            edge.iter()
                .copied()
                .filter(|at| {
                    let Some(line) = lines.get(*at) else {
                        return false;
                    };
                    let pattern = pattern(&line.text);
                    let others = seen.get(&pattern).map_or(&[][..], Vec::as_slice);
                    repeats(&pattern, line, page, others, count)
                })
                .collect()
        })
        .collect();
    for (lines, furniture) in pages.iter_mut().zip(numbered) {
        let mut at = 0;
        lines.retain(|_| {
            at += 1;
            !furniture.contains(&(at - 1))
        });
    }
}

/// Returns the indexes of the highest and lowest lines of a page.
fn edge(lines: &[Line]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    let base = |at: &usize| lines.get(*at).map_or(0.0, |line| line.base);
    order.sort_by(|a, b| base(b).total_cmp(&base(a)));
    let mut edge: Vec<usize> = order.iter().copied().take(EDGE).collect();
    edge.extend(order.iter().rev().take(EDGE));
    edge.sort_unstable();
    edge.dedup();
    edge
}

/// Returns a text with its numbers as `#`.
fn pattern(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for c in text.chars() {
        if digit_value(c).is_none() {
            pattern.extend(c.to_lowercase());
        } else if !pattern.ends_with('#') {
            pattern.push('#');
        }
    }
    pattern
}

/// Returns whether a line is furniture: similar lines are there on other pages.
fn repeats(pattern: &str, line: &Line, page: usize, others: &[(usize, f64)], pages: usize) -> bool {
    let same = |(other, base): &&(usize, f64)| *other != page && (base - line.base).abs() <= HEIGHT;
    let mut found: Vec<usize> = others
        .iter()
        .filter(same)
        .map(|(other, _)| *other)
        .collect();
    found.dedup();
    let is_number = is_page_number(pattern);
    match pages {
        // A single page has only a number.
        0 | 1 => {
            is_number
                && line
                    .text
                    .chars()
                    .filter_map(digit_value)
                    .all(|digit| digit == 1)
        }
        2 => !found.is_empty(),
        _ if is_number => !found.is_empty(),
        // Heads of chapters stand on some pages only, and on right or left ones.
        _ => found.len() >= 2,
    }
}

/// Returns whether a pattern is a page number with its usual decoration.
fn is_page_number(pattern: &str) -> bool {
    let mut numbers = 0;
    for word in pattern.split(|c: char| c.is_whitespace() || "-–—|/()[]".contains(c)) {
        match word {
            "" => {}
            "#" => numbers += 1,
            "page" | "p." | "of" | "seite" | "von" | "صفحة" | "الصفحة" | "ص" | "من" => {
            }
            _ => return false,
        }
    }
    numbers > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, base: f64) -> Line {
        Line {
            text: text.to_owned(),
            base,
            ..Line::default()
        }
    }

    #[test]
    fn heads_and_numbers_go_and_text_stays() {
        let mut pages: Vec<Vec<Line>> = (1..=4)
            .map(|page| {
                vec![
                    line("Annual report", 800.0),
                    line(
                        &format!("The text of page {page}."),
                        780.0 - 9.0 * f64::from(page),
                    ),
                    line(
                        "In the same words at another height",
                        700.0 - 9.0 * f64::from(page),
                    ),
                    line(&format!("- {page} -"), 30.0),
                ]
            })
            .collect();
        clear(&mut pages);
        assert!(pages.iter().all(|lines| lines.len() == 2), "{pages:?}");
    }

    #[test]
    fn a_page_alone_loses_only_its_number() {
        let mut pages = vec![vec![
            line("Title", 800.0),
            line("12", 400.0),
            line("١", 30.0),
        ]];
        clear(&mut pages);
        let left: Vec<&str> = pages
            .iter()
            .flatten()
            .map(|line| line.text.as_str())
            .collect();
        assert_eq!(left, ["Title", "12"]);
    }
}
