"""Parts of a training with a schedule of their own."""

from typing import NamedTuple, Sequence, Tuple

from .optim import learning_rate_at


class Phase(NamedTuple):
    """Warm-up, cosine and the optimiser's memory begin anew with it."""

    steps: int
    #: Learning rate as a multiple of the run's.
    rate: float = 1.0
    #: Whether the encoders are left alone: only what the method keeps is trained.
    encoders_rest: bool = False


def phase_at(phases: Sequence[Phase], step: int) -> Tuple[Phase, int]:
    """The phase of a step of the run, and that step counted from its beginning."""
    for phase in phases:
        if step < phase.steps:
            return phase, step
        step -= phase.steps
    raise ValueError("The run is over: there is no such step")


def phase_rate(phases: Sequence[Phase], step: int, optimizer: dict) -> float:
    """Learning rate of a step; optimizer: the fields of OptimizerConfig."""
    phase, own = phase_at(phases, step)
    base = optimizer["learningRate"] * phase.rate
    return learning_rate_at(own, base, optimizer["warmupFraction"], phase.steps)
