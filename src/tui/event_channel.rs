//! Channels into the loop. Sending wakes it, so that the loop sleeps until a key, an
//! answer or a signal comes and never has to poll.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, SendError, TryIter, TryRecvError};

/// Wakes the loop from any thread, and from a signal's handler.
#[derive(Clone, Debug)]
pub struct Waker(Arc<Ends>);

#[cfg(unix)]
#[derive(Debug)]
struct Ends {
    /// The end on which the loop waits.
    near: std::os::unix::net::UnixStream,
    /// The end by which it is woken.
    far: std::os::unix::net::UnixStream,
}

#[cfg(not(unix))]
#[derive(Debug)]
struct Ends;

impl Waker {
    #[cfg(unix)]
    fn new() -> io::Result<Self> {
        let (near, far) = std::os::unix::net::UnixStream::pair()?;
        near.set_nonblocking(true)?;
        far.set_nonblocking(true)?;
        Ok(Self(Arc::new(Ends { near, far })))
    }

    /// Wakes the loop. One pending wake-up is enough, so a full pipe is not
    /// an error.
    #[cfg(unix)]
    pub fn wake(&self) {
        use std::io::Write;
        let _full = (&self.0.far).write(&[0]);
    }

    /// Returns whether the loop was woken since the last call.
    #[cfg(unix)]
    pub(super) fn called(&self) -> bool {
        use std::io::Read;
        let mut called = false;
        let mut calls = [0; 256];
        while matches!((&self.0.near).read(&mut calls), Ok(1..)) {
            called = true;
        }
        called
    }

    /// Returns the descriptor that becomes readable when the loop is woken.
    #[cfg(unix)]
    pub(super) fn bell(&self) -> &std::os::unix::net::UnixStream {
        &self.0.near
    }

    /// Returns another waking end, for a signal handler.
    #[cfg(unix)]
    pub(super) fn rope(&self) -> io::Result<std::os::unix::net::UnixStream> {
        self.0.far.try_clone()
    }

    #[cfg(not(unix))]
    fn new() -> io::Result<Self> {
        Ok(Self(Arc::new(Ends)))
    }

    /// Does nothing: here the loop polls.
    #[cfg(not(unix))]
    pub fn wake(&self) {}
}

/// Sends to the loop and wakes it.
#[derive(Debug)]
pub struct Sender<T> {
    inner: mpsc::Sender<T>,
    waker: Waker,
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            waker: self.waker.clone(),
        }
    }
}

impl<T> Sender<T> {
    /// Sends.
    ///
    /// # Errors
    /// If the loop has ended: then the value is not needed.
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        self.inner.send(value)?;
        self.waker.wake();
        Ok(())
    }
}

/// What was sent to the loop.
#[derive(Debug)]
pub struct Receiver<T> {
    inner: mpsc::Receiver<T>,
    waker: Waker,
}

impl<T> Receiver<T> {
    /// Returns the oldest pending value, if there is one.
    ///
    /// # Errors
    /// If nothing is pending, or no sender is left.
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.inner.try_recv()
    }

    /// Returns all pending values.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        self.inner.try_iter()
    }

    /// Returns what wakes the loop that this belongs to.
    #[must_use]
    pub const fn waker(&self) -> &Waker {
        &self.waker
    }

    /// Returns a second channel into the same loop.
    #[must_use]
    pub fn beside<U>(&self) -> (Sender<U>, Receiver<U>) {
        with(self.waker.clone())
    }
}

/// Returns a channel into a loop.
///
/// # Errors
/// If the system cannot provide two more descriptors.
pub fn channel<T>() -> io::Result<(Sender<T>, Receiver<T>)> {
    Waker::new().map(with)
}

fn with<T>(waker: Waker) -> (Sender<T>, Receiver<T>) {
    let (sender, inner) = mpsc::channel();
    let sender = Sender {
        inner: sender,
        waker: waker.clone(),
    };
    (sender, Receiver { inner, waker })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn who_sends_calls_and_a_full_pipe_holds_nobody_up() {
        let (sender, receiver) = channel().expect("two descriptors");
        assert!(!receiver.waker().called());
        let (beside, also) = receiver.beside();
        beside.send('a').expect("the loop is there");
        assert!(receiver.waker().called());
        assert_eq!(also.try_recv(), Ok('a'));
        for number in 0..1_000_000 {
            sender.send(number).expect("the loop is there");
        }
        assert!(receiver.waker().called() && !receiver.waker().called());
        assert_eq!(receiver.try_iter().count(), 1_000_000);
    }
}
