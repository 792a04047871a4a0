#!/usr/bin/env python3
"""Tries the readers and alignment editors beside bayn, as far as they can be installed.

    tools/peers/readers.py [--bayn target/release/bayn] [--units 100000]

Prints the measured rows of the table in README.md. Debian's OmegaT and a Java runtime are
installed with apt-get where they are missing (root), Lingtrain's aligner is fetched from PyPI
into a temporary folder. InterText Editor is in no package registry: its rows in the README
come from its manual, version 1.5, and no number is given for it.
"""
import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from start import once  # noqa: E402

PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>AR</source_lang><target_lang>EN</target_lang><sentence_seg>true</sentence_seg>
<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags></project></omegat>
"""


def run(command, **more):
    """Runs a command without a display; returns its exit code, its words and its seconds."""
    env = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    start = time.perf_counter()
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=600, **more)
    return done.returncode, done.stdout + done.stderr, time.perf_counter() - start


def row(program, what, value):
    print(f"| {program} | {what} | {value} |", flush=True)


def megabytes(count):
    return f"{count / 1e6:.1f} MB"


def memory(path, units):
    """Writes a memory with so many units."""
    with open(path, "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header creationtool="x" '
                  'creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="ar" '
                  'datatype="plaintext"/><body>\n')
        for at in range(units):
            out.write(f'<tu><tuv xml:lang="ar"><seg>\u062c\u0645\u0644\u0629 {at} \u0645\u0646 \u0646\u0635.</seg></tuv>'
                      f'<tuv xml:lang="en"><seg>Sentence {at} of a text.</seg></tuv></tu>\n')
        out.write("</body></tmx>\n")
    return path


def bayn(args, folder, tmx):
    program = str(Path(args.bayn).resolve())
    _, said, _ = run([program, "--version"])
    row("bayn", "version", said.splitlines()[0].split()[-1])
    row("bayn", "size of the program with its model", megabytes(os.path.getsize(program)))
    times = sorted(once([program], 36, 120, folder)[0] for _ in range(11))
    row("bayn", "start to the first frame of the sample", f"{statistics.median(times) * 1e3:.0f} ms")
    times = sorted(once([program, tmx], 36, 120, folder)[0] for _ in range(5))
    row("bayn", f"start to the first frame of a memory of {args.units:,} units", f"{statistics.median(times):.2f} s")
    sample = [str(ROOT / "assets/sample" / name) for name in ("report.ar.txt", "report.en.txt")]
    code, said, seconds = run([program, "align", *sample, "--to", "jsonl"])
    beads = sum(line.startswith("{") for line in said.splitlines())
    row("bayn", "pairs found in the two sample texts, offline", f"{beads} in {seconds:.2f} s (exit {code})")


def omegat(args, folder, tmx):
    if not shutil.which("omegat") and os.getuid() == 0:
        run(["apt-get", "install", "-y", "--no-install-recommends", "omegat", "default-jre-headless"])
    if not shutil.which("omegat"):
        row("OmegaT", "version", "not installed: Debian's `omegat`")
        return
    _, said, _ = run(["dpkg-query", "-W", "-f=${Version} ${Installed-Size}", "omegat"])
    version, size = said.split()
    row("OmegaT", "version", version)
    _, said, _ = run(["sh", "-c", "dpkg-query -W -f='${Package} ${Installed-Size}\n' 'openjdk-*-jre-headless'"])
    java = max(int(line.split()[1]) for line in said.splitlines() if len(line.split()) == 2)
    row("OmegaT", "size installed, with the Java runtime", megabytes((int(size) + java) * 1024))
    project = Path(folder) / "project"
    for name in ("source", "target", "tm", "glossary", "dictionary", "omegat"):
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(PROJECT)
    shutil.copy(ROOT / "assets/sample/report.ar.txt", project / "source/report.txt")
    aligned = Path(folder) / "aligned"
    aligned.mkdir()
    shutil.copy(ROOT / "assets/sample/report.en.txt", aligned / "report.txt")
    config = f"--config-dir={folder}/config"
    code, said, _ = run(["omegat", config])
    why = re.search(r"HeadlessException|No X11 DISPLAY", said)
    row("OmegaT", "without a display", f"{why.group() if why else 'starts'} (exit {code})")
    run(["omegat", str(project), "--mode=console-align", f"--alignDir={aligned}", config])
    found = (project / "omegat/align.tmx").read_text(encoding="utf-8").count("<tu>")
    row("OmegaT", "pairs found in the two sample texts by `--mode=console-align`", found)
    shutil.copy(tmx, project / "tm/memory.tmx")
    times = sorted(run(["omegat", str(project), "--mode=console-translate", config])[2] for _ in range(3))
    row("OmegaT", f"loads a project with a memory of {args.units:,} units (console)", f"{statistics.median(times):.1f} s")


def lingtrain(folder):
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, "lingtrain-aligner"]
    code, said, _ = run(command)
    wheels = list(Path(folder).glob("lingtrain_aligner-*.whl"))
    if not wheels:
        row("Lingtrain", "version", f"not fetched (exit {code}): {said.strip()[-80:]}")
        return
    with zipfile.ZipFile(wheels[0]) as wheel:
        names = wheel.namelist()
        meta = wheel.read(next(name for name in names if name.endswith("METADATA"))).decode()
        sources = [wheel.read(name).decode() for name in names if name.endswith(".py")]
        wheel.extractall(f"{folder}/lingtrain")
    row("Lingtrain", "version", re.search(r"^Version: (.*)", meta, re.M).group(1))
    row("Lingtrain", "licence", re.search(r"License :: OSI Approved :: (.*)", meta).group(1))
    imported = set(re.findall(r"^(?:import|from) ([a-z_0-9]+)", "\n".join(sources), re.M))
    foreign = sorted(imported - set(sys.stdlib_module_names) - {"lingtrain_aligner"})
    row("Lingtrain", "packages that it imports and does not declare", ", ".join(foreign))
    code, said, _ = run([sys.executable, "-c", "import lingtrain_aligner.aligner"], cwd=f"{folder}/lingtrain")
    row("Lingtrain", "as installed by pip alone", "imports" if code == 0 else said.strip().splitlines()[-1])
    models = sorted(set(re.findall(r'SentenceTransformer\(\s*["\']([^"\']+)', "\n".join(sources))))
    row("Lingtrain", "models that it fetches at first use", ", ".join(models) or "none named")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bayn", default=str(ROOT / "target/release/bayn"))
    parser.add_argument("--units", type=int, default=100_000)
    args = parser.parse_args()
    print("| program | what | |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        tmx = memory(f"{folder}/memory.tmx", args.units)
        bayn(args, folder, tmx)
        omegat(args, folder, tmx)
        lingtrain(folder)
    print(f"\nload average {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
