"""The fixed part of a split that a limited evaluation looks at: the lab's own choice."""

import numpy as np

from .philox import STREAMS, Rng

#: Never a run's own seed: every run is measured on the same images.
EVALUATION_SEED = 0


def stratified_subset(labels: np.ndarray, limit: int, seed: int = EVALUATION_SEED) -> np.ndarray:
    """Positions of a subset that has every class in proportion; ascending.

    labels [n]; limit: wanted size, 0 or n and more means all. Class c gets the whole number below
    or above n_c·limit/n, by largest remainders. Stream `subset`: substream 0 shuffles the classes,
    the order in which equal remainders are served; substream c + 1 the members of class c, of
    which the first are taken.
    """
    if limit <= 0 or limit >= len(labels):
        return np.arange(len(labels))
    counts = np.bincount(labels)
    shares, remainders = np.divmod(counts * limit, len(labels))
    ties = list(range(len(counts)))
    Rng(seed, STREAMS["subset"], 0).shuffle(ties)
    # The sort is stable, so equal remainders stay in the drawn order.
    largest = sorted(ties, key=lambda c: -remainders[c])
    shares[largest[: limit - shares.sum()]] += 1
    chosen = []
    for c, share in enumerate(shares):
        members = np.flatnonzero(labels == c).tolist()
        Rng(seed, STREAMS["subset"], c + 1).shuffle(members)
        chosen += members[:share]
    return np.sort(np.array(chosen))
