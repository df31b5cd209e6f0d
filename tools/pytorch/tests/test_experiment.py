"""Experiment files are read, and refused with a sentence where they are of something else."""

import copy
import json
import shutil
import tempfile
import unittest
from pathlib import Path

from carot_twin.experiment import ExperimentError, read_experiment
from carot_twin.folders import FolderError, Print, file_digest, find_folder
from carot_twin.methods import METHODS, VIEWS, default_params
from carot_twin.run_config import DEFAULT_CONFIG

from reference import ROOT

MODEL = ROOT / "public/models/tinyclip"


def print_of(folder: Path) -> dict:
    """What the lab writes of a model's folder."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    lines = [f"{file['path']} {file['sha256']}" for file in manifest["files"]]
    return {"id": manifest["id"], "version": manifest["version"], "digest": file_digest(lines)}


def experiment(**changes) -> dict:
    """An experiment of every method on the small pair, as the lab exports it."""
    settings = {name: DEFAULT_CONFIG[name] for name in DEFAULT_CONFIG if name != "finalLimit"}
    config = {
        **settings,
        "version": 1,
        "modelId": "tinyclip",
        "datasetId": "shapes",
        "steps": 3,
        "batchSize": 8,
        "lanes": [{"methodId": id, "params": default_params(id)} for id in METHODS],
        "views": [{"methodId": id, "alpha": 0.25} for id in VIEWS],
        "evaluation": {"everySteps": 50, "liveLimit": 200, "finalLimit": 40},
    }
    return {
        "kind": "carot-lab-experiment",
        "version": 1,
        "lab": "0.1.0",
        "dataset": {"id": "shapes", "version": "1.0"},
        "model": print_of(MODEL),
        "config": config,
        **changes,
    }


class Files(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def written(self, file) -> Path:
        path = self.folder / "experiment.json"
        path.write_text(file if isinstance(file, str) else json.dumps(file), encoding="utf-8")
        return path


class ExperimentTest(Files):
    def test_reads_what_the_lab_exports(self):
        read = read_experiment(self.written(experiment()))
        self.assertEqual(
            read.methods[:6], ["zs", "ft", "ft-ls", "wise-ft", "wise-ft-ls", "flyp"]
        )
        self.assertEqual(set(read.methods), {*METHODS, *VIEWS})
        self.assertEqual(read.params["wise-ft"], {"alpha": 0.25})
        self.assertEqual(read.config["steps"], 3)
        self.assertEqual(read.config["finalLimit"], 40)
        self.assertEqual(read.dataset, Print("shapes", "1.0"))

    def test_a_saved_run_is_an_experiment_too(self):
        run = experiment(kind="carot-lab-run", results=[], name="one")
        self.assertEqual(
            read_experiment(self.written(run)), read_experiment(self.written(experiment()))
        )

    def test_refuses_what_it_cannot_run(self):
        def with_config(**changes):
            file = experiment()
            file["config"].update(changes)
            return file

        lanes = copy.deepcopy(experiment()["config"]["lanes"])
        odd = [*lanes[:1], {"methodId": "flyp", "params": {"warmth": 1}}]
        nameless = experiment()
        del nameless["model"]["digest"]
        for file, said in (
            ('{"kind": "carot-lab-ex', "is not whole JSON"),
            ({"kind": "other"}, "is no experiment of the lab"),
            ([1], "is no experiment of the lab"),
            (experiment(version=2), "has version 2, this program reads 1"),
            (experiment(dataset=None), "lacks"),
            (with_config(lanes=[{"methodId": "blend", "params": {}}]), "races blend"),
            (with_config(lanes=odd), "flyp has no parameter 'warmth'"),
            (with_config(patience=3), "a run has no setting 'patience'"),
            (nameless, "of an older lab"),
        ):
            with self.subTest(said):
                with self.assertRaisesRegex(ExperimentError, said):
                    read_experiment(self.written(file))


class FolderTest(Files):
    def setUp(self):
        super().setUp()
        self.wanted = Print(**print_of(MODEL))

    def test_finds_the_folders_of_the_lab(self):
        self.assertEqual(find_folder("model", None, self.wanted), MODEL)
        found = find_folder("dataset", None, Print("shapes", "1.0"))
        self.assertEqual(found, ROOT / "public/datasets/shapes")

    def test_the_digest_is_the_labs(self):
        # Of src/engine/assets.ts for the same lines, sorted.
        self.assertEqual(file_digest(["b 2", "a 1"]), file_digest(["a 1", "b 2"]))
        self.assertNotEqual(file_digest(["a 1", "b 2"]), file_digest(["a 2", "b 1"]))

    def test_refuses_other_files(self):
        for kind, wanted, said in (
            ("dataset", Print("shapes", "0.9"), "means the dataset shapes 0.9, but .* holds shapes 1.0"),
            ("model", Print("tinyclip", "9", self.wanted.digest), "means the model tinyclip 9"),
            ("model", Print("tinyclip", self.wanted.version, "0" * 16), "holds tinyclip"),
            ("dataset", Print("none", "1"), "no manifest.json: name the folder .* with --data"),
        ):
            with self.subTest(said), self.assertRaisesRegex(FolderError, said):
                find_folder(kind, None, wanted)

    def test_a_manifest_that_does_not_tell_the_truth_is_found_out(self):
        copied = self.folder / "model"
        shutil.copytree(MODEL, copied)
        (copied / "config.json").write_bytes((copied / "config.json").read_bytes() + b" ")
        with self.assertRaisesRegex(FolderError, "are not those of its manifest.json"):
            find_folder("model", copied, self.wanted)
