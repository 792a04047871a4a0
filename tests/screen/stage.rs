//! A reader on a screen of our own, driven by keys.

use bayn::lookup::{Dictionaries, Sources};
use bayn::session::{About, Answer, Effect, Event, Geometry, State, Work, update};
use bayn::tui::draw::{draw, take_back_scroll};
use bayn::tui::page::RowCache;
use bayn::tui::view::Look;
use bayn::tui::workers::{self, links, words};
use bayn_align::encoder::Encoder;
use bayn_align::{Options, align};
use bayn_doc::{Bitext, Document};
use bayn_doc::{Side, Sides};
use bayn_text::{Lang, sanitise};
use harf::encode::Encoding;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::{Color, Modifier};

/// The bundled sample.
pub(crate) const SAMPLE: [&str; 2] = [
    include_str!("../../assets/sample/report.ar.txt"),
    include_str!("../../assets/sample/report.en.txt"),
];

/// A session on a test screen.
pub(crate) struct Stage {
    pub(crate) state: State,
    pub(crate) look: Look,
    pub(crate) effects: Vec<Effect>,
    pub(crate) geometry: Geometry,
    pub(crate) dictionaries: Dictionaries,
    cache: RowCache,
    terminal: Terminal<TestBackend>,
}

impl Stage {
    /// Opens two texts as the program would.
    pub(crate) fn open(texts: [&str; 2], langs: [&str; 2], size: (u16, u16)) -> Self {
        let read = |at: usize| {
            let clean = sanitise(texts[at]);
            let about = About {
                name: format!("report.{}.txt", langs[at]),
                found: clean.found,
                ..About::default()
            };
            (
                Document::from_text(&clean.text, &Lang::new(langs[at])),
                about,
            )
        };
        let ((source, about_source), (target, about_target)) = (read(0), read(1));
        let documents = Sides::new(source, target);
        let beads = align(&documents, &Options::default()).beads;
        let mut bitext = Bitext { documents, beads };
        bitext.name_beads();
        assert!(bitext.is_tiled());
        let mut stage = Self {
            state: State::new(bitext, Sides::new(about_source, about_target)),
            look: Look::default(),
            effects: Vec::new(),
            geometry: Geometry::default(),
            dictionaries: Dictionaries::new(Sources::default()),
            cache: RowCache::default(),
            terminal: Terminal::new(TestBackend::new(size.0, size.1)).expect("a test screen"),
        };
        stage.frame();
        stage
    }

    /// Shows a further translation beside the first.
    pub(crate) fn add(&mut self, text: &str, lang: &str, name: &str) {
        let clean = sanitise(text);
        let about = About {
            name: name.to_owned(),
            found: clean.found,
            ..About::default()
        };
        let source = self.state.texts.bitext.documents.source.clone();
        let target = Document::from_text(&clean.text, &Lang::new(lang));
        let documents = Sides::new(source, target);
        let beads = align(&documents, &Options::default()).beads;
        let main = self.state.texts.bitext.clone();
        self.state
            .texts
            .several
            .add(&main, documents.target, about, beads);
        self.frame();
    }

    /// Opens the bundled sample.
    pub(crate) fn sample(size: (u16, u16)) -> Self {
        Self::open(SAMPLE, ["ar", "en"], size)
    }

    /// Types keys, separated by spaces, with a frame after each.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            let chord = key.parse().expect("the name of a key");
            self.event(Event::Key(chord));
        }
        self
    }

    /// Types text into a prompt.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.event(Event::Paste(text.to_owned()));
        self
    }

    /// Lets something happen, and draws.
    pub(crate) fn event(&mut self, event: Event) {
        let keymap = self.look.keymap.clone();
        let mut waiting = std::collections::VecDeque::from([event]);
        while let Some(event) = waiting.pop_front() {
            let effects = update(&mut self.state, &keymap, event, &self.geometry);
            for effect in &effects {
                waiting.extend(answer_to(effect));
                let answer = self.looked_up(effect);
                waiting.extend(answer);
            }
            // Pairs to cut are asked for by themselves; no key does.
            let asked = effects.into_iter();
            self.effects.extend(
                asked.filter(|effect| !matches!(effect, Effect::Work(_, Work::FindCuts(..)))),
            );
        }
        self.frame();
    }

    /// Takes an answer about the texts as they are now.
    pub(crate) fn answer(&mut self, answer: Answer) {
        self.event(Event::Answer(self.state.texts.ticket(), answer));
    }

    /// What the dictionaries beside the loop would answer.
    fn looked_up(&mut self, effect: &Effect) -> Option<Event> {
        match effect {
            Effect::Work(ticket, Work::LookUp(word, lang)) => {
                let found = words::looked_up(&mut self.dictionaries, word, lang);
                let answer = Answer::LookedUp(word.clone(), found);
                Some(Event::Answer(ticket.clone(), answer))
            }
            _ => None,
        }
    }

    /// Gives the screen another size.
    pub(crate) fn resize(&mut self, size: (u16, u16)) -> &mut Self {
        self.terminal = Terminal::new(TestBackend::new(size.0, size.1)).expect("a test screen");
        self.event(Event::Resized);
        self
    }

    fn frame(&mut self) {
        self.geometry = draw(
            &mut self.terminal,
            &self.state,
            &self.look,
            Encoding::Visual,
            &mut self.cache,
        )
        .expect("a test screen never fails");
        take_back_scroll(&mut self.state.reading, &self.geometry);
    }

    /// The screen as rows of text in visual order.
    pub(crate) fn rows(&self) -> Vec<String> {
        let buffer = self.terminal.backend().buffer();
        (0..buffer.area.height)
            .map(|y| {
                let row: String = (0..buffer.area.width)
                    .filter_map(|x| buffer.cell((x, y)))
                    .map(|cell| cell.symbol())
                    .collect();
                row.trim_end().to_owned()
            })
            .collect()
    }

    /// The screen as text.
    pub(crate) fn screen(&self) -> String {
        self.rows().join("\n")
    }

    /// The styles of the screen, a letter a cell: B bold, D dim, U underlined, R reversed,
    /// b bold with colour, c colour alone, `.` plain.
    pub(crate) fn styles(&self) -> String {
        let buffer = self.terminal.backend().buffer();
        (0..buffer.area.height)
            .map(|y| {
                let row: String = (0..buffer.area.width)
                    .filter_map(|x| buffer.cell((x, y)))
                    .map(|cell| {
                        let has = |modifier| cell.modifier.contains(modifier);
                        let colour = cell.fg != Color::Reset;
                        if has(Modifier::REVERSED) {
                            'R'
                        } else if has(Modifier::UNDERLINED) {
                            'U'
                        } else if has(Modifier::BOLD) && cell.symbol() != " " {
                            if colour { 'b' } else { 'B' }
                        } else if has(Modifier::DIM) && cell.symbol() != " " {
                            'D'
                        } else if colour {
                            'c'
                        } else {
                            '.'
                        }
                    })
                    .collect();
                row.trim_end_matches('.').to_owned()
            })
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The screen with its colours: each row, below it a letter a cell for its style (a space
    /// for the most frequent one), and at the end what each letter means.
    pub(crate) fn painted(&self) -> String {
        let buffer = self.terminal.backend().buffer();
        let style = |cell: &ratatui::buffer::Cell| {
            let mut said = format!("{:?} on {:?}", cell.fg, cell.bg);
            if !cell.modifier.is_empty() {
                said.push_str(&format!(" {:?}", cell.modifier).to_lowercase());
            }
            said
        };
        let mut counts: Vec<(String, usize)> = Vec::new();
        for cell in &buffer.content {
            let said = style(cell);
            match counts.iter_mut().find(|(known, _)| *known == said) {
                Some((_, count)) => *count += 1,
                None => counts.push((said, 1)),
            }
        }
        let most = counts.iter().max_by_key(|(_, count)| *count);
        let ground = most.map(|(said, _)| said.clone()).unwrap_or_default();
        let others: Vec<&String> = counts
            .iter()
            .map(|(said, _)| said)
            .filter(|said| **said != ground)
            .collect();
        let letter = |said: &str| {
            let at = others.iter().position(|known| *known == said);
            at.map_or(' ', |at| char::from(b'a' + u8::try_from(at).unwrap_or(25)))
        };
        let mut out = String::new();
        for y in 0..buffer.area.height {
            let cells = (0..buffer.area.width).filter_map(|x| buffer.cell((x, y)));
            let (text, styles): (String, String) = cells
                .map(|cell| (cell.symbol().to_owned(), letter(&style(cell)).to_string()))
                .unzip();
            for line in [text.trim_end(), styles.trim_end()] {
                out.push_str(line);
                out.push('\n');
            }
        }
        out.push_str(&format!("  = {ground}\n"));
        for (at, said) in others.iter().enumerate() {
            let letter = char::from(b'a' + u8::try_from(at).unwrap_or(25));
            out.push_str(&format!("{letter} = {said}\n"));
        }
        out
    }

    /// The column of the terminal's cursor, while something is typed.
    pub(crate) fn caret(&mut self) -> Option<u16> {
        let place = self.terminal.get_cursor_position().ok()?;
        (!self.state.ui.focus.is_empty()).then_some(place.x)
    }

    /// The shape of each pair, source before target.
    pub(crate) fn shapes(&self) -> Vec<(usize, usize)> {
        let beads = &self.state.texts.bitext.beads;
        beads.iter().map(bayn_doc::Bead::shape).collect()
    }

    /// How many cells have a colour of the terminal's, not of the theme.
    pub(crate) fn bare_cells(&self) -> usize {
        let cells = &self.terminal.backend().buffer().content;
        cells
            .iter()
            .filter(|cell| cell.fg == Color::Reset || cell.bg == Color::Reset)
            .count()
    }

    /// The current pair as text, source and target.
    pub(crate) fn pair(&self) -> [&str; 2] {
        Side::BOTH.map(|side| {
            self.state
                .texts
                .text_of(self.state.reading.cursor.bead, side)
        })
    }
}

/// Does at once what the loop has done beside it; by strings alone.
fn answer_to(effect: &Effect) -> Option<Event> {
    let Effect::Work(ticket, work) = effect else {
        return None;
    };
    let answer = match work {
        Work::Check(bitext, options) => Answer::Checked(workers::checked(bitext, options)),
        Work::Compare(bitext) => Answer::Compared(workers::compared(bitext).into()),
        Work::Realign(bitext, bead, run) => {
            let beads = links::realigned(bitext, run.clone(), None);
            Answer::Realigned(*bead, run.clone(), beads)
        }
        Work::FindCuts(bitext, run) => {
            let splits = bayn_align::find_splits_in(bitext, run.clone(), None);
            Answer::CutsFound(splits, Vec::new())
        }
        Work::Explain(bitext, bead) => {
            let at = bitext.index_of(*bead)?;
            Answer::Explained(*bead, links::explained(bitext, at, None))
        }
        Work::LinkWords(bitext, bead) => {
            let linker = bayn_align::WordLinker::new(Encoder::load());
            Answer::WordsLinked(bead.sentences.clone(), linker.links(bitext, bead), true)
        }
        Work::IndexWords(bitext) => Answer::WordsIndexed(words::index(bitext).into()),
        _ => return None,
    };
    Some(Event::Answer(ticket.clone(), answer))
}
