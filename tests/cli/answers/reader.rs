//! A session without a screen, whose answers come when a test says so.

use bayn::session::{
    About, Answer, Command, Effect, Event, Geometry, Keymap, Notice, State, Task, Ticket, Work,
    update,
};
use bayn::tui::workers::{self, links, words};
use bayn_align::{Options, align};
use bayn_doc::Sides;
use bayn_doc::{Bitext, Document};
use bayn_text::Lang;
use bayn_text::Message;
use std::sync::Arc;

/// Two texts, aligned by strings.
pub(crate) fn bitext(source: &str, target: &str) -> Bitext {
    let documents = Sides::new(
        Document::from_text(source, &Lang::new("ar")),
        Document::from_text(target, &Lang::new("en")),
    );
    let beads = align(&documents, &Options::default()).beads;
    let mut bitext = Bitext { documents, beads };
    bitext.name_beads();
    bitext
}

/// A session of two texts.
pub(crate) fn state(source: &str, target: &str) -> State {
    State::new(bitext(source, target), Sides::<About>::default())
}

/// A session and what it asked for that has no answer yet.
pub(crate) struct Reader {
    pub(crate) state: State,
    keymap: Keymap,
    geometry: Geometry,
    /// Work under way, in the order in which it was asked for.
    pub(crate) work: Vec<(Ticket, Work)>,
}

impl Reader {
    pub(crate) fn new(state: State) -> Self {
        let mut reader = Self {
            state,
            keymap: Keymap::default(),
            geometry: Geometry::default(),
            work: Vec::new(),
        };
        reader.event(Event::Begin);
        reader
    }

    /// Lets something happen, as the loop would: work about texts that are gone is not begun.
    pub(crate) fn event(&mut self, event: Event) {
        for effect in update(&mut self.state, &self.keymap, event, &self.geometry) {
            if let Effect::Work(ticket, work) = effect
                && ticket.text == self.state.texts.id
            {
                self.work.push((ticket, work));
            }
        }
    }

    pub(crate) fn run(&mut self, command: Command) {
        self.event(Event::Run(command));
    }

    /// Opens other texts in the place of these; what was asked goes on.
    pub(crate) fn exchange(&mut self, state: State) {
        self.state = state;
        self.event(Event::Begin);
    }

    /// Takes the piece of work of that number that is under way, counted round and round.
    pub(crate) fn next(&mut self, number: usize) -> Option<(Ticket, Work)> {
        let at = number.checked_rem(self.work.len())?;
        Some(self.work.remove(at))
    }

    /// Takes the work under way of a kind.
    pub(crate) fn find(&mut self, wanted: impl Fn(&Work) -> bool) -> Option<(Ticket, Work)> {
        let at = self.work.iter().position(|(_, work)| wanted(work))?;
        Some(self.work.remove(at))
    }

    /// Lets an answer come.
    pub(crate) fn answer(&mut self, ticket: Ticket, answer: Answer) {
        self.event(Event::Answer(ticket, answer));
    }

    /// Does a piece of work, or lets it fail; all its answers come.
    pub(crate) fn finish(&mut self, (ticket, work): (Ticket, Work), fails: bool) {
        let answers = if fails {
            let task = work.task();
            let why = Notice::bad(Message::label(task.failure()));
            vec![Answer::Failed(task, why)]
        } else {
            answers(work)
        };
        for answer in answers {
            self.answer(ticket.clone(), answer);
        }
    }

    /// Lets everything come, until nothing is under way; returns how many answers came.
    pub(crate) fn settle(&mut self) -> usize {
        let mut count = 0;
        while let Some(next) = self.next(0) {
            self.finish(next, false);
            count += 1;
            assert!(count < 500, "the session asks for ever: {:?}", self.asked());
        }
        count
    }

    /// What the session waits for, by its name.
    pub(crate) fn asked(&self) -> Vec<Task> {
        self.work.iter().map(|(_, work)| work.task()).collect()
    }
}

/// What the workers would answer, by strings alone.
pub(crate) fn answers(work: Work) -> Vec<Answer> {
    use bayn::session::several::Stage;
    let again = |bitext: &Bitext| {
        let mut again = Bitext {
            beads: align(&bitext.documents, &Options::default()).beads,
            ..Bitext::default()
        };
        again.name_beads();
        again.beads
    };
    let beside = |main: &Bitext, text: &bayn::session::Text| {
        let source = main.documents.source.clone();
        let documents = Sides::new(source, text.document.clone());
        align(&documents, &Options::default()).beads
    };
    match work {
        Work::Align(bitext) => vec![Answer::Progress(0.5), Answer::Aligned(again(&bitext))],
        Work::AlignText(main, at, text) => vec![Answer::TextAligned(at, beside(&main, &text))],
        Work::CountParts => vec![Answer::PartsCounted(3)],
        Work::Turn(at) => vec![Answer::Turned(at, Arc::new(part(at)))],
        Work::Check(bitext, options) => {
            vec![Answer::Checked(workers::checked(&bitext, &options))]
        }
        Work::Compare(bitext) => vec![Answer::Compared(Arc::new(workers::compared(&bitext)))],
        Work::Refine(bitext, run, _) => vec![Answer::Refined(other_way(&bitext, run))],
        Work::RefineText(main, at, text) => {
            let beads = beside(&main, &text);
            vec![
                Answer::TextRefined(at, beads.clone(), Stage::Quick),
                Answer::TextRefined(at, beads, Stage::Done),
            ]
        }
        Work::LinkWords(bitext, bead) => {
            let links = bayn_align::WordLinker::new(None).links(&bitext, &bead);
            let answer = |best| Answer::WordsLinked(bead.sentences.clone(), links.clone(), best);
            vec![answer(false), answer(true)]
        }
        Work::IndexWords(bitext) => vec![Answer::WordsIndexed(Arc::new(words::index(&bitext)))],
        Work::LookUp(word, _) => vec![Answer::LookedUp(word, Vec::new())],
        Work::Speak(turn, ..) => vec![Answer::Spoken(turn)],
        Work::Realign(bitext, bead, run) => {
            let beads = links::realigned(&bitext, run.clone(), None);
            vec![Answer::Realigned(bead, run, beads)]
        }
        Work::Explain(bitext, bead) => {
            let at = bitext
                .index_of(bead)
                .expect("asked of a bead that is there");
            vec![Answer::Explained(bead, links::explained(&bitext, at, None))]
        }
        Work::FindCuts(bitext, run) => {
            let splits = bayn_align::find_splits_in(&bitext, run, None);
            vec![Answer::CutsFound(splits, Vec::new())]
        }
    }
}

/// A run of beads cut or joined otherwise: two as one, or one as it is.
fn other_way(bitext: &Bitext, run: std::ops::Range<usize>) -> bayn::session::Replacement {
    let was = bitext.beads[run].to_vec();
    let now = was.chunks(2).map(|two| {
        let (first, last) = (&two[0], &two[two.len() - 1]);
        let sentences =
            Sides::from_fn(|side| first.sentences[side].start..last.sentences[side].end);
        bayn_doc::Bead::new(sentences, first.confidence)
    });
    let now = now.collect();
    bayn::session::Replacement { was, now }
}

/// A part of a long file: each has figures of its own.
pub(crate) fn part(at: usize) -> Bitext {
    let (one, two) = (10 + at, 20 + at);
    bitext(
        &format!("جاء {one} رجال.\n\nذهبت {two} امرأة.\n"),
        &format!("There came {one} men.\n\nThere went {} women.\n", two + 1),
    )
}
