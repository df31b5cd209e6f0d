"""Training of one method, in the lab's order of operations."""

import copy
import math
from dataclasses import dataclass, replace
from typing import Any, Callable, Dict, List, Mapping, NamedTuple, Sequence

import torch
from torch import Tensor, nn

from .assets import Assets
from .clip import Clip
from .evaluate import evaluate_validation
from .heads import Head, PromptBank, zero_shot_head
from .methods import METHODS, VIEWS, Method, default_params
from .optim import adamw, clip_by_global_norm
from .pairs import Batch
from .phases import phase_at, phase_rate
from .ranks import Ranks
from .sampler import Sampler, shifted_pixels
from .wise_ft import mixed


@dataclass(frozen=True)
class Lane:
    """A model that one method trains, and all that goes with it."""

    method: Method
    params: Mapping[str, Any]
    model: Clip
    #: What the method keeps across steps.
    state: Any
    weights: List[nn.Parameter]
    optimizer: torch.optim.Optimizer
    prompts: PromptBank

    @torch.no_grad()
    def head(self) -> Head:
        """The method's own, or one rebuilt from the prompts."""
        return self.method.head(self.state) or zero_shot_head(self.model, self.prompts)


class StepNumbers(NamedTuple):
    """Scalars still on the device; the loss is the sum of its parts."""

    loss: Tensor
    grad_norm: Tensor
    parts: Dict[str, Tensor]


def make_lane(
    method: Method,
    params: Mapping[str, Any],
    pretrained: Clip,
    prompts: PromptBank,
    optimizer: dict,
) -> Lane:
    """A lane at step 0. optimizer: the fields of OptimizerConfig."""
    model = copy.deepcopy(pretrained)
    with torch.no_grad():
        state = method.setup(model, zero_shot_head(model, prompts), prompts)
    weights = method.trainable(model, state)
    # What is not trained needs no gradient either.
    model.requires_grad_(False)
    for weight in weights:
        weight.requires_grad_(True)
    return Lane(method, params, model, state, weights, adamw(weights, optimizer), prompts)


def train_step(
    lane: Lane, batch: Batch, *, learning_rate: float, clip_norm: float, step: int, total: int
) -> StepNumbers:
    """One update: loss, gradients, clipping, AdamW, the method's own after_step. step from 0.

    Of several processes all compute the loss of the whole batch, and come to the same weights.
    """
    phase, phase_step = phase_at(lane.method.phases(lane.params, total), step)
    if phase_step == 0:
        lane.optimizer.state.clear()
    batch = replace(batch, step=step, encoders_rest=phase.encoders_rest)
    parts = lane.method.loss_parts(lane.model, batch, lane.params, lane.state)
    loss = torch.stack(list(parts.values())).sum()
    for weight in lane.weights:
        weight.grad = None
    loss.backward()
    batch.ranks.average_gradients(lane.weights)
    norm = clip_by_global_norm(lane.weights, clip_norm)
    for group in lane.optimizer.param_groups:
        group["lr"] = learning_rate
    lane.optimizer.step()
    lane.method.after_step(lane.model, lane.params, lane.state, step, total)
    return StepNumbers(loss.detach(), norm, {name: part.detach() for name, part in parts.items()})


def batch_source(
    assets: Assets, config: dict, prompts: PromptBank, ranks: Ranks = Ranks()
) -> Callable[[int], Batch]:
    """The batch of every step, a pure function of the settings and the dataset.

    Raises ValueError for a batch that the processes cannot share evenly.
    """
    rows = ranks.own_rows(config["batchSize"], "a batch")
    (train,) = assets.dataset.with_role("train")
    sampler = Sampler(
        train.labels,
        len(assets.dataset.class_names),
        batch_size=config["batchSize"],
        seed=config["seed"],
        max_shift=config["maxShift"],
        template_count=prompts.template_count,
        sampling=config["sampling"],
    )

    def batch_at(step: int) -> Batch:
        drawn = sampler.batch_at(step)
        own = drawn.part(rows)
        return Batch(
            assets.normalised(shifted_pixels(train, own)),
            torch.from_numpy(drawn.labels).to(assets.device),
            *prompts.distinct(own.labels, own.templates),
            ranks,
            config["seed"],
        )

    return batch_at


class Trained(NamedTuple):
    model: Clip
    head: Head
    #: Validation numbers at the steps asked for, each with its `step`.
    curve: Sequence[Dict[str, Any]] = ()
    #: Of each step, before its update.
    losses: Sequence[float] = ()


def finetune(
    assets: Assets,
    method_id: str,
    config: dict,
    params: Mapping[str, Any] = {},
    evaluate_at: Sequence[int] = (),
    ranks: Ranks = Ranks(),
) -> Trained:
    """Trains a method from the pretrained model.

    config: as make_config gives it; params: what differs from the method's defaults. evaluate_at:
    updates done when the validation split is measured.
    Raises ArithmeticError if the loss is no number at the end, KeyError for an unknown parameter.
    """
    params = complete_params(method_id, params)
    prompts = assets.prompts(config["templates"])
    if method_id in VIEWS:
        base = VIEWS[method_id][1]
        own = {name: value for name, value in params.items() if name != "alpha"}
        trained = finetune(assets, base, config, own, ranks=ranks)
        return view(assets, config, trained, params["alpha"])
    method = METHODS[method_id]
    optimizer, total = config["optimizer"], config["steps"]
    lane = make_lane(method, params, assets.pretrained, prompts, optimizer)
    batch_at = batch_source(assets, config, prompts, ranks)
    curve, losses = [], []

    def measure(done: int) -> None:
        if done in evaluate_at:
            numbers = evaluate_validation(assets, lane.model, lane.head())
            curve.append({"step": done, **numbers})

    measure(0)
    for step in range(total if method.trains else 0):
        rate = phase_rate(method.phases(params, total), step, optimizer)
        numbers = train_step(
            lane,
            batch_at(step),
            learning_rate=rate,
            clip_norm=optimizer["clipNorm"],
            step=step,
            total=total,
        )
        # Still on the device: reading each would stall a GPU.
        losses.append(numbers.loss)
        measure(step + 1)
    told = torch.stack(losses).tolist() if losses else []
    # Once NaN, always NaN: the last loss tells of all.
    if told and not math.isfinite(told[-1]):
        raise ArithmeticError(f"{method.label}: the loss is no number after {total} steps")
    return Trained(lane.model, lane.head(), curve, told)


def view(assets: Assets, config: dict, base: Trained, alpha: float) -> Trained:
    """WiSE-FT of a trained method that has a head of its own; see wise_ft.mixed."""
    with torch.no_grad():
        start = zero_shot_head(assets.pretrained, assets.prompts(config["templates"]))
    return Trained(*mixed(assets.pretrained, start, base.model, base.head, alpha))


def complete_params(method_id: str, params: Mapping[str, Any]) -> Dict[str, Any]:
    """All parameters of a method. Raises KeyError for one that it does not have."""
    complete = default_params(method_id)
    for name, value in params.items():
        if name not in complete:
            raise KeyError(f"{method_id} has no parameter {name!r}")
        complete[name] = value
    return complete
