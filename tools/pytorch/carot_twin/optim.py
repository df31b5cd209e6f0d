"""Learning rate, AdamW and clipping as the lab has them."""

import math
from typing import List, Sequence

import torch
from torch import Tensor, nn


def round_half_up(value: float) -> int:
    """JavaScript's Math.round: halves go up, where Python's round takes the even neighbour."""
    return math.floor(value + 0.5)


def learning_rate_at(step: int, base: float, warmup_fraction: float, total: int) -> float:
    """Rate of the update after `step` others: linear warm-up, then half a cosine down to 0.

    base·(t + 1)/W for t < W, else ½·base·(1 + cos(π·(t − W)/(T − W))), W at least one step.
    Source: the released code of FLYP and CaRot, `cosine_lr`.
    """
    warmup = max(1, round_half_up(warmup_fraction * total))
    if step < warmup:
        return base * (step + 1) / warmup
    return 0.5 * base * (1 + math.cos(math.pi * (step - warmup) / (total - warmup)))


def adamw(weights: Sequence[nn.Parameter], optimizer: dict) -> torch.optim.AdamW:
    """AdamW (Loshchilov, Hutter 2019, arXiv:1711.05101) with the fields of OptimizerConfig.

    Decay is on every tensor, as in the released code, or with decayVectors false on those of two
    dimensions or more. The rate is set before each step.
    """
    decayed: List[nn.Parameter] = []
    spared: List[nn.Parameter] = []
    for weight in weights:
        spare = not optimizer["decayVectors"] and weight.dim() < 2
        (spared if spare else decayed).append(weight)
    groups = [{"params": decayed, "weight_decay": optimizer["weightDecay"]}]
    if spared:
        groups.append({"params": spared, "weight_decay": 0.0})
    return torch.optim.AdamW(
        groups,
        lr=optimizer["learningRate"],
        betas=(optimizer["beta1"], optimizer["beta2"]),
        eps=optimizer["epsilon"],
        foreach=True,
    )


def clip_by_global_norm(weights: Sequence[nn.Parameter], max_norm: float) -> Tensor:
    """Scales all gradients by min(1, max_norm/(‖g‖ + 10⁻⁶)); 0 only measures.

    Returns the norm before clipping, a scalar still on the device.
    Source: Pascanu, Mikolov, Bengio 2013, arXiv:1211.5063; the constant is PyTorch's.
    """
    return nn.utils.clip_grad_norm_(weights, max_norm if max_norm > 0 else math.inf)
