"""The program as it is called: stopped by a signal, resumed, annealed, exported."""

import contextlib
import gzip
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch
from test_pretraining_data import SIZE, TOKENIZER, write_icons

import pretrain
from carot_twin.clip import load
from carot_twin.dataset import load_dataset
from carot_twin.pretraining_evaluate import zero_shot_metrics
from carot_twin.pretraining_loop import Limits
from carot_twin.pretraining_optimizer import pretraining_rate_at
from carot_twin.pretraining_state import Progress
from carot_twin.tokenizer import Tokenizer

ROOT = Path(__file__).parents[1]
SMALL = "--batch 12 --text-negatives 6 --width 32 --layers 1 --text-layers 1 --patch 4".split()


def write_benchmark(folder: Path) -> None:
    """A benchmark of two classes with a training, a test and an OOD split of black squares."""
    splits = [
        {"id": name, "label": name, "role": role, "count": len(labels), "labels": labels}
        for name, role, labels in (
            ("train", "train", [0, 1]),
            ("id-test", "id", [0, 1, 1, 0]),
            ("ood-solid", "ood", [1, 1, 1]),
        )
    ]
    manifest = {
        "id": "made-up",
        "version": "1",
        "imageSize": SIZE,
        "classNames": ["house", "key"],
        "templates": ["{}", "an icon of {}"],
        "splits": splits,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    image = b"\0" + np.full(SIZE * SIZE, 200, dtype=np.uint8).tobytes()
    (folder / "images.pack").write_bytes(gzip.compress(image * 9))


class Program(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)
        write_icons(self.folder)
        write_benchmark(self.folder)
        for number in (signal.SIGTERM, signal.SIGINT):
            self.addCleanup(signal.signal, number, signal.getsignal(number))

    def arguments(self, name, *more):
        given = ["--data", self.folder, "--tokenizer", TOKENIZER, "--benchmark", self.folder]
        given += ["--state", self.folder / f"{name}.pt", "--device", "cpu", *SMALL, *more]
        return [str(argument) for argument in given]

    def call(self, name, *more):
        """Runs the program in this process; returns its reports."""
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            pretrain.main(self.arguments(name, *more))
        return [json.loads(line) for line in output.getvalue().splitlines()]

    def test_stopped_by_a_signal_it_goes_on_as_if_it_had_not(self):
        flags = "--fill .4 --jitter .6 --report-every 1 --resume --steps".split()
        command = [sys.executable, "pretrain.py", *self.arguments("parted", *flags, 10**6)]
        settings = dict(cwd=ROOT, env={**os.environ, "OMP_NUM_THREADS": "1"}, text=True)
        with subprocess.Popen(command, stdout=subprocess.PIPE, **settings) as process:
            for _ in range(5):
                process.stdout.readline()
            process.send_signal(signal.SIGTERM)
            last = json.loads(process.stdout.read().splitlines()[-1])
        self.assertEqual((process.returncode, last["event"]), (0, "stopped"))
        until = last["step"] + 10
        again = self.call("parted", *flags, until, "--export", self.folder / "parted")
        self.assertEqual([r["step"] for r in again[:-1]], list(range(until - 9, until + 1)))
        self.call("through", *flags, until, "--export", self.folder / "through")
        files = [self.folder / name / "model.safetensors" for name in ("parted", "through")]
        self.assertEqual(files[0].read_bytes(), files[1].read_bytes())

    def test_reports_anneals_and_exports(self):
        log = self.folder / "log.jsonl"
        logged = ["--log", log]
        reports = self.call("run", "--images", "72", "--evaluate-every", "4", *logged)
        self.assertEqual([r["event"] for r in reports], ["report", "finished"])
        self.assertEqual([r["step"] for r in reports], [4, 6])
        self.assertEqual(reports[-1]["images"], 72)
        self.assertEqual(set(reports[-1]["splits"]), {"id-test", "ood-solid"})
        # The only class of the OOD split competes with none.
        self.assertEqual(reports[-1]["splits"]["ood-solid"], {"accuracy": 1.0, "ece": 0.0})
        out = self.folder / "out"
        anneal = ["--resume", "--anneal", "--steps", "5", "--report-every", "1", "--bf16"]
        reports = self.call("run", *anneal, *logged, "--export", out)
        rates = [pretraining_rate_at(6 + i, 1.2e-3, i / 5) for i in range(5)]
        np.testing.assert_allclose([r["learningRate"] for r in reports[:-1]], rates, rtol=1e-5)
        self.assertEqual(reports[-1]["phase"], "anneal")
        self.assertEqual(len(log.read_text().splitlines()), 2 + len(reports))
        names = {file.name for file in out.iterdir()}
        expected = {"config.json", "model.safetensors", "preprocessor_config.json"}
        self.assertEqual(names, expected | {"tokenizer.json"})
        ema = torch.load(self.folder / "run.pt")["ema"]
        for name, weight in load(out).state_dict().items():
            self.assertTrue(torch.equal(weight, ema[name].half().float()), name)

    def test_refuses_what_would_lose_a_run_or_never_end(self):
        self.call("run", "--steps", "1")
        with contextlib.redirect_stderr(io.StringIO()):
            for more in (["--steps", "2"], ["--resume"]):
                with self.assertRaises(SystemExit):
                    self.call("run", *more)
            self.call("run", "--steps", "1", "--resume", "--anneal")
            with self.assertRaises(SystemExit):
                self.call("run", "--steps", "2", "--resume")

    def test_metrics_are_those_of_chance_for_equal_images(self):
        self.call("run", "--steps", "1", "--export", self.folder / "out")
        benchmark, tokenizer = load_dataset(self.folder), Tokenizer(TOKENIZER, 16)
        metrics = zero_shot_metrics(load(self.folder / "out"), tokenizer, benchmark)
        self.assertEqual(metrics["id-test"]["accuracy"], 0.5)


class PhaseLimits(unittest.TestCase):
    def test_the_nearest_counts_from_the_start_of_the_phase(self):
        progress = Progress(30, 3000, True, 20, 2000, phase_seconds=6.0)
        self.assertEqual(Limits(steps=20).fraction(progress), 0.5)
        self.assertEqual(Limits(steps=20, images=4000).fraction(progress), 0.5)
        self.assertEqual(Limits(steps=20, images=1000).fraction(progress), 1.0)
        self.assertAlmostEqual(Limits(seconds=60).fraction(progress), 0.1)


if __name__ == "__main__":
    unittest.main()
