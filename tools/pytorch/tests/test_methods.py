import torch
import torch.nn.functional as F

from carot_twin.finetune import complete_params
from carot_twin.heads import Head, PromptBank, zero_shot_head
from carot_twin.methods import METHODS
from carot_twin.pairs import Batch, Teacher, pair_logits
from carot_twin.run_config import make_config
from carot_twin.wise_ft import mixed

from reference import VectorTest, read_vector, tiny_clip


def tiny_batch(**changes) -> Batch:
    vector = read_vector("12_tiny_clip")
    images, ids = vector["inputs"]["pixel_values"], vector["inputs"]["input_ids"].long()
    eos = (ids == 39).int().argmax(1)
    return Batch(**{"images": images, "labels": torch.arange(4), "ids": ids, "eos": eos, **changes})


class PairLogitsTest(VectorTest):
    def test_a_caption_that_comes_twice_is_embedded_once(self):
        model, batch = tiny_clip(read_vector("12_tiny_clip")), tiny_batch()
        whose = torch.tensor([1, 0, 1, 2])
        repeated = tiny_batch(ids=batch.ids[whose], eos=batch.eos[whose])
        once = tiny_batch(ids=batch.ids[:3], eos=batch.eos[:3], caption_of=whose)
        self.close(pair_logits(model, once), pair_logits(model, repeated), atol=1e-12)

    def test_distinct_captions_of_a_bank(self):
        ids, eos = torch.arange(6)[:, None], torch.zeros(6, dtype=torch.long)
        bank = PromptBank(ids, eos, 3)
        labels, templates = torch.tensor([2, 0, 2]).numpy(), torch.tensor([1, 0, 1]).numpy()
        got, _, caption_of = bank.distinct(labels, templates)
        self.assertEqual(got[caption_of].flatten().tolist(), [5, 0, 5])
        got, _, caption_of = bank.distinct(labels[:2], templates[:2])
        self.assertIsNone(caption_of)
        self.assertEqual(got.flatten().tolist(), [5, 0])


class TeacherTest(VectorTest):
    def test_keeps_a_share_of_itself(self):
        pretrained = tiny_clip(read_vector("12_tiny_clip"))
        teacher, before = Teacher(pretrained), pretrained.logit_scale.item()
        with torch.no_grad():
            pretrained.logit_scale.add_(1.0)
        params = {**METHODS["carot"].params, "emaEvery": 2, "emaMomentum": 0.75}
        for step in range(2):
            METHODS["carot"].after_step(pretrained, params, teacher, step, 10)
        self.close(teacher.model.logit_scale, before + 0.25, atol=1e-12)


class WiseFtTest(VectorTest):
    def test_mixes_model_and_head(self):
        pretrained = tiny_clip(read_vector("12_tiny_clip"))
        tuned = tiny_clip(read_vector("12_tiny_clip"))
        with torch.no_grad():
            tuned.logit_scale.add_(1.0)
        start, end = Head(torch.zeros(3, 8)), Head(torch.ones(3, 8), torch.full((3,), 2.0))
        model, head = mixed(pretrained, start, tuned, end, 0.25)
        self.close(model.logit_scale, pretrained.logit_scale.item() + 0.25, atol=1e-12)
        self.close(head.weight, torch.full((3, 8), 0.25), atol=1e-12)
        self.close(head.bias, torch.full((3,), 0.5), atol=1e-12)


class ZeroShotHeadTest(VectorTest):
    def test_vector(self):
        vector = read_vector("08_head_and_wise_ft")
        (case,) = (c for c in vector["cases"] if c["id"] == "zero_shot_head")
        given = case["inputs"]

        class Embedded:
            """Stands for a model whose text embeddings are known."""

            logit_scale = torch.tensor(given["logit_scale"], dtype=torch.float64)

            def encode_texts(self, ids, eos):
                return F.normalize(given["template_embeds_raw"].flatten(0, 1), dim=-1)

        bank = PromptBank(torch.zeros(15, 1), torch.zeros(15), 5)
        head = zero_shot_head(Embedded(), bank)
        self.close(head.weight, case["expected"]["head_weight"], **vector["tolerance"]["float64"])


class SettingsTest(VectorTest):
    def test_optimizer_fields_may_stand_beside_the_others(self):
        flat, nested = make_config({"clipNorm": 0}), make_config({"optimizer": {"clipNorm": 0}})
        self.assertEqual(flat, nested)
        self.assertEqual(flat["optimizer"]["clipNorm"], 0)

    def test_unknown_names_are_refused(self):
        with self.assertRaises(KeyError):
            make_config({"stepz": 1})
        with self.assertRaises(KeyError):
            complete_params("flyp", {"distillWeight": 1})
