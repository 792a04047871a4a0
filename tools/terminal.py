"""A program in a pseudo-terminal with empty settings of its own, for the tools that measure it."""
import fcntl
import os
import pty
import select
import signal
import struct
import termios

# Primary device attributes: what every terminal answers, and all that is answered here.
QUESTION, ANSWER = b"\x1b[c", b"\x1b[?62;22c"


class Terminal:
    """A program that has not started yet: it waits until the first line is written to it."""

    def __init__(self, command, size, settings):
        cols, rows = size
        self.seen, self.answered = b"", 0
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"]:
                os.environ[name] = settings
            for name in ["TMUX", "VTE_VERSION", "KONSOLE_VERSION", "NO_COLOR", "LANGUAGE"]:
                os.environ.pop(name, None)
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
            # The parent sets the size before anything is started.
            os.read(0, 1)
            os.execv(command[0], command)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def write(self, keys):
        """Types; what was seen before is forgotten."""
        self.seen, self.answered = b"", 0
        os.write(self.master, keys)

    def read(self, seconds):
        """Adds what the program writes within the time to `seen`; returns whether it wrote.

        Raises OSError once the program has ended.
        """
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        self.seen += os.read(self.master, 1 << 16)
        return True

    def answer(self):
        """Answers the questions in `seen` that have no answer yet."""
        while self.seen.count(QUESTION) > self.answered:
            self.answered += 1
            os.write(self.master, ANSWER)

    def end(self):
        """Kills the program and closes the terminal."""
        os.kill(self.pid, signal.SIGKILL)
        os.close(self.master)
        os.waitpid(self.pid, 0)
