#!/usr/bin/env python3
"""Aligns a list of pairs with Apache Spark in both ways of docs/corpus.md, and compares with one machine.

    tools/spark.py --bayn target/release/bayn --pairs texts.jsonl [--form pipe|pandas] [--workers 1,2] [--kill]

Spark runs as a cluster of workers on this machine (`local-cluster`), each with one core. `pipe` starts
the program for each partition; `pandas` calls the Python package in `mapInPandas`. The result has to
be the same as that of the program run once over the list with one thread: byte for byte with `pipe`,
bead for bead with `pandas`. With `--kill` one worker's process is killed as soon as the first
partition is done. Needs pyspark, pandas, pyarrow, the package bayn, and Java.

Printed for each run: seconds by the clock, seconds of the processor of the workers and what they
started, the greatest resident memory of one worker with its children, and processor hours for a
million sentences of the source.
"""
import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

PARTITIONS = 16
TICKS = os.sysconf("SC_CLK_TCK")


def processes():
    """Returns the processes by number: parent, seconds of the processor, resident bytes, command line."""
    found = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        spent = sum(map(int, fields[11:13])) / TICKS
        found[int(folder.name)] = (int(fields[1]), spent, int(fields[21]) * os.sysconf("SC_PAGE_SIZE"), line)
    return found


def executors(table):
    """Returns the numbers of the processes of Spark that do the work."""
    return [pid for pid, row in table.items() if "CoarseGrainedExecutorBackend" in row[3] and "java" in row[3]]


def family(table, root):
    """Returns a process with all below it."""
    found = [root]
    for pid in found:
        found += [child for child, row in table.items() if row[0] == pid]
    return found


class Watch(threading.Thread):
    """Adds up what the workers use, and kills one of them when it is asked to."""

    def __init__(self, kill_when):
        super().__init__(daemon=True)
        self.kill_when, self.killed = kill_when, 0
        self.spent, self.peak, self.over = {}, 0, threading.Event()

    def run(self):
        while not self.over.wait(0.2):
            table = processes()
            for root in executors(table):
                members = family(table, root)
                self.peak = max(self.peak, sum(table[pid][2] for pid in members))
                for pid in members:
                    self.spent[pid] = max(self.spent.get(pid, 0), table[pid][1])
            if self.kill_when and not self.killed and self.kill_when():
                victims = executors(table)
                if victims:
                    self.killed = victims[0]
                    for pid in family(table, victims[0]):
                        try:
                            os.kill(pid, signal.SIGKILL)
                        except ProcessLookupError:
                            pass


def beads(frames):
    """The body of `mapInPandas`: a row for each bead."""
    import bayn
    import pandas
    for frame in frames:
        rows = [
            (id, at, "\n".join(bead.source_text), "\n".join(bead.target_text), round(bead.confidence, 4))
            for id, found in zip(frame["id"], bayn.align_pairs(zip(frame["source"], frame["target"]), threads=1))
            for at, bead in enumerate(found)
        ]
        yield pandas.DataFrame(rows, columns=["id", "bead", "source", "target", "confidence"])


def session(workers, folder):
    """Returns Spark's session on a cluster of this many workers."""
    from pyspark.sql import SparkSession
    os.environ["PYSPARK_PYTHON"] = sys.executable
    return (SparkSession.builder.master(f"local-cluster[{workers},1,1024]")
            .config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
            .config("spark.executor.memory", "768m")
            .config("spark.local.dir", folder)
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", 50).getOrCreate())


def by_pipe(spark, args, out):
    """Returns what the program wrote in all partitions, in order."""
    lines = spark.sparkContext.textFile(str(args.pairs), minPartitions=PARTITIONS)
    lines.pipe(f"{args.bayn} align --threads 1 --pairs -").saveAsTextFile(out)
    return b"".join(part.read_bytes() for part in sorted(Path(out).glob("part-*")))


def by_pandas(spark, args, out):
    """Returns the rows of all beads, in order."""
    table = spark.read.json(str(args.pairs)).repartition(PARTITIONS)
    columns = "id string, bead int, source string, target string, confidence double"
    table.mapInPandas(beads, columns).write.json(out)
    rows = [json.loads(line) for part in Path(out).glob("part-*") for line in part.open(encoding="utf-8")]
    return sorted((row["id"], row["bead"], row.get("source", ""), row.get("target", ""), row["confidence"])
                  for row in rows)


def rows_of(written):
    """Returns the same rows from what the program wrote."""
    rows = []
    for line in written.decode().splitlines():
        record = json.loads(line)
        rows += [(record["id"], at, *("\n".join(s["text"] if isinstance(s, dict) else s for s in bead[side])
                                      for side in ("source", "target")), round(bead["confidence"], 4))
                 for at, bead in enumerate(record["beads"])]
    return sorted(rows)


def report(name, wall, spent, peak, sentences):
    print(f"{name:32} {wall:8.1f} s {spent:8.1f} s cpu {peak / 1e6:7.0f} MB"
          f" {spent / 3600 / sentences * 1e6:6.2f} h/10⁶ sentences", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bayn", required=True, type=Path)
    parser.add_argument("--pairs", required=True, type=Path)
    parser.add_argument("--form", choices=("pipe", "pandas"), action="append")
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--kill", action="store_true")
    args = parser.parse_args()
    args.bayn, args.pairs = args.bayn.resolve(), args.pairs.resolve()
    with tempfile.TemporaryDirectory() as folder:
        begun = time.time()
        before = os.times()
        one = subprocess.run([args.bayn, "align", "--threads", "1", "--pairs", args.pairs],
                             capture_output=True, check=True).stdout
        after = os.times()
        sentences = sum(len(bead["source"]) for line in one.decode().splitlines()
                        for bead in json.loads(line)["beads"])
        print(f"{len(one.splitlines())} pairs, {sentences} sentences of the source")
        report("program, 1 thread", time.time() - begun,
               after.children_user + after.children_system - before.children_user - before.children_system,
               0, sentences)
        failed = False
        for form in args.form or ("pipe", "pandas"):
            wanted = one if form == "pipe" else rows_of(one)
            for workers in map(int, args.workers.split(",")):
                out = f"{folder}/{form}.{workers}"
                spark = session(workers, folder)
                spark.sparkContext.setLogLevel("OFF")
                done = (lambda: any(Path(out).glob("**/part-*"))) if args.kill else None
                watch = Watch(done)
                watch.start()
                begun = time.time()
                got = (by_pipe if form == "pipe" else by_pandas)(spark, args, out)
                wall = time.time() - begun
                watch.over.set()
                watch.join()
                spark.stop()
                name = f"{form}, {workers} worker{'s' * (workers > 1)}" + (", one killed" if watch.killed else "")
                report(name, wall, sum(watch.spent.values()), watch.peak, sentences)
                same = got == wanted and (bool(watch.killed) or not args.kill)
                print(f"    {'equal to one run' if same else 'NOT EQUAL'}", flush=True)
                failed |= not same
                shutil.rmtree(out, ignore_errors=True)
        sys.exit(failed)


if __name__ == "__main__":
    main()
