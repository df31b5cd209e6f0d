"""The settings of a run, with the names of the lab's RunConfig."""

import copy
from typing import Any, Dict, Mapping

DEFAULT_CONFIG: Dict[str, Any] = {
    "seed": 0,
    "steps": 800,
    "batchSize": 96,
    "sampling": "distinct",
    "optimizer": {
        "learningRate": 4e-4,
        "warmupFraction": 0.1,
        "weightDecay": 0.1,
        "beta1": 0.9,
        "beta2": 0.999,
        "epsilon": 1e-8,
        "decayVectors": True,
        # Global L2 norm to which gradients are clipped; 0 switches clipping off.
        "clipNorm": 1.0,
    },
    "templates": ["{}", "an icon of {}", "a drawing of {}"],
    "maxShift": 3,
    # Images per split in the evaluation, a fixed stratified subset; 0 means all.
    "finalLimit": 0,
}


def make_config(overrides: Mapping[str, Any]) -> Dict[str, Any]:
    """The defaults with some fields replaced; those of the optimizer may stand beside the others.

    Raises KeyError for a name that no run has.
    """
    config = copy.deepcopy(DEFAULT_CONFIG)
    flat = {**overrides, **overrides.get("optimizer", {})}
    flat.pop("optimizer", None)
    for name, value in flat.items():
        owner = config["optimizer"] if name in config["optimizer"] else config
        if name not in owner:
            raise KeyError(f"a run has no setting {name!r}")
        owner[name] = value
    return config
