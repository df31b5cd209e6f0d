import math

import numpy as np

from carot_twin import metrics
from carot_twin.metrics import TopLabel

from reference import VectorTest, read_vector


class CalibrationMetricsTest(VectorTest):
    def test_vectors(self):
        vector = read_vector("10_calibration_metrics")
        self.tolerance = vector["tolerance"]["float64"]
        for case in vector["cases"]:
            given, expected = case["inputs"], case["expected"]
            if expected["n"] == 0:
                continue
            with self.subTest(case["id"]):
                if "logits" in given:
                    logits, labels = given["logits"].numpy(), given["labels"].long().numpy()
                    top = metrics.top_label(logits, labels)
                    self.close(metrics.nll(logits, labels), expected["nll"], "nll")
                else:
                    top = TopLabel(given["confidence"].numpy(), given["correct"].numpy() > 0)
                self.close(metrics.accuracy(top), expected["accuracy"], "accuracy")
                self.close(metrics.mean_confidence(top), expected["mean_confidence"], "confidence")
                self.close(metrics.signed_gap(top), expected["signed_gap"], "gap")
                for bins in (10, 15):
                    wanted = expected.get(f"equal_width_{bins}")
                    if wanted:
                        self.close(metrics.ece(top, bins), wanted["ece"], f"ECE of {bins}")

    def test_no_samples_is_no_data(self):
        top = metrics.top_label(np.empty((0, 3)), np.empty(0, dtype=int))
        for value in (metrics.accuracy(top), metrics.ece(top), metrics.signed_gap(top)):
            self.assertTrue(math.isnan(value))

    def test_a_removed_class_is_never_chosen_and_takes_no_mass(self):
        logits, labels = np.array([[1.0, -np.inf, 0.0]]), np.array([0])
        kept = np.array([[1.0, 0.0]])
        for of in (metrics.nll, lambda z, y: metrics.top_label(z, y).confidence[0]):
            self.assertEqual(of(logits, labels), of(kept, labels))
        self.assertTrue(math.isfinite(metrics.fit_temperature(logits, labels)[0]))

    def test_a_row_that_is_no_number_counts_as_wrong(self):
        top = metrics.top_label(np.array([[math.nan, 0.0], [math.inf, 0.0]]), np.array([0, 0]))
        self.assertEqual(top.correct.tolist(), [False, False])


class TemperatureTest(VectorTest):
    def test_vectors(self):
        vector = read_vector("11_temperature_scaling")
        self.tolerance = vector["tolerance"]["float64"]
        for case in vector["cases"]:
            given, expected = case["inputs"], case["expected"]
            with self.subTest(case["id"]):
                logits = given["id_val_logits"].numpy()
                labels = given["id_val_labels"].long().numpy()
                temperature, at_bound = metrics.fit_temperature(logits, labels)
                self.assertEqual(at_bound, expected["at_bound"])
                rtol = vector["tolerance"]["temperature"]["rtol"]
                self.close(temperature, expected["temperature"], "T", rtol=rtol)
                after = expected.get("id_val_after")
                if after and not at_bound:
                    top = metrics.top_label(logits, labels, temperature)
                    self.close(metrics.nll(logits, labels, temperature), after["nll"], "nll")
                    self.close(metrics.ece(top), after["ece_15"], "ECE", rtol=1e-4)
