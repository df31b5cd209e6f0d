"""Further methods to compare with the paper's; see paper_methods."""

from dataclasses import replace
from typing import Any, Dict, List, NamedTuple, Sequence

import torch
from torch import Tensor, nn

from .clip import Clip
from .heads import Head, PromptBank, context_embeds
from .losses import (
    context_divergence,
    energy_gap,
    focal_loss,
    half_squared_distance,
    mixed_cross_entropy,
)
from .optim import round_half_up
from .pairs import Batch, Teacher
from .paper_methods import CaRot, FineTuning, Params
from .philox import STREAMS, Rng, beta_share
from .phases import Phase


class Regularised(NamedTuple):
    """What fine-tuning with a further term keeps: its head, and what the term is made of."""

    head: Head
    beside: Any


class RegularisedFineTuning(FineTuning):
    """FT plus the weighted term that `term` gives under a name."""

    def beside(self, model: Clip, prompts: PromptBank) -> Any:
        """What the term is made of; model: pretrained."""

    def term(self, model: Clip, batch: Batch, params: Params, beside: Any) -> Dict[str, Tensor]:
        raise NotImplementedError

    def setup(self, model: Clip, head: Head, prompts: PromptBank) -> Regularised:
        return Regularised(super().setup(model, head, prompts), self.beside(model, prompts))

    def trainable(self, model: Clip, state: Regularised) -> List[nn.Parameter]:
        return super().trainable(model, state.head)

    def loss_parts(
        self, model: Clip, batch: Batch, params: Params, state: Regularised
    ) -> Dict[str, Tensor]:
        return {
            **super().loss_parts(model, batch, params, state.head),
            **self.term(model, batch, params, state.beside),
        }

    def head(self, state: Regularised) -> Head:
        return state.head


class L2Sp(RegularisedFineTuning):
    """FT on a spring: CE + β·½‖θ − θ₀‖² pulls the image encoder back to the pretrained one.

    Source: Li et al. 2018, arXiv:1802.01483.
    """

    def beside(self, model: Clip, prompts: PromptBank) -> List[Tensor]:
        return [weight.detach().clone() for weight in self.encoder(model)]

    def term(
        self, model: Clip, batch: Batch, params: Params, beside: Sequence[Tensor]
    ) -> Dict[str, Tensor]:
        return {"distance": params["pull"] * half_squared_distance(self.encoder(model), beside)}


class CarFt(RegularisedFineTuning):
    """FT that sees the contexts of images as the pretrained model does: CE + λ·KL over templates.

    Source: Mao et al. 2022, arXiv:2211.16175.
    """

    def beside(self, model: Clip, prompts: PromptBank) -> Any:
        return Teacher(model), context_embeds(model, prompts)

    def term(self, model: Clip, batch: Batch, params: Params, beside: Any) -> Dict[str, Tensor]:
        teacher, contexts = beside
        before, scale = teacher.image_embeds(batch), model.logit_scale.exp()
        divergence = context_divergence(batch.image_embeds(model), before, contexts, scale)
        return {"context": params["contextWeight"] * divergence}


class LipsumFt(RegularisedFineTuning):
    """FT whose images keep their similarities to texts of random tokens, fresh ones each step.

    Source: Nam et al. 2024, arXiv:2404.00860.
    """

    def beside(self, model: Clip, prompts: PromptBank) -> Any:
        return Teacher(model), prompts

    def term(self, model: Clip, batch: Batch, params: Params, beside: Any) -> Dict[str, Tensor]:
        teacher, prompts = beside
        rng = Rng(batch.seed, STREAMS["random_texts"], batch.step)
        sizes = model.config["text_config"]
        length = min(params["textTokens"], sizes["max_position_embeddings"] - 2)
        ids, eos = prompts.random(rng, params["textCount"], length, sizes["vocab_size"])
        with torch.no_grad():
            texts = teacher.model.encode_texts(ids, eos)
        before, scale = teacher.image_embeds(batch), model.logit_scale.exp()
        gap = energy_gap(batch.image_embeds(model), before, texts, scale)
        return {"randomTexts": params["textWeight"] * gap}


class LinearProbe(FineTuning):
    """LP: the encoder stays as it was pretrained, only the head is trained.

    Source: Kumar et al. 2022, arXiv:2202.10054.
    """

    def trainable(self, model: Clip, state: Head) -> List[nn.Parameter]:
        return [state.weight, state.bias]

    def phases(self, params: Params, total: int) -> List[Phase]:
        return [Phase(total, params["headRate"], encoders_rest=True)]


class LpFt(FineTuning):
    """Linear probing, then FT from that head at a smaller rate. Source: as LinearProbe."""

    def phases(self, params: Params, total: int) -> List[Phase]:
        probing = round_half_up(params["probeShare"] * total)
        return [
            Phase(probing, params["headRate"], encoders_rest=True),
            Phase(total - probing, params["tuneRate"]),
        ]


class StaticDistillation(CaRot):
    """CaRot whose teacher stays the pretrained model."""

    def after_step(
        self, model: Clip, params: Params, state: Teacher, step: int, total: int
    ) -> None:
        pass


class Mixup(FineTuning):
    """FT on images mixed in pairs, and on targets mixed alike; one share ~ Beta(α, α) a batch.

    Source: Zhang et al. 2018, arXiv:1710.09412.
    """

    def loss_parts(
        self, model: Clip, batch: Batch, params: Params, state: Head
    ) -> Dict[str, Tensor]:
        if params["mixAlpha"] == 0:
            return super().loss_parts(model, batch, params, state)
        rng = Rng(batch.seed, STREAMS["mixup"], batch.step)
        share = beta_share(rng, params["mixAlpha"])
        order = list(range(len(batch.labels)))
        rng.shuffle(order)
        partners = torch.tensor(order, device=batch.labels.device)
        everyone = batch.ranks.gather(batch.images)
        own = batch.ranks.own_rows(len(order), "a batch")
        images = share * batch.images + (1 - share) * everyone[partners[own]]
        logits = state.logits(replace(batch, images=images).image_embeds(model))
        labels = batch.labels, batch.labels[partners]
        epsilon = params["labelSmoothing"]
        return {"crossEntropy": mixed_cross_entropy(logits, *labels, share, epsilon)}


class Focal(FineTuning):
    """FT with the focal loss. Source: Mukhoti et al. 2020, arXiv:2002.09437."""

    def loss_parts(
        self, model: Clip, batch: Batch, params: Params, state: Head
    ) -> Dict[str, Tensor]:
        logits = state.logits(batch.image_embeds(model))
        return {"focal": focal_loss(logits, batch.labels, params["gamma"])}
