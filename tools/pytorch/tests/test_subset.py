import unittest

import numpy as np

from carot_twin.subset import stratified_subset


class SubsetTest(unittest.TestCase):
    labels = np.array([0] * 60 + [1] * 25 + [4] * 5)

    def test_every_class_is_there_in_proportion(self):
        chosen = stratified_subset(self.labels, 18)
        self.assertEqual(np.bincount(self.labels[chosen]).tolist(), [12, 5, 0, 0, 1])
        self.assertEqual(chosen.tolist(), sorted(set(chosen.tolist())))

    def test_0_and_n_mean_all(self):
        for limit in (0, 90, 1000):
            self.assertEqual(stratified_subset(self.labels, limit).tolist(), list(range(90)))
