"""The command, from an exported file to a table; two processes come to what one comes to."""

import contextlib
import io
import re
import subprocess
import sys
import unittest
from pathlib import Path

import torch
from safetensors.torch import load_file

from carot_twin.__main__ import main
from carot_twin.methods import ORDER
from carot_twin.records import read_records

from test_experiment import Files, experiment

PACKAGE = Path(__file__).resolve().parents[1]
PUBLIC = PACKAGE.parents[1] / "public"
#: The launcher of PyTorch 1.13 itself fails on Python 3.11 and later.
OLD = torch.__version__.startswith("1.") and sys.version_info >= (3, 11)
needs_launcher = unittest.skipIf(OLD, "torchrun of PyTorch 1 does not run on this Python")
LAUNCHER = ["-m", "torch.distributed.run", "--standalone", "--nproc_per_node=2", "-m", "carot_twin"]


def alone(*arguments) -> str:
    """What the command prints, run in this process."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        main([*map(str, arguments), "--device", "cpu"])
    return printed.getvalue()


def together(*arguments) -> "subprocess.CompletedProcess[str]":
    """The command as torchrun runs it, in two processes."""
    command = [sys.executable, *LAUNCHER, *map(str, arguments), "--device", "cpu", "--threads", "1"]
    return subprocess.run(command, cwd=PACKAGE, capture_output=True, text=True, timeout=300)


class RunTest(Files):
    @needs_launcher
    def test_two_processes_come_to_what_one_comes_to(self):
        path, out = self.written(experiment()), [self.folder / f"{i}.jsonl" for i in range(2)]
        weights = [self.folder / f"weights-{i}" for i in range(2)]
        printed = alone("run", path, "--out", out[0], "--weights", weights[0])
        both = together("run", path, "--out", out[1], "--weights", weights[1])
        self.assertEqual(both.returncode, 0, both.stderr)
        one, two = map(read_records, out)
        self.assertEqual([record["method"] for record in one], ORDER)
        self.assertEqual([record["method"] for record in two], ORDER)
        for a, b in zip(one, two):
            with self.subTest(a["method"]):
                trains = not a["method"].startswith(("zs", "wise"))
                self.assertEqual(len(a["losses"]), 3 if trains else 0)
                numbers = ("idAcc", "oodAcc", "idEce", "oodEce", "valNll", "temperature")
                found = [*b["losses"], *(b[name] for name in numbers)]
                for value, wanted in zip(found, [*a["losses"], *(a[name] for name in numbers)]):
                    self.assertAlmostEqual(value, wanted, delta=1e-4)
                first, second = (load_file(w / f"{a['method']}-seed-0.safetensors") for w in weights)
                for name, weight in first.items():
                    # The gradient of a key bias is 0 but for rounding, which Adam makes a step of.
                    if not name.endswith("k_proj.bias"):
                        self.assertLess((weight - second[name]).abs().max().item(), 1e-4, name)
        # The same table, once.
        self.assertEqual(re.sub(r"\d", "", printed), re.sub(r"\d", "", both.stdout))

    def test_weights_are_measured_and_begun_with(self):
        file, out = experiment(), self.folder / "runs.jsonl"
        kept = ("zs", "ft", "flyp")
        lanes = [lane for lane in file["config"]["lanes"] if lane["methodId"] in kept]
        file["config"].update(lanes=lanes, views=[])
        path = self.written(file)
        printed = alone("run", path, "--out", out, "--weights", self.folder)
        files = [self.folder / f"{method}-seed-0.safetensors" for method in ("ft", "flyp")]
        folders = ["--data", PUBLIC / "datasets/shapes", "--model", PUBLIC / "models/tinyclip"]
        measured = alone("evaluate", *files, *folders, "--eval-limit", 40)
        for label, line in zip(("FT ", "FLYP "), measured.splitlines()[1:]):
            (row,) = [row for row in printed.splitlines() if row.startswith(label)]
            self.assertEqual(line.split()[1:], row.split()[1:])
        # What stands in the file is not run again.
        self.assertEqual(alone("run", path, "--out", out), printed)
        records = read_records(out)
        self.assertEqual([record["method"] for record in records], list(kept))
        alone("run", path, "--start", files[1], "--out", self.folder / "after.jsonl")
        before = next(record for record in records if record["method"] == "flyp")
        after = read_records(self.folder / "after.jsonl")[0]
        self.assertEqual(after["method"], "zs")
        self.assertAlmostEqual(after["valNll"], before["valNll"], delta=1e-5)
        self.assertNotEqual(after["model"], before["model"])

    def test_says_in_a_sentence_what_is_wrong(self):
        odd = self.written(experiment(dataset={"id": "shapes", "version": "0.9"}))
        with self.assertRaisesRegex(SystemExit, "means the dataset shapes 0.9"):
            alone("run", odd)
        with self.assertRaisesRegex(SystemExit, "No such file"):
            alone("run", self.folder / "none.json")

    @needs_launcher
    def test_a_batch_must_divide_among_the_processes(self):
        uneven = experiment()
        uneven["config"]["batchSize"] = 7
        both = together("run", self.written(uneven))
        self.assertNotEqual(both.returncode, 0)
        self.assertIn("a batch of 7 cannot be shared by 2 processes", both.stderr)


if __name__ == "__main__":
    unittest.main()
