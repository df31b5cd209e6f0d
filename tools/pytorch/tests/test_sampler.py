import unittest

import numpy as np

from carot_twin.dataset import Split
from carot_twin.philox import STREAMS, Rng
from carot_twin.sampler import DrawnBatch, Sampler, shifted_pixels


def sampler(labels, classes, batch_size, sampling, seed=5) -> Sampler:
    return Sampler(
        labels,
        classes,
        batch_size=batch_size,
        seed=seed,
        max_shift=3,
        template_count=3,
        sampling=sampling,
    )


class RandomTest(unittest.TestCase):
    def test_draws_what_the_lab_draws(self):
        # First items of the lab's createBatcher for 2,484 images, batches of 96, seed 5.
        known = {
            0: ([1969, 1680, 523, 2049], [2, 1, 0, 2]),
            1: ([977, 854, 883, 1687], [0, 1, 1, 0]),
            30: ([1961, 822, 914, 2239], [2, 1, 1, 0]),
            60: ([950, 1322, 2398, 1300], [2, 2, 0, 0]),
        }
        source = sampler(np.zeros(2484, dtype=int), 1, 96, "random")
        for step, (indices, templates) in known.items():
            batch = source.batch_at(step)
            self.assertEqual(batch.indices[:4].tolist(), indices)
            self.assertEqual(batch.templates[:4].tolist(), templates)
            self.assertLessEqual(np.abs(batch.shifts).max(), 3)

    def test_too_large_a_batch_is_refused(self):
        with self.assertRaises(ValueError):
            sampler(np.zeros(5, dtype=int), 1, 6, "random")


class DistinctTest(unittest.TestCase):
    labels = np.repeat([2, 0, 1, 3], [3, 1, 4, 2])

    def test_classes_are_the_first_of_a_shuffle(self):
        source = sampler(self.labels, 4, 3, "distinct")
        for step in range(20):
            order = list(range(4))
            Rng(5, STREAMS["class_draw"], step).shuffle(order)
            self.assertEqual(source.batch_at(step).labels.tolist(), order[:3])

    def test_every_image_of_a_class_comes_once_in_a_pass(self):
        source = sampler(self.labels, 4, 3, "distinct")
        drawn = np.concatenate([source.batch_at(step).indices for step in range(40)])
        for label in range(4):
            own = drawn[self.labels[drawn] == label]
            members = np.flatnonzero(self.labels == label)
            for done in range(len(own) // len(members)):
                order = members.tolist()
                Rng(5, STREAMS["class_order"], done * 4 + label).shuffle(order)
                start = done * len(members)
                self.assertEqual(own[start : start + len(members)].tolist(), order)

    def test_any_step_can_be_asked_in_any_order(self):
        forward, jumping = (sampler(self.labels, 4, 3, "distinct") for _ in range(2))
        expected = [forward.batch_at(step).indices.tolist() for step in range(10)]
        for step in (7, 2, 9, 0):
            self.assertEqual(jumping.batch_at(step).indices.tolist(), expected[step])

    def test_what_cannot_be_distinct_is_refused(self):
        for labels, classes, size in ((self.labels, 4, 5), (self.labels, 5, 4)):
            with self.assertRaises(ValueError):
                sampler(labels, classes, size, "distinct")
        with self.assertRaises(ValueError):
            sampler(self.labels, 4, 4, "other")


class ShiftTest(unittest.TestCase):
    def test_moves_right_and_down_and_white_enters(self):
        pixels = np.arange(27, dtype=np.uint8).reshape(1, 3, 3, 3)
        split = Split("train", "Train", "train", pixels, np.zeros(1, dtype=int))
        zero = np.zeros(4, dtype=int)
        shifts = np.array([[0, 0], [1, 0], [0, -2], [5, 0]])
        same, right, up, gone = shifted_pixels(split, DrawnBatch(zero, zero, zero, shifts))
        np.testing.assert_array_equal(same, pixels[0])
        np.testing.assert_array_equal(right[:, 1:], pixels[0, :, :-1])
        np.testing.assert_array_equal(right[:, 0], 255)
        np.testing.assert_array_equal(up[0], pixels[0, 2])
        np.testing.assert_array_equal(up[1:], 255)
        np.testing.assert_array_equal(gone, 255)
