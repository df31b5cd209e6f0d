"""What a tiny CLIP answers and how it trains: the contents of the lab's reference vectors 12 and 13."""

import json
from typing import Any, Dict

import torch
from torch import Tensor

from carot_twin.clip import Clip
from carot_twin.finetune import make_lane, train_step
from carot_twin.heads import PromptBank
from carot_twin.losses import contrastive_loss
from carot_twin.methods import METHODS
from carot_twin.optim import learning_rate_at
from carot_twin.pairs import Batch
from carot_twin.run_config import make_config

#: A gradient of more numbers is in the file as its length alone.
SHOWN_GRADIENT = 100
#: Of everything after training, these weights are in the file.
SHOWN_WEIGHTS = (
    "logit_scale",
    "visual_projection.weight",
    "text_projection.weight",
    "vision_model.embeddings.class_embedding",
    "vision_model.encoder.layers.0.self_attn.q_proj.weight",
)


def first_eos(ids: Tensor, config: dict) -> Tensor:
    """[B] where each row of ids [B, T] has its first end of text."""
    return (ids == config["text_config"]["eos_token_id"]).int().argmax(1)


def model_of(config: dict, weights: Dict[str, Any], activation: str = "quick_gelu") -> Clip:
    """In double precision, with one activation in both towers."""
    config = json.loads(json.dumps(config))
    for tower in ("text_config", "vision_config"):
        config[tower]["hidden_act"] = activation
    model = Clip(config).double()
    model.load_state_dict({k: torch.as_tensor(w, dtype=torch.float64) for k, w in weights.items()})
    return model


def states_within(model: Clip, images: Tensor, ids: Tensor) -> Dict[str, Tensor]:
    """All tokens' states after the embeddings and after each block of the towers."""
    vision, text = model.vision_model, model.text_model
    states = {"vision_model.embeddings": vision.embeddings(images, None)}
    mask = torch.full((ids.shape[1],) * 2, float("-inf"), dtype=torch.float64).triu(1)
    starts = (
        ("vision_model", vision, vision.pre_layrnorm(states["vision_model.embeddings"]), None),
        ("text_model", text, text.embeddings(ids), mask),
    )
    for name, tower, x, hidden in starts:
        for i, layer in enumerate(tower.encoder.layers):
            x = layer(x, hidden)
            states[f"{name}.after_layer_{i}"] = x
    return states


def clip_answers(model: Clip, images: Tensor, ids: Tensor, eos: Tensor) -> Dict[str, Any]:
    """Embeddings, logits, and the gradients of the contrastive loss of image i and caption i."""
    image, text = model.encode_images(images), model.encode_texts(ids, eos)
    logits = model.logit_scale.exp() * image @ text.T
    loss = contrastive_loss(logits, torch.arange(len(images)))
    loss.backward()
    grads = {name: weight.grad for name, weight in model.named_parameters()}
    return {
        "image_embeds": image,
        "text_embeds": text,
        "logits_per_image": logits,
        "logits_per_text": logits.T,
        "contrastive_loss": loss,
        "grad_norm": torch.cat([grad.flatten() for grad in grads.values()]).norm(),
        "grad_l2_per_parameter": {name: grad.norm() for name, grad in grads.items()},
        # That of a key bias is 0 but for rounding.
        "grads": {
            name: grad
            for name, grad in grads.items()
            if grad.numel() <= SHOWN_GRADIENT and not name.endswith("k_proj.bias")
        },
    }


def params_of(options: dict, steps: int) -> Dict[str, Any]:
    """The lab's parameters of a run's options."""
    if options["kind"] != "carot":
        return {"labelSmoothing": options["eps"]}
    return {
        "labelSmoothing": options["eps"],
        "distillWeight": options["lambda_sd"],
        "orthogonalityWeight": options["lambda_oc"],
        "crossNormWeight": options["lambda_fn"],
        "emaUpdates": steps / options["ema_every"],
        "emaWarm": options["m_warm"],
    }


def training_answers(pretrained: Clip, pool: dict, options: dict) -> Dict[str, Any]:
    """One run over pool['batches']: numbers of each step, weights and logits after the last."""
    steps = len(pool["batches"])
    method = METHODS[{"carot": "carot-neurips"}.get(options["kind"], options["kind"])]
    params = {**method.params, **params_of(options, steps)}
    prompt_ids = pool["class_prompt_ids"].long()
    flat = prompt_ids.flatten(0, 1)
    prompts = PromptBank(flat, first_eos(flat, pretrained.config), len(prompt_ids))
    optimizer = make_config({"weightDecay": options["wd"]})["optimizer"]
    lane = make_lane(method, params, pretrained, prompts, optimizer)
    told = []
    for step, rows in enumerate(pool["batches"]):
        ids = pool["input_ids"][rows].long()
        eos = first_eos(ids, pretrained.config)
        batch = Batch(pool["pixel_values"][rows], pool["labels"][rows].long(), ids, eos)
        rate = learning_rate_at(step, options["base_lr"], options["warmup"] / steps, steps)
        clip_norm = options.get("clip", 0)
        got = train_step(
            lane, batch, learning_rate=rate, clip_norm=clip_norm, step=step, total=steps
        )
        told.append({"lr": rate, "loss": got.loss, "grad_norm": got.grad_norm})
        for part, name, weight in (
            ("contrastive", "contrastive", 1),
            ("orthogonality", "orthogonality", options.get("lambda_oc")),
            ("crossNorm", "cross_norm", options.get("lambda_fn")),
            ("distillation", "distillation", options.get("lambda_sd")),
        ):
            if part in got.parts:
                told[-1][name] = got.parts[part] / weight
    weights = {name: lane.model.state_dict()[name] for name in SHOWN_WEIGHTS}
    if method.id == "ft":
        weights.update({"head.weight": lane.state.weight, "head.bias": lane.state.bias})
    with torch.no_grad():
        logits = lane.head().logits(lane.model.encode_images(pool["pixel_values"]))
    answers = {"steps": told, "final_params": weights, "eval_logits_on_pool": logits}
    if options["kind"] == "carot":
        teacher = lane.state.model.state_dict()
        answers["teacher_params"] = {name: teacher[name] for name in SHOWN_WEIGHTS}
    return answers
