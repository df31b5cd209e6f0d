"""python -m carot_twin run experiment.json, and finetune, evaluate, search; --help says more."""

import argparse
import json
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

import torch

from .assets import load_assets
from .commands import measure, run_methods, search
from .experiment import read_experiment
from .folders import find_folder, some_folder
from .methods import METHODS, VIEWS
from .ranks import Ranks, choose_device
from .run_config import DEFAULT_CONFIG, make_config
from .table import table
from .weights import read_weights, saved_settings

#: Option, the setting it stands for.
_SETTINGS = {
    "--steps": "steps",
    "--batch-size": "batchSize",
    "--lr": "learningRate",
    "--wd": "weightDecay",
    "--warmup": "warmupFraction",
    "--max-shift": "maxShift",
    "--clip-norm": "clipNorm",
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="carot_twin", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="run an experiment that the lab has exported")
    run.add_argument("experiment", type=Path, help="experiment.json, or a run saved as JSON")
    run.add_argument("--seeds", help="comma-separated; the experiment's own by default")
    run.add_argument("--out", type=Path, help="JSON lines, added to; beside the experiment")
    tune = commands.add_parser("finetune", help="train methods over seeds and measure them")
    known = [*METHODS, *VIEWS]
    tune.add_argument("--methods", default="zs,ft,flyp,carot", help=f"some of {','.join(known)}")
    tune.add_argument("--seeds", default="0,1,2")
    defaults = {**DEFAULT_CONFIG, **DEFAULT_CONFIG["optimizer"]}
    for option, name in _SETTINGS.items():
        kind = type(defaults[name])
        tune.add_argument(option, dest=name, type=kind, help=f"{name}, {defaults[name]}")
    tune.add_argument("--sampling", choices=["distinct", "random"])
    tune.add_argument(
        "--set",
        dest="params",
        action="append",
        default=[],
        metavar="METHOD.NAME=VALUE",
        help="a parameter of a method, such as carot.distillWeight=1.5",
    )
    look = commands.add_parser("evaluate", help="measure weights that the lab or this has saved")
    look.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".safetensors")
    plan = commands.add_parser("search", help="run a plan of trials, measured on validation alone")
    plan.add_argument("--plan", type=Path, required=True)
    plan.add_argument("--jobs", type=int, default=2, help="processes")
    for command in (run, tune):
        command.add_argument(
            "--start", type=Path, help="weights to begin with, but for a head in the file"
        )
        command.add_argument("--weights", type=Path, help="folder for the trained weights")
    for command in (tune, look):
        command.add_argument(
            "--template", dest="templates", action="append", help="a prompt with {}; repeatable"
        )
        command.add_argument(
            "--eval-limit", dest="finalLimit", type=int, help="images of a split; all by default"
        )
    for command in (run, tune, look):
        command.add_argument("--device", help="cpu or cuda; a GPU if there is one")
    for command in (tune, plan):
        command.add_argument("--out", type=Path, required=True, help="JSON lines, added to")
    for command in (run, tune, look, plan):
        own = command in (tune, plan)
        lab = "" if own else "; the lab's own by default"
        for option, holds in (("--data", "images.pack"), ("--model", "weights, tokenizer.json")):
            text = f"folder with manifest.json, {holds}{lab}"
            command.add_argument(option, type=Path, required=own, help=text)
        threads = 1 if command is plan else None
        command.add_argument("--threads", type=int, default=threads, help="of PyTorch")
    return parser


def _method_params(settings: Sequence[str]) -> Dict[str, Dict[str, Any]]:
    """carot.distillWeight=1.5 as {carot: {distillWeight: 1.5}}; what is no JSON is text."""
    params: Dict[str, Dict[str, Any]] = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        method, dot, param = name.partition(".")
        if not (equals and dot):
            raise SystemExit(f"--set needs METHOD.NAME=VALUE, not {setting!r}")
        try:
            value = json.loads(text)
        except ValueError:
            value = text
        params.setdefault(method, {})[param] = value
    return params


def _overrides(options: argparse.Namespace) -> Dict[str, Any]:
    """The settings that were given."""
    names = [*_SETTINGS.values(), "sampling", "templates", "finalLimit"]
    given = {name: getattr(options, name, None) for name in names}
    return {name: value for name, value in given.items() if value is not None}


def _seeds(text: str) -> List[int]:
    return [int(seed) for seed in text.split(",")]


def _run(options: argparse.Namespace, device: torch.device, ranks: Ranks) -> None:
    experiment = read_experiment(options.experiment)
    data = find_folder("dataset", options.data, experiment.dataset)
    model = find_folder("model", options.model, experiment.model)
    assets = load_assets(data, model, device.type, options.start)
    seeds = _seeds(options.seeds) if options.seeds else [experiment.config["seed"]]
    out = options.out or options.experiment.with_suffix(".jsonl")
    run_methods(
        assets,
        experiment.methods,
        seeds,
        experiment.config,
        experiment.params,
        out,
        options.weights,
        ranks,
    )


def _finetune(options: argparse.Namespace, device: torch.device, ranks: Ranks) -> None:
    methods = options.methods.split(",")
    unknown = [method for method in methods if method not in METHODS and method not in VIEWS]
    if unknown:
        known = ", ".join([*METHODS, *VIEWS])
        raise SystemExit(f"unknown method {', '.join(unknown)}; there are {known}")
    assets = load_assets(options.data, options.model, device.type, options.start)
    run_methods(
        assets,
        methods,
        _seeds(options.seeds),
        _overrides(options),
        _method_params(options.params),
        options.out,
        options.weights,
        ranks,
    )


def _evaluate(options: argparse.Namespace, device: torch.device, ranks: Ranks) -> None:
    """Prints a row for each file, by the prompts that it was trained with where it tells them."""
    rows = []
    for path in options.files:
        told = saved_settings(path)
        data = some_folder("dataset", options.data, told.get("datasetId"))
        model = some_folder("model", options.model, told.get("modelId"))
        assets = load_assets(data, model, device.type)
        weights = read_weights(path, assets.pretrained.config, device.type)
        templates = told.get("templates", DEFAULT_CONFIG["templates"])
        config = make_config({"templates": templates, **_overrides(options)})
        rows.append((path.name, [measure(assets, weights, config)]))
    if ranks.rank == 0:
        print(table(rows))


def main(arguments: Optional[List[str]] = None) -> None:
    options = _parser().parse_args(arguments)
    if options.command == "search":
        search(
            options.plan, options.data, options.model, options.out, options.threads, options.jobs
        )
        return
    if options.threads:
        torch.set_num_threads(options.threads)
    device = choose_device(options.device)
    ranks = Ranks.join(device.type)
    command = {"run": _run, "finetune": _finetune, "evaluate": _evaluate}[options.command]
    try:
        command(options, device, ranks)
    except (OSError, ValueError, ArithmeticError) as problem:
        raise SystemExit(f"carot_twin: {problem}") from problem
    finally:
        ranks.leave()


if __name__ == "__main__":
    main()
