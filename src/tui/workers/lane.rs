//! A thread that reuses its tool for all work of one kind.

use crate::session::{Answer, Notice};
use crate::tui::workers::reply::{Reply, spawn};
use std::sync::mpsc::{Receiver, Sender, channel};

/// Pieces of work of one kind, done one after the other.
pub(super) struct Lane<J> {
    jobs: Option<Sender<(Reply, J)>>,
}

impl<J: Send + 'static> Lane<J> {
    /// Returns a lane whose thread starts with the first work.
    pub(super) const fn new() -> Self {
        Self { jobs: None }
    }

    /// Gives work to the thread, which keeps a tool, created by `make` and created again after a
    /// panic. If only the `newest` is needed, older pending work is dropped without
    /// answer.
    pub(super) fn submit<T>(
        &mut self,
        reply: Reply,
        job: J,
        newest: bool,
        make: impl Fn() -> T + Send + 'static,
        run: impl Fn(&mut T, J, &Reply) -> Result<Answer, Notice> + Send + 'static,
    ) {
        let jobs = self.jobs.take().or_else(|| {
            let (sender, receiver) = channel();
            spawn(move || serve(&receiver, newest, &make, &run)).then_some(sender)
        });
        match jobs {
            Some(jobs) => match jobs.send((reply, job)) {
                Ok(()) => self.jobs = Some(jobs),
                Err(unsent) => unsent.0.0.fail(),
            },
            None => reply.fail(),
        }
    }
}

fn serve<J, T>(
    jobs: &Receiver<(Reply, J)>,
    newest: bool,
    make: &impl Fn() -> T,
    run: &impl Fn(&mut T, J, &Reply) -> Result<Answer, Notice>,
) {
    let mut tool: Option<T> = None;
    while let Ok(mut next) = jobs.recv() {
        if newest && let Some(last) = jobs.try_iter().last() {
            next = last;
        }
        let (reply, job) = next;
        let whole = reply.last(|reply| run(tool.get_or_insert_with(make), job, reply));
        if !whole {
            tool = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Event, Task, Ticket};
    use crate::tui::event_channel;
    use crate::tui::external::External;

    #[test]
    fn a_lane_goes_on_after_a_panic_with_a_new_tool() {
        let (sender, answers) = event_channel::channel().expect("two descriptors");
        let (jobs, receiver) = channel();
        for part in [1, 2, 0, 4] {
            let reply = Reply::new(Ticket::default(), Task::Turn(part), sender.clone());
            jobs.send((reply, part)).expect("it is there");
        }
        drop(jobs);
        let run = |sum: &mut usize, part: usize, _: &Reply| {
            *sum += part
                .checked_add(0)
                .filter(|part| *part > 0)
                .expect("for the test");
            Ok(Answer::PartsCounted(*sum))
        };
        serve(&receiver, false, &|| 0, &run);
        let counts: Vec<Option<usize>> = answers
            .try_iter()
            .map(|external| match external {
                External::Event(Event::Answer(_, Answer::PartsCounted(count))) => Some(count),
                _ => None,
            })
            .collect();
        assert_eq!(counts, [Some(1), Some(3), None, Some(4)]);
    }

    #[test]
    fn of_what_waits_in_line_only_the_newest_is_done_where_no_more_is_wanted() {
        let (sender, answers) = event_channel::channel().expect("two descriptors");
        let (jobs, receiver) = channel();
        for part in 0..9 {
            let reply = Reply::new(Ticket::default(), Task::Turn(part), sender.clone());
            jobs.send((reply, part)).expect("it is there");
        }
        drop(jobs);
        let run = |_: &mut (), part: usize, _: &Reply| Ok(Answer::PartsCounted(part));
        serve(&receiver, true, &|| (), &run);
        assert_eq!(answers.try_iter().count(), 1);
    }
}
