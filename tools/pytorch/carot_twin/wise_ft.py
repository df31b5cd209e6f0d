"""WiSE-FT: a view on trained weights; nothing is trained."""

import copy
from typing import Tuple

import torch
from torch import Tensor

from .clip import Clip
from .heads import Head


@torch.no_grad()
def mixed(pretrained: Clip, start: Head, tuned: Clip, end: Head, alpha: float) -> Tuple[Clip, Head]:
    """θ_α = (1 − α)·θ_pretrained + α·θ_tuned for every weight of the model and of the head.

    start: the zero-shot head, which has no bias: 0; end: the trained head. alpha: share of the
    fine-tuned model, 0 … 1. Source: Wortsman et al. 2022, arXiv:2109.01903, eq. 1.
    """

    def mix(a: Tensor, b: Tensor) -> Tensor:
        return (1 - alpha) * a + alpha * b

    model = copy.deepcopy(pretrained)
    weights = tuned.state_dict()
    model.load_state_dict({name: mix(w, weights[name]) for name, w in model.state_dict().items()})
    return model, Head(mix(start.weight, end.weight), alpha * end.bias)
