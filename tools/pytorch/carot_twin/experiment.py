"""Experiment files: what the lab exports of a race, to be run here."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional

from .finetune import complete_params
from .folders import Print
from .methods import METHODS, ORDER, VIEWS
from .run_config import make_config

#: An experiment, and a finished run: that holds the same and its results.
_KINDS = ("carot-lab-experiment", "carot-lab-run")
_VERSION = 1
#: Fields of the lab's RunConfig that are no settings of a training run.
_APART = ("version", "modelId", "datasetId", "lanes", "views", "evaluation")


class ExperimentError(ValueError):
    """A file that cannot be run here; the message says why and what to do."""


@dataclass(frozen=True)
class Experiment:
    dataset: Print
    model: Print
    #: In the order of the table.
    methods: List[str]
    #: What make_config takes; the seed is in it.
    config: Dict[str, Any]
    #: By method; a view has its alpha.
    params: Dict[str, Dict[str, Any]]


def read_experiment(path: Path) -> Experiment:
    """Reads an experiment or a run that the lab has saved. Raises ExperimentError."""
    try:
        file = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as problem:
        raise ExperimentError(f"{path} is not whole JSON: {problem}. Export it again.") from problem
    kind = file.get("kind") if isinstance(file, dict) else None
    if kind not in _KINDS:
        raise ExperimentError(
            f"{path} is no experiment of the lab. Export one: Share, Run this on a cluster."
        )
    if file.get("version") != _VERSION:
        raise ExperimentError(
            f"{path} has version {file.get('version')}, this program reads {_VERSION}. Update it."
        )
    return _experiment(path, file)


def _experiment(path: Path, file: Dict[str, Any]) -> Experiment:
    try:
        config, dataset, model = file["config"], file["dataset"], file["model"]
        params = {lane["methodId"]: lane["params"] for lane in config["lanes"]}
        params.update({view["methodId"]: {"alpha": view["alpha"]} for view in config["views"]})
        settings = {name: value for name, value in config.items() if name not in _APART}
        settings["finalLimit"] = config["evaluation"]["finalLimit"]
        prints = Print(dataset["id"], dataset["version"]), Print(*_model_print(path, model))
    except (KeyError, TypeError) as problem:
        raise ExperimentError(f"{path} lacks {problem}. Export it again.") from problem
    unknown = [method for method in params if method not in METHODS and method not in VIEWS]
    if unknown:
        raise ExperimentError(
            f"{path} races {', '.join(unknown)}, which this program does not have. Update it."
        )
    try:
        make_config(settings)
        for method, own in params.items():
            complete_params(method, own)
    except KeyError as problem:
        raise ExperimentError(f"{path}: {problem.args[0]}. Update this program.") from problem
    return Experiment(*prints, [id for id in ORDER if id in params], settings, params)


def _model_print(path: Path, model: Dict[str, Any]) -> List[Optional[str]]:
    if "digest" not in model:
        raise ExperimentError(
            f"{path} is of an older lab and does not say which files of {model['id']} it means. "
            "Race it again and export that."
        )
    return [model["id"], model["version"], model["digest"]]
