"""Six steps of the methods on the tiny CLIP, in double precision."""

import torch

from carot_twin.finetune import make_lane, train_step
from carot_twin.heads import PromptBank
from carot_twin.methods import METHODS
from carot_twin.optim import learning_rate_at
from carot_twin.pairs import Batch
from carot_twin.run_config import make_config

from reference import VectorTest, read_vector, tiny_clip

EOS = 39
STEPS = 6


def method_and_params(options: dict):
    method = METHODS[{"carot": "carot-neurips"}.get(options["kind"], options["kind"])]
    params = {**method.params, "labelSmoothing": options["eps"]}
    if options["kind"] == "carot":
        params.update(
            distillWeight=options["lambda_sd"],
            orthogonalityWeight=options["lambda_oc"],
            crossNormWeight=options["lambda_fn"],
            emaUpdates=STEPS / options["ema_every"],
            emaWarm=options["m_warm"],
        )
    return method, params


class TrainingRunsTest(VectorTest):
    def test_vectors(self):
        vector = read_vector("13_training_runs")
        self.tolerance = vector["tolerance"]["float64"]
        for case in vector["cases"]:
            with self.subTest(case["id"]):
                self.check(vector["inputs"], case["inputs"]["options"], case["expected"])

    def check(self, pool: dict, options: dict, expected: dict) -> None:
        method, params = method_and_params(options)
        prompt_ids = pool["class_prompt_ids"].long().flatten(0, 1)
        prompts = PromptBank(prompt_ids, self.ends(prompt_ids), 3)
        optimizer = make_config({"weightDecay": options["wd"]})["optimizer"]
        pretrained = tiny_clip(read_vector("12_tiny_clip"))
        lane = make_lane(method, params, pretrained, prompts, optimizer)
        for step, wanted in enumerate(expected["steps"]):
            rate = learning_rate_at(step, options["base_lr"], options["warmup"] / STEPS, STEPS)
            self.close(rate, wanted["lr"], "rate")
            rows = pool["batches"][step]
            ids = pool["input_ids"][rows].long()
            images, labels = pool["pixel_values"][rows], pool["labels"][rows].long()
            batch = Batch(images, labels, ids, self.ends(ids))
            clip_norm = options.get("clip", 0)
            got = train_step(
                lane, batch, learning_rate=rate, clip_norm=clip_norm, step=step, total=STEPS
            )
            self.close(got.loss, wanted["loss"], f"loss of step {step}")
            self.close(got.grad_norm, wanted["grad_norm"], f"norm of step {step}")
            for part, weight in (("contrastive", 1), ("distillation", options.get("lambda_sd"))):
                if part in wanted:
                    self.close(got.parts[part], weight * wanted[part], f"{part} of step {step}")
        weights = lane.model.state_dict()
        if method.id == "ft":
            weights = {
                **weights,
                "head.weight": lane.state.weight,
                "head.bias": lane.state.bias,
            }
        for name, weight in expected["final_params"].items():
            self.close(weights[name], weight, name)
        for name, weight in expected.get("teacher_params", {}).items():
            self.close(lane.state.model.state_dict()[name], weight, f"teacher {name}")
        with torch.no_grad():
            logits = lane.head().logits(lane.model.encode_images(pool["pixel_values"]))
        self.close(logits, expected["eval_logits_on_pool"], "logits")

    @staticmethod
    def ends(ids: torch.Tensor) -> torch.Tensor:
        return (ids == EOS).int().argmax(1)
