"""The optimiser of pretraining and the average of weights that is shipped."""

from typing import Dict

import torch
from torch import Tensor, nn

from .optim import adamw

#: Updates over which the rate rises.
WARMUP_STEPS = 200

#: Most that the average keeps of itself in one update.
EMA_MOMENTUM = 0.999


def make_optimizer(
    model: nn.Module, learning_rate: float, weight_decay: float
) -> torch.optim.Optimizer:
    """AdamW with CLIP's small second moment decay; weights decay in matrices only."""
    fields = {
        "learningRate": learning_rate,
        "weightDecay": weight_decay,
        "decayVectors": False,
        "beta1": 0.9,
        "beta2": 0.98,
        "epsilon": 1e-6,
    }
    return adamw(list(model.parameters()), fields)


def pretraining_rate_at(step: int, base: float, annealed: float) -> float:
    """Rate of the update after `step` others: a rise over `WARMUP_STEPS`, then constant.

    annealed: how much of the anneal is over, by which the rate has fallen; 0 outside of it.
    """
    return base * min(1.0, (step + 1) / WARMUP_STEPS) * (1 - annealed)


@torch.no_grad()
def update_average(ema: nn.Module, model: nn.Module, step: int) -> None:
    """ema ← m·ema + (1 − m)·model, m = min(.999, (s + 1)/(s + 10)) after s = `step` others."""
    momentum = min(EMA_MOMENTUM, (step + 1) / (step + 10))
    averages = list(ema.parameters())
    torch._foreach_mul_(averages, momentum)
    torch._foreach_add_(averages, list(model.parameters()), alpha=1 - momentum)


def optimizer_moments(
    model: nn.Module, optimizer: torch.optim.Optimizer
) -> Dict[str, Dict[str, Tensor]]:
    """{exp_avg: {weight name: tensor}, exp_avg_sq: {weight name: tensor}}."""
    held = [(name, optimizer.state.get(weight)) for name, weight in model.named_parameters()]
    return {
        moment: {name: state[moment] for name, state in held if state}
        for moment in ("exp_avg", "exp_avg_sq")
    }


def restore_moments(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    moments: Dict[str, Dict[str, Tensor]],
    step: int,
) -> None:
    """Puts moments by weight name into the optimiser, as after `step` updates."""
    for name, weight in model.named_parameters():
        if name in moments["exp_avg"]:
            optimizer.state[weight] = {
                "step": torch.tensor(float(step)),
                "exp_avg": moments["exp_avg"][name].to(weight, copy=True),
                "exp_avg_sq": moments["exp_avg_sq"][name].to(weight, copy=True),
            }
