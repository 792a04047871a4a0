//! For programs that draw with ratatui.
//!
//! Widgets write text in logical order. After they have drawn, [`finish`] turns and shapes it and
//! encodes it for the terminal at hand. A line that was laid out here ([`layout`](crate::layout),
//! [`InputLine`](crate::InputLine)) is drawn by [`draw`]; [`Spotless`] is a backend that leaves no ink behind where
//! letters reach beyond their cells.
//!
//! ```
//! use harf::Facts;
//! use ratatui::widgets::{Paragraph, Widget};
//! use ratatui::{buffer::Buffer, layout::Rect};
//!
//! let facts = Facts::unasked(); // in a program: harf::Terminal::detect(limit)
//! let area = Rect::new(0, 0, 9, 1);
//! let mut buffer = Buffer::empty(area);
//! Paragraph::new("\u{5d0}\u{5d1}\u{5d2} 12").render(area, &mut buffer);
//! harf::ratatui::finish(&mut buffer, area, &facts);
//! let seen: String = buffer.content.iter().map(|cell| cell.symbol()).collect();
//! assert_eq!(seen.replace('\u{200e}', ""), "12 \u{5d2}\u{5d1}\u{5d0}   ");
//! ```

mod columns;
mod draw;
mod finish;
mod measured;
mod spotless;

pub use draw::draw;
pub use finish::{finish, finish_columns, finish_directed};
pub use measured::measured;
pub use spotless::Spotless;
