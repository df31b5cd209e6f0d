import torch
from torch import nn

from carot_twin.optim import adamw, clip_by_global_norm, learning_rate_at, round_half_up

from reference import VectorTest, read_vector


def parameter(value) -> nn.Parameter:
    return nn.Parameter(torch.as_tensor(value, dtype=torch.float64).clone())


class AdamWTest(VectorTest):
    def test_vectors(self):
        vector = read_vector("06_adamw_cosine")
        self.tolerance = vector["tolerance"]["float64"]
        for case in vector["cases"]:
            given, expected = case["inputs"], case["expected"]
            # A floor under the rate is not among a run's settings; lr_table has no updates.
            if "params" not in given or given["min_lr"]:
                continue
            with self.subTest(case["id"]):
                weights = {name: parameter(w) for name, w in given["params"].items()}
                optimizer = adamw(
                    list(weights.values()),
                    {
                        "learningRate": given["base_lr"],
                        "weightDecay": given["weight_decay"],
                        "beta1": given["beta1"],
                        "beta2": given["beta2"],
                        "epsilon": given["eps"],
                        "decayVectors": all(given["decay"].values()),
                    },
                )
                total = given["total_steps"]
                for step, wanted in enumerate(expected["steps"]):
                    warmup = given["warmup_steps"] / total
                    rate = learning_rate_at(step, given["base_lr"], warmup, total)
                    self.close(rate, wanted["lr"], "rate")
                    for group in optimizer.param_groups:
                        group["lr"] = rate
                    for name, weight in weights.items():
                        gradient = given["grads"][step].get(name)
                        weight.grad = None if gradient is None else gradient.clone()
                    optimizer.step()
                    for name, weight in weights.items():
                        self.close(weight, wanted["params"][name], f"{name} after step {step}")


class ScheduleTest(VectorTest):
    def test_ends(self):
        self.assertEqual(learning_rate_at(0, 1.0, 0.1, 100), 0.1)
        self.assertEqual(learning_rate_at(9, 1.0, 0.1, 100), 1.0)
        self.assertEqual(learning_rate_at(55, 1.0, 0.1, 100), 0.5)

    def test_warmup_is_at_least_one_step(self):
        self.assertEqual(learning_rate_at(0, 1.0, 0.0, 100), 1.0)

    def test_halves_go_up(self):
        self.assertEqual([round_half_up(x) for x in (0.5, 1.5, 2.5, 2.4)], [1, 2, 3, 2])


class ClippingTest(VectorTest):
    def test_vectors(self):
        vector = read_vector("07_gradient_clipping")
        self.tolerance = vector["tolerance"]["float64"]
        for case in vector["cases"]:
            given, expected = case["inputs"], case["expected"]
            if "clipped" not in expected:
                continue
            with self.subTest(case["id"]):
                weights = {name: parameter(g) for name, g in given["grads"].items()}
                for name, weight in weights.items():
                    weight.grad = torch.as_tensor(given["grads"][name], dtype=torch.float64).clone()
                norm = clip_by_global_norm(list(weights.values()), given["max_norm"])
                self.close(norm, expected["total_norm"], "norm")
                for name, weight in weights.items():
                    self.close(weight.grad, expected["clipped"][name], name)

    def test_zero_measures_only(self):
        weight = parameter([3.0, 4.0])
        weight.grad = torch.tensor([3.0, 4.0], dtype=torch.float64)
        self.assertEqual(float(clip_by_global_norm([weight], 0)), 5.0)
        self.assertEqual(weight.grad.tolist(), [3.0, 4.0])
