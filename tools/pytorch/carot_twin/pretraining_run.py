"""A pretraining run: its model, average, optimiser and progress, and one update of them."""

import copy
import math
from dataclasses import dataclass
from typing import Optional, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor

from .clip import Clip
from .optim import clip_by_global_norm
from .pretraining_batch import Batch
from .pretraining_loss import multi_positive_loss, usable_negatives
from .pretraining_optimizer import (
    make_optimizer,
    pretraining_rate_at,
    restore_moments,
    update_average,
)
from .pretraining_state import Progress
from .ranks import Ranks

#: Largest logit scale, e^s, as in CLIP.
MAX_LOGIT_SCALE = 100.0
MAX_GRADIENT_NORM = 1.0
#: What the smoothed loss keeps of itself in one update.
LOSS_MOMENTUM = 0.95


@dataclass(frozen=True)
class TrainOptions:
    learning_rate: float = 1.2e-3
    weight_decay: float = 0.1
    label_smoothing: float = 0.0
    #: Whether the towers run under bfloat16 autocast; loss and update stay in float32.
    bf16: bool = False


@dataclass
class Run:
    model: Clip
    #: Average of the weights, which is what is evaluated and shipped.
    ema: Clip
    optimizer: torch.optim.Optimizer
    progress: Progress
    seed: int
    #: Scalar on the device, so that smoothing the loss does not wait for it.
    smoothed_loss: Optional[Tensor] = None


def new_run(config: dict, options: TrainOptions, seed: int, device: torch.device) -> Run:
    """A run from random weights, the same in every process."""
    torch.manual_seed(seed)
    model = Clip(config).to(device)
    ema = copy.deepcopy(model).requires_grad_(False)
    optimizer = make_optimizer(model, options.learning_rate, options.weight_decay)
    return Run(model, ema, optimizer, Progress(), seed)


def resumed_run(
    state: dict, options: TrainOptions, seed: Optional[int], device: torch.device
) -> Run:
    """The run of a state as `read_state` gives it; seed: another than the state's, or None."""
    run = new_run(state["config"], options, state["seed"] if seed is None else seed, device)
    run.model.load_state_dict(state["model"])
    run.ema.load_state_dict(state["ema"])
    run.progress = Progress(**state["progress"])
    restore_moments(run.model, run.optimizer, state["optimizer"], run.progress.step)
    if run.progress.smoothed_loss is not None:
        run.smoothed_loss = torch.tensor(run.progress.smoothed_loss, device=device)
    return run


def embed(model: Clip, batch: Batch, bf16: bool) -> Tuple[Tensor, Tensor]:
    """Embeddings of a batch's images [b, D] and texts [T, D], unit rows in float32.

    Not encode_images and encode_texts: under autocast their last division would be rounded to
    bfloat16 too, and lengths be off by some thousandths.
    """
    with torch.autocast(batch.images.device.type, dtype=torch.bfloat16, enabled=bf16):
        images = model.visual_projection(model.vision_model(batch.images, batch.keep))
        texts = model.text_projection(model.text_model(batch.token_ids, batch.token_eos))
    return F.normalize(images.float(), dim=-1), F.normalize(texts.float(), dim=-1)


def batch_loss(model: Clip, batch: Batch, options: TrainOptions, ranks: Ranks) -> Tensor:
    """Loss of the whole batch, of which this process holds a part; nats, the same everywhere."""
    images, texts = embed(model, batch, options.bf16)
    captions = texts[: batch.captions][batch.caption_rows]
    negatives, usable = None, None
    if len(batch.negative_ids):
        own = texts[batch.captions :]
        # Rows of nothing, which never count, make it as many in every process.
        own = F.pad(own, (0, 0, 0, len(batch.negative_ids) - len(own)))
        negatives = ranks.gather(own)
        usable = usable_negatives(ranks.gather(batch.negative_ids), ranks.gather(batch.spoken))
    return multi_positive_loss(
        ranks.gather(images),
        ranks.gather(captions),
        ranks.gather(batch.concepts),
        model.logit_scale.exp(),
        negatives,
        usable,
        options.label_smoothing,
    )


def train_step(
    run: Run, batch: Batch, options: TrainOptions, ranks: Ranks, annealed: float = 0.0
) -> Tensor:
    """One update. annealed: how much of the anneal is over. Returns the loss, on the device."""
    rate = pretraining_rate_at(run.progress.step, options.learning_rate, annealed)
    for group in run.optimizer.param_groups:
        group["lr"] = rate
    run.optimizer.zero_grad(set_to_none=True)
    loss = batch_loss(run.model, batch, options, ranks)
    loss.backward()
    weights = list(run.model.parameters())
    ranks.average_gradients(weights)
    clip_by_global_norm(weights, MAX_GRADIENT_NORM)
    run.optimizer.step()
    with torch.no_grad():
        run.model.logit_scale.clamp_(0, math.log(MAX_LOGIT_SCALE))
    update_average(run.ema, run.model, run.progress.step)
    loss = loss.detach()
    before = run.smoothed_loss
    run.smoothed_loss = loss if before is None else torch.lerp(loss, before, LOSS_MOMENTUM)
    run.progress.step += 1
    run.progress.images += ranks.world * len(batch.images)
    return loss
