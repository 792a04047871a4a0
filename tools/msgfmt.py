#!/usr/bin/env python3
"""Holds `bayn validate` against `msgfmt -c` (gettext) on a folder of PO files.

    tools/msgfmt.py PROGRAM FOLDER

Prints how many files both take and both refuse, and each file on which they differ with what the one that
refuses it says first. Exit code 1 where they differ. Needs gettext's msgfmt.
"""
import pathlib
import subprocess
import sys


def run(*command):
    done = subprocess.run(command, capture_output=True, timeout=120)
    said = (done.stdout + done.stderr).decode("utf-8", "replace").strip()
    return done.returncode, said


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    taken, refused, differ = 0, 0, []
    for path in sorted(path for path in folder.rglob("*.po*") if path.suffix in (".po", ".pot")):
        theirs, they_say = run("msgfmt", "-c", "-o", "/dev/null", str(path))
        ours, we_say = run(program, "validate", "--format", "po", str(path))
        if bool(theirs) != bool(ours):
            differ.append((path, they_say if theirs else we_say, "msgfmt" if theirs else "bayn"))
        elif theirs:
            refused += 1
        else:
            taken += 1
    print(f"both take {taken} files and refuse {refused}; they differ on {len(differ)}")
    for path, said, who in differ:
        lines = [line for line in said.splitlines() if "warning" not in line]
        print(f"  {path.name}: only {who} refuses it: {(lines or [said])[0][:200]}")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
