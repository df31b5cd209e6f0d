"""The paper's methods: what each trains, its targets and the parts of its loss. Names as in the lab.

A loss part is already weighted; their sum is the loss. Parameters carry the lab's names.
"""

from typing import Any, Dict, List, Mapping, Optional

import torch
from torch import Tensor, nn

from .clip import Clip
from .heads import Head, PromptBank
from .losses import (
    contrastive_loss,
    cross_norm,
    label_smoothed_cross_entropy,
    mkd_loss,
    orthogonality_penalty,
)
from .optim import round_half_up
from .pairs import Batch, Teacher, pair_logits
from .phases import Phase

Params = Mapping[str, Any]


class Method:
    """A method that trains nothing: the zero-shot model. The others say what differs."""

    trains = False

    def __init__(self, id: str, label: str, **params: Any):
        self.id, self.label, self.params = id, label, params

    def setup(self, model: Clip, head: Head, prompts: PromptBank) -> Any:
        """What the method keeps across steps; head: the pretrained model's zero-shot head."""

    def phases(self, params: Params, total: int) -> List[Phase]:
        """Parts of the training with a schedule of their own; their steps add up to `total`."""
        return [Phase(total)]

    def trainable(self, model: Clip, state: Any) -> List[nn.Parameter]:
        return list(model.parameters())

    def loss_parts(
        self, model: Clip, batch: Batch, params: Params, state: Any
    ) -> Dict[str, Tensor]:
        raise NotImplementedError

    def after_step(self, model: Clip, params: Params, state: Any, step: int, total: int) -> None:
        """After the update of `step`, counted from 0, of `total`."""

    def head(self, state: Any) -> Optional[Head]:
        """The head to evaluate with; None: rebuilt from the prompts with the tuned text tower."""
        return None


class FineTuning(Method):
    """FT: cross-entropy over the classes through a head that starts as the zero-shot head, bias 0.

    Image encoder, its projection and the head are trained. Source: Wortsman et al. 2022,
    arXiv:2109.01903.
    """

    trains = True

    def setup(self, model: Clip, head: Head, prompts: PromptBank) -> Any:
        weight = head.weight.detach().clone()
        return Head(nn.Parameter(weight), nn.Parameter(torch.zeros_like(weight[:, 0])))

    @staticmethod
    def encoder(model: Clip) -> List[nn.Parameter]:
        """Weights of the image encoder and of its projection."""
        return [*model.vision_model.parameters(), *model.visual_projection.parameters()]

    def trainable(self, model: Clip, state: Head) -> List[nn.Parameter]:
        return [*self.encoder(model), state.weight, state.bias]

    def loss_parts(
        self, model: Clip, batch: Batch, params: Params, state: Head
    ) -> Dict[str, Tensor]:
        logits = state.logits(batch.image_embeds(model))
        epsilon = params["labelSmoothing"]
        return {"crossEntropy": label_smoothed_cross_entropy(logits, batch.labels, epsilon)}

    def head(self, state: Head) -> Head:
        return state


class Flyp(Method):
    """FLYP: CLIP's own contrastive loss of images and prompts of their classes; all is trained.

    Source: Goyal et al. 2022, arXiv:2212.00638.
    """

    trains = True

    def loss_parts(
        self, model: Clip, batch: Batch, params: Params, state: None
    ) -> Dict[str, Tensor]:
        return {"contrastive": self.contrastive(pair_logits(model, batch), batch, params)}

    @staticmethod
    def contrastive(logits: Tensor, batch: Batch, params: Params) -> Tensor:
        return contrastive_loss(logits, batch.labels, params["labelSmoothing"], params["samePairs"])


class CaRot(Flyp):
    """CaRot, workshop version: smoothed contrastive loss plus λ·L_MKD from an EMA teacher.

    Source: Oh et al. 2023, arXiv:2311.01723v1.
    """

    def setup(self, model: Clip, head: Head, prompts: PromptBank) -> Teacher:
        return Teacher(model)

    def loss_parts(
        self, model: Clip, batch: Batch, params: Params, state: Teacher
    ) -> Dict[str, Tensor]:
        logits = pair_logits(model, batch)
        return {
            "contrastive": self.contrastive(logits, batch, params),
            "distillation": params["distillWeight"] * mkd_loss(logits, state.logits(batch)),
        }

    def after_step(
        self, model: Clip, params: Params, state: Teacher, step: int, total: int
    ) -> None:
        if step % params["emaEvery"] == 0:
            state.follow(model, params["emaMomentum"])


class CaRotNeurips(CaRot):
    """CaRot as published at NeurIPS 2024: an orthogonality term, and the released teacher schedule.

    Momentum grows from 0.05 to 0.9 over the warm part of the run. Source: Oh et al. 2024,
    arXiv:2311.01723, and its released code.
    """

    def loss_parts(
        self, model: Clip, batch: Batch, params: Params, state: Teacher
    ) -> Dict[str, Tensor]:
        visual, text = model.visual_projection.weight, model.text_projection.weight
        return {
            **super().loss_parts(model, batch, params, state),
            "orthogonality": params["orthogonalityWeight"] * orthogonality_penalty(visual),
            "crossNorm": params["crossNormWeight"] * cross_norm(visual, text),
        }

    def after_step(
        self, model: Clip, params: Params, state: Teacher, step: int, total: int
    ) -> None:
        if step % max(1, round_half_up(total / params["emaUpdates"])) == 0:
            warm = params["emaWarm"] * total
            state.follow(model, 0.05 + 0.85 * step / warm if step < warm else 0.9)
