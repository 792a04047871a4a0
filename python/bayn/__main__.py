"""The program: `python -m bayn` does what `bayn` does."""

import signal
import sys

from bayn._bayn import run


def main() -> int:
    """Runs the program with the arguments of the process and returns its exit code."""
    # The program has its own ways with ctrl-c and with a reader of its output that has gone.
    for each in (signal.SIGINT, signal.SIGPIPE):
        signal.signal(each, signal.SIG_DFL)
    return run(["bayn", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
