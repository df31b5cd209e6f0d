"""The loss of pretraining against loops, and what it does with negatives."""

import math
import unittest

import torch
import torch.nn.functional as F

from carot_twin.pretraining_loss import multi_positive_loss, pair_targets, usable_negatives


def slow_loss(images, texts, concepts, scale, negatives, usable, smoothing):
    """The loss pair by pair, in double precision."""
    count = len(images)
    total = 0.0
    for rows, columns, further in ((images, texts, negatives), (texts, images, [])):
        for i in range(count):
            logits = [scale * float(rows[i] @ column) for column in columns]
            extra = [scale * float(rows[i] @ n) for n, use in zip(further, usable) if use]
            log_sum = math.log(sum(math.exp(x) for x in logits + extra))
            positives = [j for j in range(count) if concepts[j] == concepts[i]]
            for j in range(count):
                target = smoothing / count
                if j in positives:
                    target += (1 - smoothing) / len(positives)
                total -= target * (logits[j] - log_sum) / count
    return total / 2


class MultiPositiveLoss(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)
        self.images, self.texts = (self.unit(7) for _ in range(2))
        self.negatives = self.unit(5)
        self.usable = torch.tensor([True, False, True, True, False])
        self.concepts = torch.tensor([3, 1, 3, 2, 9, 3, 1])

    @staticmethod
    def unit(count):
        return F.normalize(torch.randn(count, 6, dtype=torch.float64), dim=-1)

    def test_equals_the_loop(self):
        for smoothing in (0.0, 0.1):
            for usable in (self.usable, torch.zeros(5, dtype=torch.bool)):
                given = (self.images, self.texts, self.concepts)
                scale = torch.tensor(8.0, dtype=torch.float64)
                loss = multi_positive_loss(*given, scale, self.negatives, usable, smoothing)
                slow = slow_loss(*given, 8.0, self.negatives, usable, smoothing)
                self.assertAlmostEqual(loss.item(), slow, places=6)

    def test_masked_negatives_are_as_if_absent(self):
        given = (self.images, self.texts, self.concepts, torch.tensor(8.0))
        none = multi_positive_loss(*given)
        masked = multi_positive_loss(*given, self.negatives, torch.zeros(5, dtype=torch.bool))
        self.assertAlmostEqual(none.item(), masked.item(), places=9)
        kept = multi_positive_loss(*given, self.negatives[self.usable])
        some = multi_positive_loss(*given, self.negatives, self.usable)
        self.assertAlmostEqual(kept.item(), some.item(), places=9)

    def test_gradient_is_finite_and_agrees_with_differences(self):
        images = self.images.clone().requires_grad_()

        def loss(rows):
            given = (rows, self.texts, self.concepts, torch.tensor(8.0))
            return multi_positive_loss(*given, self.negatives, self.usable, 0.1)

        self.assertTrue(torch.autograd.gradcheck(loss, (images,), rtol=1e-4))

    def test_is_ln_b_when_every_pair_looks_alike(self):
        rows = torch.ones(8, 4) / 2
        loss = multi_positive_loss(rows, rows, torch.arange(8), torch.tensor(10.0))
        self.assertAlmostEqual(loss.item(), math.log(8), places=5)


class PairTargets(unittest.TestCase):
    def test_pairs_of_one_concept_share_the_row(self):
        targets = pair_targets(torch.tensor([5, 6, 5, 5]), 0.2)
        third = 0.8 / 3
        self.assertTrue(torch.allclose(targets.sum(1), torch.ones(4)))
        expected = torch.tensor([third, 0, third, third]) + 0.05
        self.assertTrue(torch.allclose(targets[2], expected))


class UsableNegatives(unittest.TestCase):
    def test_leaves_out_repeats_gaps_and_what_is_spoken_of(self):
        ids = torch.tensor([4, 7, 4, -1, 9, 7, 2])
        usable = usable_negatives(ids, torch.tensor([9, 1, 1]))
        self.assertEqual(usable.tolist(), [True, True, False, False, False, False, True])


if __name__ == "__main__":
    unittest.main()
