"""The package as its users have it: installed, in an environment of its own."""

import doctest
import json
import subprocess
import sys
import threading
import time

import bayn
import numpy as np
import pytest

SOURCE = "Der Hund schläft. Die Katze frisst drei Mäuse. Es regnet seit gestern."
TARGET = "The dog is asleep. The cat eats three mice. It has been raining since yesterday."


def shapes(beads):
    return [(bead.source, bead.target) for bead in beads]


def test_the_example_of_the_module_holds():
    assert doctest.testmod(bayn).failed == 0


def test_a_text_and_its_translation_are_aligned():
    beads = bayn.align(SOURCE, TARGET, source_lang="de", target_lang="en")
    assert shapes(beads) == [([0], [0]), ([1], [1]), ([2], [2])]
    assert beads[1].source_text == ["Die Katze frisst drei Mäuse."]
    assert beads[1].target_text == ["The cat eats three mice."]
    assert all(0.5 < bead.confidence <= 1 for bead in beads)
    assert beads[0].kind == "text"


def test_sentences_keep_their_numbers_also_beside_empty_ones():
    source = ["", *bayn.split(SOURCE, "de")]
    target = [*bayn.split(TARGET, "en"), " \n"]
    beads = bayn.align(source, target, source_lang="de", target_lang="en")
    assert shapes(beads) == [([1], [0]), ([2], [1]), ([3], [2])]


def test_many_pairs_come_back_in_order_whatever_the_threads():
    pairs = [(f"{SOURCE} Nummer {at}.", f"{TARGET} Number {at}.") for at in range(70)]
    alone = [bayn.align(*pair, source_lang="de", target_lang="en") for pair in pairs]
    for threads in (1, 2):
        many = bayn.align_pairs(pairs, threads=threads, source_lang="de", target_lang="en")
        assert [shapes(beads) for beads in many] == [shapes(beads) for beads in alone]


def test_pairs_are_read_as_they_are_needed():
    def endless():
        while True:
            yield SOURCE, TARGET

    found = bayn.align_pairs(endless(), threads=1, source_lang="de", target_lang="en")
    assert len(next(found)) == 3


def test_other_threads_run_meanwhile():
    ticks = []

    def tick():
        while not done.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.001)

    done = threading.Event()
    ticker = threading.Thread(target=tick)
    ticker.start()
    began = time.monotonic()
    bayn.align(SOURCE * 60, TARGET * 60, source_lang="de", target_lang="en")
    ended = time.monotonic()
    done.set()
    ticker.join()
    assert sum(began < at < ended for at in ticks) > 3


def test_vectors_are_unit_vectors_and_near_for_what_says_the_same():
    encoder = bayn.Encoder()
    vectors = encoder.encode(["Der Hund schläft.", "The dog is asleep.", "Taxes were raised."])
    assert vectors.shape == (3, bayn.Encoder.WIDTH)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.3
    assert encoder.encode([]).shape == (0, bayn.Encoder.WIDTH)


def test_findings_lie_on_their_letters():
    pairs = [("Es sind 21 Leute.", "There are 21 people."), ("", "x"), ("🙂 Es sind 21.", "🙂 There are 12.")]
    findings = bayn.check(pairs, "de", "en", checks=["number"])
    assert [finding.pair for finding in findings] == [2]
    [(start, end)] = findings[0].target
    assert pairs[2][1][start:end] == "12"
    with pytest.raises(bayn.BaynError, match="no check \"nummer\""):
        bayn.check(pairs, "de", "en", checks=["nummer"])


@pytest.mark.parametrize("name", ["a.tmx", "a.xlf", "a.tsv", "a.jsonl", "a.tmx.gz"])
def test_a_bitext_comes_back_from_its_file(tmp_path, name):
    pairs = [("Hund & Katze", "كلب وقطة"), ("Zwei", "اثنان")]
    bitext = bayn.Bitext(pairs, "de", "ar")
    bayn.write(bitext, tmp_path / name)
    again = bayn.read(tmp_path / name)
    assert again.pairs == pairs
    assert len(again) == 2
    assert shapes(again.beads) == [([0], [0]), ([1], [1])]


def test_what_is_refused_says_where_and_what_to_do(tmp_path):
    path = tmp_path / "bad.tmx"
    path.write_text("<?xml version='1.0'?>\n<tmx version='1.4'><body><tu></body></tmx>")
    with pytest.raises(bayn.BaynError, match=r"bad\.tmx:2"):
        bayn.read(path)
    with pytest.raises(bayn.BaynError, match="missing"):
        bayn.read(tmp_path / "missing.tmx")
    with pytest.raises(bayn.BaynError, match="format"):
        bayn.write(bayn.Bitext([("a", "b")], "de", "en"), tmp_path / "a.unknown")
    assert not (tmp_path / "a.unknown").exists()


def test_scores_are_those_of_the_program(tmp_path):
    path = tmp_path / "judged.tsv"
    path.write_text(
        "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n"
        "A\td\td\t1\tr\tEin Hund.\tA <v>cat</v>.\tAccuracy/Mistranslation\tMajor\n"
    )
    [row] = bayn.score(path)
    assert row["system"] == "A"
    assert row["errors"]["major"] == 1
    with pytest.raises(bayn.BaynError, match="nothing"):
        bayn.score(tmp_path / "nothing.tsv")


def test_the_program_comes_along(tmp_path):
    def run(*words):
        return subprocess.run(
            [sys.executable, "-m", "bayn", *words], capture_output=True, text=True, check=False
        )

    done = run("--version")
    assert (done.returncode, done.stdout.split()[1]) == (0, bayn.__version__)
    (tmp_path / "de.txt").write_text(SOURCE)
    (tmp_path / "en.txt").write_text(TARGET)
    done = run("align", str(tmp_path / "de.txt"), str(tmp_path / "en.txt"), "--to", "jsonl")
    assert len([json.loads(line) for line in done.stdout.splitlines()]) == 3
    done = run("show", str(tmp_path / "missing.txt"))
    assert done.returncode == 2 and "missing.txt" in done.stderr
