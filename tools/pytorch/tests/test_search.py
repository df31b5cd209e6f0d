"""A search chooses on validation: it computes, reads and needs nothing of the test and OOD sets."""

import contextlib
import gzip
import io
import json

import numpy as np

from carot_twin.__main__ import main
from carot_twin.dataset import load_dataset
from carot_twin.records import read_records

from reference import ROOT
from test_experiment import MODEL, Files

SHAPES = ROOT / "public/datasets/shapes"
PLAN = [
    {"method": "ft", "config": {"steps": 3, "batchSize": 8}},
    {"method": "flyp", "config": {"steps": 3, "batchSize": 8, "learningRate": 1e-3}},
]


class SearchTest(Files):
    def searched(self, data, out: str) -> list:
        plan, path = self.folder / "plan.json", self.folder / out
        plan.write_text(json.dumps(PLAN), encoding="utf-8")
        options = ["--plan", plan, "--data", data, "--model", MODEL, "--out", path, "--jobs", 1]
        with contextlib.redirect_stderr(io.StringIO()):
            main(["search", *map(str, options)])
        return sorted(read_records(path), key=lambda record: record["method"], reverse=True)

    def without_test_sets(self):
        """The same data of which every label and every byte of the test and OOD sets is gone."""
        data = self.folder / "shapes"
        data.mkdir()
        manifest = json.loads((SHAPES / "manifest.json").read_text(encoding="utf-8"))
        for split in manifest["splits"]:
            if split["role"] in ("id", "ood"):
                del split["labels"]
        (data / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        kept = sum(len(split.labels) for split in load_dataset(SHAPES, ("train", "val")).splits)
        unpacked = gzip.decompress((SHAPES / "images.pack").read_bytes())
        area, end = manifest["imageSize"] ** 2, 0
        for _ in range(kept):
            end += 1 + area * (4 if unpacked[end] == 1 else 1)
        (data / "images.pack").write_bytes(gzip.compress(unpacked[:end]))
        return data

    def test_needs_no_test_set(self):
        data = self.without_test_sets()
        with self.assertRaisesRegex(ValueError, "256 images before the end"):
            load_dataset(data)
        whole, cut = self.searched(SHAPES, "whole.jsonl"), self.searched(data, "cut.jsonl")
        self.assertEqual([record["method"] for record in whole], ["ft", "flyp"])
        for one, two in zip(whole, cut):
            for record in (one, two):
                for name in ("seconds", "dataset"):
                    del record[name]
            self.assertEqual(one, two)

    def test_says_of_validation_alone_and_of_each_of_its_images(self):
        (labels,) = [split.labels for split in load_dataset(SHAPES, ("val",)).splits]
        for record in self.searched(SHAPES, "runs.jsonl"):
            measured = [name for name in record if name.startswith(("id", "ood", "split"))]
            self.assertEqual(measured, [])
            self.assertEqual(len(record["valNlls"]), len(labels))
            self.assertAlmostEqual(np.mean(record["valRight"]), record["valAcc"])
            self.assertAlmostEqual(np.mean(record["valNlls"]), record["valNll"], places=4)

    def test_a_trial_that_stands_in_the_file_is_not_repeated(self):
        self.searched(SHAPES, "runs.jsonl")
        before = (self.folder / "runs.jsonl").read_bytes()
        self.searched(SHAPES, "runs.jsonl")
        self.assertEqual((self.folder / "runs.jsonl").read_bytes(), before)
