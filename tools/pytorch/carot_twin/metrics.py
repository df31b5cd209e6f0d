"""Accuracy and calibration over all samples at once, in double precision.

logits [n, C]; −inf removes a class from its row. labels [n]. Fractions are 0 … 1; without samples
every value is NaN, meaning "no data".
"""

import math
from dataclasses import dataclass
from typing import Dict, Tuple

import numpy as np

BIN_COUNT = 15
MIN_TEMPERATURE = 0.05
MAX_TEMPERATURE = 20.0
#: Halves ln(20 / 0.05) ≈ 6 to below 1e-11.
_BISECTIONS = 40


@dataclass(frozen=True)
class TopLabel:
    """The top prediction of each sample."""

    #: [n] max softmax
    confidence: np.ndarray
    #: [n] bool
    correct: np.ndarray


def top_label(logits: np.ndarray, labels: np.ndarray, temperature: float = 1.0) -> TopLabel:
    """Prediction = first argmax of the logits; confidence = max softmax(logits / T).

    A row with NaN or +inf, of a run that diverged, has confidence NaN and counts as wrong.
    """
    logits = np.asarray(logits, dtype=np.float64)
    best = logits.argmax(1)
    with np.errstate(invalid="ignore"):
        below = logits - logits.max(1, keepdims=True)
        sums = np.exp(below / temperature).sum(1)
    return TopLabel(1 / sums, (best == labels) & (sums >= 1))


def accuracy(top: TopLabel) -> float:
    """Fraction whose top class is the label: 1/C at chance, 1 at best."""
    return _mean(top.correct)


def mean_confidence(top: TopLabel) -> float:
    return _mean(top.confidence)


def signed_gap(top: TopLabel) -> float:
    """Mean confidence − accuracy: positive is over-confident, negative under-confident."""
    return mean_confidence(top) - accuracy(top)


def ece(top: TopLabel, bin_count: int = BIN_COUNT) -> float:
    """Σ_b (n_b/N)·|acc_b − conf_b| over bins (i/n, (i+1)/n] of equal width, the first with 0.

    Source: Naeini et al. 2015; Guo et al. 2017, arXiv:1706.04599, eq. 3.
    """
    n = len(top.confidence)
    if n == 0:
        return math.nan
    inner_edges = np.arange(1, bin_count) / bin_count
    bins = np.searchsorted(inner_edges, top.confidence, side="left")
    excess = np.bincount(bins, weights=top.confidence - top.correct, minlength=bin_count)
    return float(np.abs(excess).sum() / n)


def nll(logits: np.ndarray, labels: np.ndarray, temperature: float = 1.0) -> float:
    """Mean −log softmax(logits / T)_y, nats: ln C for uniform predictions, 0 at best."""
    return _mean(nll_of_each(logits, labels, temperature))


def nll_of_each(logits: np.ndarray, labels: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """[n] −log softmax(logits / T)_y of each sample, nats."""
    scaled = np.asarray(logits, dtype=np.float64) / temperature
    top = scaled.max(1)
    normaliser = top + np.log(np.exp(scaled - top[:, None]).sum(1))
    return normaliser - scaled[np.arange(len(labels)), labels]


def fit_temperature(logits: np.ndarray, labels: np.ndarray) -> Tuple[float, bool]:
    """T in [0.05, 20] with the least mean NLL, and whether a bound was hit (do not trust it then).

    Convex in β = 1/T: bisection on log β for the zero of mean(E_p[z] − z_y). Fit on validation.
    Source: Guo et al. 2017, arXiv:1706.04599, section 4.2.
    """
    if len(labels) == 0:
        return math.nan, True
    logits = np.asarray(logits, dtype=np.float64)
    below = logits - logits.max(1, keepdims=True)
    own = below[np.arange(len(labels)), labels]

    def slope_at(beta: float) -> float:
        weights = np.exp(beta * below)
        with np.errstate(invalid="ignore"):
            # A removed class has weight 0, and 0·(−inf) would be NaN.
            weighted = np.where(weights > 0, weights * below, 0.0)
        return float(np.mean(weighted.sum(1) / weights.sum(1) - own))

    hottest, coldest = slope_at(1 / MAX_TEMPERATURE), slope_at(1 / MIN_TEMPERATURE)
    if hottest == coldest == 0 or not math.isfinite(hottest):
        return 1.0, True
    if hottest >= 0:
        return MAX_TEMPERATURE, True
    if coldest <= 0:
        return MIN_TEMPERATURE, True
    low, high = -math.log(MAX_TEMPERATURE), -math.log(MIN_TEMPERATURE)
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        if slope_at(math.exp(middle)) > 0:
            high = middle
        else:
            low = middle
    return math.exp(-(low + high) / 2), False


def summarise(logits: np.ndarray, labels: np.ndarray, temperature: float) -> Dict[str, float]:
    """The numbers of one split, as they are and at a temperature (names ending in Ts)."""
    raw, scaled = top_label(logits, labels), top_label(logits, labels, temperature)
    return {
        "n": len(labels),
        "acc": accuracy(raw),
        "ece": ece(raw),
        "eceTs": ece(scaled),
        "signedGap": signed_gap(raw),
        "signedGapTs": signed_gap(scaled),
        "nll": nll(logits, labels),
        "nllTs": nll(logits, labels, temperature),
    }


def _mean(values: np.ndarray) -> float:
    return float(np.mean(values)) if len(values) else math.nan
