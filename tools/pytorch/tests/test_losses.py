import torch
import torch.nn.functional as F

from carot_twin.losses import (
    contrastive_loss,
    cross_norm,
    divergence,
    half_squared_distance,
    label_smoothed_cross_entropy,
    mkd_loss,
    orthogonality_penalty,
)

from reference import VectorTest, read_vector


def leaf(value) -> torch.Tensor:
    return torch.as_tensor(value, dtype=torch.float64).clone().requires_grad_()


class LabelSmoothedCrossEntropyTest(VectorTest):
    def test_vectors(self):
        vector = read_vector("01_label_smoothed_ce")
        self.tolerance = vector["tolerance"]["float64"]
        for case in vector["cases"]:
            given, expected = case["inputs"], case["expected"]
            with self.subTest(case["id"]):
                labels = given["labels"].long()
                if "logits" not in given:
                    embeds = F.normalize(given["features"], dim=-1)
                    given["logits"] = embeds @ given["weight"].T + given["bias"]
                logits = leaf(given["logits"])
                loss = label_smoothed_cross_entropy(logits, labels, given["eps"])
                loss.backward()
                self.close(loss, expected["loss"], "loss")
                if "grad_logits" in expected:
                    self.close(logits.grad, expected["grad_logits"], "gradient")


class ContrastiveTest(VectorTest):
    def test_vectors(self):
        vector = read_vector("02_contrastive")
        self.tolerance = vector["tolerance"]["float64"]
        for case in vector["cases"]:
            given, expected = case["inputs"], case["expected"]
            with self.subTest(case["id"]):
                image, text = leaf(given["image_embeds_raw"]), leaf(given["text_embeds_raw"])
                scale = leaf(given["logit_scale"])
                logits = scale.exp() * F.normalize(image, dim=-1) @ F.normalize(text, dim=-1).T
                labels = given["class_ids"].long()
                loss = contrastive_loss(logits, labels, given["eps"], given["mode"])
                loss.backward()
                self.close(loss, expected["loss"], "loss")
                self.close(image.grad, expected["grad_image_embeds_raw"], "image")
                self.close(text.grad, expected["grad_text_embeds_raw"], "text")
                self.close(scale.grad, expected["grad_logit_scale"], "scale")

    def test_unknown_pairs_are_refused(self):
        with self.assertRaises(ValueError):
            contrastive_loss(torch.eye(2), torch.tensor([0, 1]), 0.0, "none")


class MkdTest(VectorTest):
    def test_vectors(self):
        vector = read_vector("03_mkd")
        self.tolerance = vector["tolerance"]["float64"]
        for case in vector["cases"]:
            given, expected = case["inputs"], case["expected"]
            with self.subTest(case["id"]):
                student = leaf(given["student_logits_per_image"])
                teacher = leaf(given["teacher_logits_per_image"])
                self.close(divergence(student, teacher), expected["kl_image"], "image")
                student_text = given["student_logits_per_text"]
                teacher_text = given["teacher_logits_per_text"]
                self.close(divergence(student_text, teacher_text), expected["kl_text"], "text")
                self.close(divergence(teacher, student), expected["reverse_kl_image"], "reverse")
                # One case has text logits of its own, which no model gives.
                if not torch.equal(student_text, given["student_logits_per_image"].T):
                    continue
                loss = mkd_loss(student, teacher.detach())
                loss.backward()
                self.close(loss, expected["mkd_kl"], "loss")
                if "grad_student_similarity" in expected:
                    self.close(student.grad, expected["grad_student_similarity"], "gradient")


class CarotTotalTest(VectorTest):
    def test_vectors(self):
        vector = read_vector("04_carot_total")
        self.tolerance = vector["tolerance"]["float64"]
        given = vector["inputs"]
        for case in vector["cases"]:
            options, expected = case["inputs"]["options"], case["expected"]
            with self.subTest(case["id"]):
                pooled = [leaf(given[f"pooled_{tower}"]) for tower in ("vision", "text")]
                weights = [leaf(given[f"{tower}_projection"]) for tower in ("visual", "text")]
                scale = leaf(given["logit_scale"])
                image, text = (F.normalize(p @ w.T, dim=-1) for p, w in zip(pooled, weights))
                logits = scale.exp() * image @ text.T
                labels = given["class_ids"].long()
                total = contrastive_loss(logits, labels, options["eps"], options["mode"])
                self.close(total, expected["contrastive"], "contrastive")
                if options["lambda_oc"]:
                    total = total + options["lambda_oc"] * orthogonality_penalty(weights[0])
                if options["lambda_fn"]:
                    total = total + options["lambda_fn"] * cross_norm(*weights)
                value = total.detach()
                if options["lambda_sd"] and options["step"] > 0:
                    distilled = mkd_loss(logits, given["teacher_logits_per_image"])
                    total = total + options["lambda_sd"] * distilled
                    # The cross-entropy form is larger by the teacher's entropy, of no gradient.
                    value = value + options["lambda_sd"] * expected["distillation"]
                    if options["kd_form"] == "kl":
                        self.close(distilled, expected["distillation"], "distillation")
                total.backward()
                self.close(value, expected["total"], "total")
                self.close(pooled[0].grad, expected["grad_pooled_vision"], "vision")
                self.close(pooled[1].grad, expected["grad_pooled_text"], "text")
                self.close(weights[0].grad, expected["grad_visual_projection"], "Wv")
                self.close(weights[1].grad, expected["grad_text_projection"], "Wt")
                self.close(scale.grad, expected["grad_logit_scale"], "scale")


class HalfSquaredDistanceTest(VectorTest):
    def test_vector(self):
        vector = read_vector("14_other_regularisers")
        self.tolerance = vector["tolerance"]["float64"]
        (case,) = (c for c in vector["cases"] if c["id"] == "l2_sp")
        given, expected = case["inputs"], case["expected"]
        weights = {name: leaf(value) for name, value in given["params"].items()}
        start = [given["anchor"][name] for name in weights]
        loss = half_squared_distance(list(weights.values()), start)
        loss.backward()
        self.close(loss, expected["half_squared_distance"], "distance")
        for name, weight in weights.items():
            self.close(weight.grad, expected["grads"][name], name)
