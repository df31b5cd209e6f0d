"""python -m carot_twin finetune …, python -m carot_twin search …"""

import argparse
import json
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

import torch

from .assets import load_assets
from .commands import run_methods, search
from .methods import METHODS, VIEWS
from .run_config import DEFAULT_CONFIG

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
    run = commands.add_parser("finetune", help="train methods over seeds and measure them")
    known = [*METHODS, *VIEWS]
    run.add_argument("--methods", default="zs,ft,flyp,carot", help=f"some of {','.join(known)}")
    run.add_argument("--seeds", default="0,1,2")
    defaults = {**DEFAULT_CONFIG, **DEFAULT_CONFIG["optimizer"]}
    for option, name in _SETTINGS.items():
        kind = type(defaults[name])
        run.add_argument(option, dest=name, type=kind, help=f"{name}, {defaults[name]}")
    run.add_argument("--sampling", choices=["distinct", "random"])
    run.add_argument(
        "--template", dest="templates", action="append", help="a prompt with {}; repeat for more"
    )
    run.add_argument(
        "--set",
        dest="params",
        action="append",
        default=[],
        metavar="METHOD.NAME=VALUE",
        help="a parameter of a method, such as carot.distillWeight=1.5",
    )
    run.add_argument("--weights", type=Path, help="folder for the trained weights, for the lab")
    run.add_argument("--device", default="cpu", help="cpu or cuda")
    run.add_argument("--threads", type=int, help="of PyTorch; its own choice by default")
    plan = commands.add_parser("search", help="run a plan of trials, measured on validation alone")
    plan.add_argument("--plan", type=Path, required=True)
    plan.add_argument("--threads", type=int, default=1, help="of PyTorch in each process")
    plan.add_argument("--jobs", type=int, default=2, help="processes")
    for command in (run, plan):
        command.add_argument("--data", required=True, help="folder with manifest.json, images.pack")
        command.add_argument("--model", required=True, help="folder with config.json and weights")
        command.add_argument("--out", type=Path, required=True, help="JSON lines, added to")
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


def main(arguments: Optional[List[str]] = None) -> None:
    options = _parser().parse_args(arguments)
    if options.command == "search":
        search(
            options.plan, options.data, options.model, options.out, options.threads, options.jobs
        )
        return
    methods = options.methods.split(",")
    unknown = [method for method in methods if method not in METHODS and method not in VIEWS]
    if unknown:
        known = ", ".join([*METHODS, *VIEWS])
        raise SystemExit(f"unknown method {', '.join(unknown)}; there are {known}")
    if options.threads:
        torch.set_num_threads(options.threads)
    names = [*_SETTINGS.values(), "sampling", "templates"]
    given = {name: getattr(options, name) for name in names}
    overrides = {name: value for name, value in given.items() if value is not None}
    seeds = [int(seed) for seed in options.seeds.split(",")]
    assets = load_assets(options.data, options.model, options.device)
    params = _method_params(options.params)
    run_methods(assets, methods, seeds, overrides, params, options.out, options.weights)


if __name__ == "__main__":
    main()
