"""What the commands do: runs of methods over seeds, weights measured, a search on validation."""

import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence

import torch

from .assets import Assets, load_assets
from .evaluate import evaluate, evaluate_trial
from .finetune import Trained, complete_params, finetune, view
from .heads import zero_shot_head
from .methods import VIEWS, label_of
from .ranks import Ranks
from .records import Record, append_record, done_identities, identity, read_records
from .run_config import make_config
from .table import table
from .weights import Weights, write_weights


def run_methods(
    assets: Assets,
    methods: Sequence[str],
    seeds: Sequence[int],
    overrides: Mapping[str, Any],
    params: Mapping[str, Mapping[str, Any]],
    out: Path,
    weights: Optional[Path] = None,
    ranks: Ranks = Ranks(),
) -> None:
    """Trains and measures every method with every seed, then prints their table.

    params: by method, what differs from its defaults; a view also takes those of its base. A run
    that stands in the file already is not repeated. weights: a folder for what was trained. Of
    several processes the first writes and prints.
    """
    speaks = ranks.rank == 0
    # One file decides, and as it was before anything is added to it.
    records = ranks.of_first(read_records(out))
    done = done_identities(records)
    wanted = []
    for seed in seeds:
        config = make_config({**overrides, "seed": seed})
        trained: Dict[str, Trained] = {}
        for method in methods:
            base_params = params.get(VIEWS[method][1], {}) if method in VIEWS else {}
            full = complete_params(method, {**base_params, **params.get(method, {})})
            record = _blank_record(assets, method, full, config)
            wanted.append(identity(record))
            if wanted[-1] in done:
                continue
            started = time.perf_counter()
            result = trained[method] = _train(assets, record, trained, ranks)
            record["seconds"] = round(time.perf_counter() - started, 2)
            record["losses"] = [float(f"{loss:.7g}") for loss in result.losses]
            record.update(evaluate(assets, result.model, result.head, config["finalLimit"]))
            records.append(record)
            if not speaks:
                continue
            if weights:
                about = {"carot_lab.method": method, "carot_lab.config": json.dumps(config)}
                path = weights / f"{method}-seed-{seed}.safetensors"
                write_weights(path, result.model, result.head, about)
            append_record(out, record)
            print(f"{label_of(method)}, seed {seed}: {record['seconds']:.0f} s", file=sys.stderr)
    shown = [record for record in records if identity(record) in wanted]
    if speaks:
        rows = [(m, [record for record in shown if record["method"] == m]) for m in methods]
        print(table([(label_of(method), own) for method, own in rows]))


def measure(assets: Assets, weights: Weights, config: Mapping[str, Any]) -> Dict[str, Any]:
    """What `evaluate` says of the weights of a file; a head that is not in it is made of prompts."""
    head = weights.head
    if head is None:
        with torch.no_grad():
            head = zero_shot_head(weights.model, assets.prompts(config["templates"]))
    return evaluate(assets, weights.model, head, config["finalLimit"])


def _train(assets: Assets, record: Record, trained: Dict[str, Trained], ranks: Ranks) -> Trained:
    """A run, or for a view of a run that has just been trained: the view alone."""
    method, config, params = record["method"], record["config"], record["params"]
    base = trained.get(VIEWS[method][1]) if method in VIEWS else None
    if base is not None:
        return view(assets, config, base, params["alpha"])
    return finetune(assets, method, config, params, ranks=ranks)


def _blank_record(
    assets: Assets, method: str, params: Mapping[str, Any], config: Mapping[str, Any]
) -> Record:
    return {
        "method": method,
        "seed": config["seed"],
        "params": params,
        "config": config,
        **assets.fingerprint,
        "torch": torch.__version__,
        "device": assets.device,
    }


#: Roles of the splits that a search reads: there is nothing else in memory to choose on.
SEARCHED = ("train", "val")
#: What a worker of the search has read once, for all its trials.
_worker: Dict[str, Assets] = {}


def _start_worker(data: str, model: str, threads: int) -> None:
    torch.set_num_threads(threads)
    _worker["assets"] = load_assets(data, model, roles=SEARCHED)


def _run_trial(record: Record, evaluate_at: List[int]) -> Record:
    assets = _worker["assets"]
    started = time.perf_counter()
    try:
        trained = finetune(
            assets, record["method"], record["config"], record["params"], evaluate_at
        )
    except ArithmeticError as problem:
        return {**record, "problem": str(problem)}
    seconds = round(time.perf_counter() - started, 2)
    numbers = evaluate_trial(assets, trained.model, trained.head)
    return {**record, "seconds": seconds, **numbers, "curve": trained.curve}


def search(plan: Path, data: str, model: str, out: Path, threads: int, jobs: int) -> None:
    """Runs the trials of a plan in worker processes and measures them on validation alone.

    Test and OOD images are never unpacked (`SEARCHED`).

    plan: a JSON list of {method, config, params, seed, evaluateAt}; config and params hold what
    differs from the defaults, evaluateAt steps at which the validation split is measured too; all
    but method may be left out. Trials that stand in the file already are not repeated.
    """
    assets = load_assets(data, model, roles=SEARCHED)
    done = done_identities(read_records(out))
    waiting = []
    for trial in json.loads(plan.read_text(encoding="utf-8")):
        config = make_config({**trial.get("config", {}), "seed": trial.get("seed", 0)})
        params = complete_params(trial["method"], trial.get("params", {}))
        record = _blank_record(assets, trial["method"], params, config)
        if identity(record) not in done:
            done.add(identity(record))
            waiting.append((record, trial.get("evaluateAt", [])))
    print(f"{len(waiting)} trials to run", file=sys.stderr)
    # A forked process would inherit PyTorch's threads in a state it cannot use.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _start_worker, (data, model, threads))
    try:
        futures = [pool.submit(_run_trial, *trial) for trial in waiting]
        for number, future in enumerate(as_completed(futures), 1):
            record = future.result()
            append_record(out, record)
            print(f"{number}/{len(waiting)} {_trial_line(record)}", file=sys.stderr)
    finally:
        pool.shutdown(cancel_futures=True)


def _trial_line(record: Record) -> str:
    if "problem" in record:
        return record["problem"]
    return (
        f"{record['method']} acc {record['valAcc']:.3f} nll {record['valNll']:.3f} "
        f"ece {record['valEce']:.3f} T {record['temperature']:.2f} "
        f"gap {record['valSignedGap']:+.3f} {record['seconds']:.0f} s"
    )
