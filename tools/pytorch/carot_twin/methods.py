"""The registry of methods, as in the lab."""

from typing import Any, Dict, Tuple

from .further_methods import (
    CarFt,
    Focal,
    L2Sp,
    LinearProbe,
    LipsumFt,
    LpFt,
    Mixup,
    StaticDistillation,
)
from .paper_methods import CaRot, CaRotNeurips, FineTuning, Flyp, Method

_METHODS = (
    Method("zs", "Zero-shot"),
    FineTuning("ft", "FT", labelSmoothing=0.0),
    FineTuning("ft-ls", "FT+LS", labelSmoothing=0.02),
    Flyp("flyp", "FLYP", labelSmoothing=0.0, samePairs="diag"),
    Flyp("flyp-ls", "FLYP+LS", labelSmoothing=0.01, samePairs="diag"),
    CaRot(
        "carot",
        "CaRot",
        labelSmoothing=0.0,
        distillWeight=1.5,
        emaMomentum=0.99,
        emaEvery=1,
        samePairs="diag",
    ),
    CaRotNeurips(
        "carot-neurips",
        "CaRot (NeurIPS)",
        orthogonalityWeight=0.2,
        distillWeight=1.5,
        crossNormWeight=0.0,
        labelSmoothing=0.0,
        emaUpdates=50,
        emaWarm=0.2,
        samePairs="diag",
    ),
    L2Sp("l2-sp", "L2-SP", labelSmoothing=0.0, pull=0.01),
    LinearProbe("lp", "LP", labelSmoothing=0.0, headRate=10),
    LpFt("lp-ft", "LP-FT", labelSmoothing=0.0, probeShare=0.5, headRate=10, tuneRate=0.5),
    CarFt("car-ft", "CAR-FT", labelSmoothing=0.0, contextWeight=1),
    LipsumFt(
        "lipsum-ft", "Lipsum-FT", labelSmoothing=0.0, textWeight=1, textCount=80, textTokens=8
    ),
    StaticDistillation(
        "static-sd", "Static SD", labelSmoothing=0.0, distillWeight=1.5, samePairs="diag"
    ),
    Flyp("flyp-mp", "FLYP multi-positive", labelSmoothing=0.0, samePairs="multi_positive"),
    Mixup("mixup", "Mixup", labelSmoothing=0.0, mixAlpha=0.2),
    Focal("focal", "Focal loss", gamma=3),
)

#: Methods with weights of their own, by id.
METHODS: Dict[str, Method] = {method.id: method for method in _METHODS}

#: WiSE-FT by id: its label and the method whose weights it mixes with the pretrained ones.
VIEWS: Dict[str, Tuple[str, str]] = {
    "wise-ft": ("WiSE-FT", "ft"),
    "wise-ft-ls": ("WiSE-FT+LS", "ft-ls"),
}

#: All ids in the order of the lab's table; a view comes after the method whose weights it mixes.
ORDER = ["zs", "ft", "ft-ls", *VIEWS, *(id for id in METHODS if id not in ("zs", "ft", "ft-ls"))]


def label_of(id: str) -> str:
    return VIEWS[id][0] if id in VIEWS else METHODS[id].label


def default_params(id: str) -> Dict[str, Any]:
    """Parameters at the lab's defaults; a view has those of its method and alpha.

    Raises KeyError for an unknown method.
    """
    if id in VIEWS:
        return {**default_params(VIEWS[id][1]), "alpha": 0.5}
    return dict(METHODS[id].params)
