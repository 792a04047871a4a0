//! A thread for a piece of work, and the channel of its answers.

use crate::session::{Answer, Event, Notice, Task, Ticket};
use crate::tui::event_channel::Sender;
use crate::tui::external::External;
use bayn_text::Message;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

/// The name of the background threads.
const NAME: &str = "worker";

/// Sends the answers to one piece of work, each with its ticket.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    ticket: Ticket,
    task: Task,
    answers: Sender<External>,
}

impl Reply {
    pub(super) const fn new(ticket: Ticket, task: Task, answers: Sender<External>) -> Self {
        Self {
            ticket,
            task,
            answers,
        }
    }

    /// Returns the ticket of the work.
    pub(super) const fn ticket(&self) -> &Ticket {
        &self.ticket
    }

    /// Sends an answer; returns whether more may be needed.
    pub(super) fn send(&self, answer: Answer) -> bool {
        let event = Event::Answer(self.ticket.clone(), answer);
        // The loop may have ended: then the answer is not needed.
        self.answers.send(External::Event(event)).is_ok()
    }

    /// Sends that the work failed.
    pub(super) fn fail(&self) {
        self.send(Answer::Failed(self.task.clone(), self.failure()));
    }

    /// Returns the default message.
    pub(super) fn failure(&self) -> Notice {
        Notice::bad(Message::label(self.task.failure()))
    }

    /// Does the work here and sends its result, treating a panic as a failure; returns
    /// whether it did not panic.
    pub(super) fn last(&self, job: impl FnOnce(&Self) -> Result<Answer, Notice>) -> bool {
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            panic_if_asked(&self.task);
            job(self)
        }));
        let whole = outcome.is_ok();
        match outcome {
            Ok(Ok(answer)) => {
                self.send(answer);
            }
            Ok(Err(why)) => {
                self.send(Answer::Failed(self.task.clone(), why));
            }
            Err(_panic) => self.fail(),
        }
        whole
    }
}

/// Does work on a separate thread.
pub(super) fn beside(
    reply: Reply,
    job: impl FnOnce(&Reply) -> Result<Answer, Notice> + Send + 'static,
) {
    let unstarted = reply.clone();
    let started = spawn(move || {
        reply.last(job);
    });
    if !started {
        unstarted.fail();
    }
}

/// Does work without answer on a separate thread; its outcome is not
/// reported.
pub(super) fn quietly(job: impl FnOnce() + Send + 'static) {
    spawn(move || {
        let _untold = catch_unwind(AssertUnwindSafe(job));
    });
}

/// Starts a thread; returns whether the system had one. Panics on it leave the terminal to
/// the loop, see [`crate::tui::terminal`].
pub(super) fn spawn(job: impl FnOnce() + Send + 'static) -> bool {
    let thread = thread::Builder::new().name(NAME.to_owned());
    thread.spawn(job).is_ok()
}

/// In builds for testing, `BAYN_PANIC_WORK` names a kind of work that panics, so that a test
/// can check the state after it.
fn panic_if_asked(task: &Task) {
    let asked = cfg!(debug_assertions)
        && std::env::var("BAYN_PANIC_WORK")
            .is_ok_and(|kind| format!("{task:?}").starts_with(&kind));
    assert!(!asked, "a panic was asked for");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::event_channel::channel;

    /// The answers of some work that reach the loop.
    fn sent(job: impl FnOnce(&Reply) -> Result<Answer, Notice>) -> (bool, Vec<Answer>) {
        let (sender, receiver) = channel().expect("two descriptors");
        let ticket = Ticket::default();
        let reply = Reply::new(ticket.clone(), Task::CountParts, sender);
        let whole = reply.last(job);
        let answers = receiver.try_iter().map(|external| match external {
            External::Event(Event::Answer(back, answer)) => {
                assert_eq!(back, ticket, "it has the ticket of its work");
                answer
            }
            other => unreachable!("{other:?}"),
        });
        (whole, answers.collect())
    }

    #[test]
    fn work_that_panics_or_cannot_be_done_comes_to_an_answer() {
        let (whole, answers) = sent(|_| Ok(Answer::PartsCounted(3)));
        assert!(whole && answers == [Answer::PartsCounted(3)]);
        let (whole, answers) = sent(|_| Err(Notice::bad(Message::label("no"))));
        let refused = Answer::Failed(Task::CountParts, Notice::bad(Message::label("no")));
        assert!(whole && answers == [refused]);
        let (whole, answers) = sent(|reply| {
            reply.send(Answer::Progress(0.5));
            panic!("for the test")
        });
        let failed = Answer::Failed(
            Task::CountParts,
            Notice::bad(Message::label(Task::CountParts.failure())),
        );
        assert!(!whole && answers == [Answer::Progress(0.5), failed]);
    }
}
