//! The reader on a screen of a test, as the benches of whole keys and frames need it.

use bayn::session::{Effect, Event, Geometry, State, update};
use bayn::tui::draw::{draw, take_back_scroll};
use bayn::tui::page::RowCache;
use bayn::tui::view::Look;
use harf::encode::Encoding;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::time::Duration;

/// A session with its screen.
pub(crate) struct Reader {
    /// The session.
    pub(crate) state: State,
    /// What the last frame showed.
    pub(crate) geometry: Geometry,
    look: Look,
    cache: RowCache,
    terminal: Terminal<TestBackend>,
}

impl Reader {
    /// Shows a session on a screen of this size.
    pub(crate) fn new(state: State, columns: u16, rows: u16) -> Self {
        let mut reader = Self {
            state,
            geometry: Geometry::default(),
            look: Look::default(),
            cache: RowCache::default(),
            terminal: Terminal::new(TestBackend::new(columns, rows)).expect("a test screen"),
        };
        reader.frame();
        reader
    }

    fn frame(&mut self) {
        self.geometry = draw(
            &mut self.terminal,
            &self.state,
            &self.look,
            Encoding::Guard,
            &mut self.cache,
        )
        .expect("a test screen never fails");
        take_back_scroll(&mut self.state.reading, &self.geometry);
    }

    /// Takes an event and draws.
    pub(crate) fn event(&mut self, event: Event) -> Vec<Effect> {
        let effects = update(&mut self.state, &self.look.keymap, event, &self.geometry);
        self.frame();
        effects
    }

    /// Takes keys that spaces divide, each with its frame.
    pub(crate) fn keys(&mut self, keys: &str) -> Vec<Effect> {
        keys.split_whitespace()
            .flat_map(|key| self.event(Event::Key(key.parse().expect("a key"))))
            .collect()
    }
}

/// Returns the median in milliseconds.
pub(crate) fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e3
}
