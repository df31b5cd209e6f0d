"""What makes reference vectors gives, for the inputs of those that it did not make, their answers."""

from reference import VectorTest, read_vector, tiny_clip
from tiny_clip_answers import clip_answers, first_eos, states_within, training_answers


class AnswersTest(VectorTest):
    def same(self, actual, expected, label: str) -> None:
        """Everything that both name, and at least one thing."""
        if not isinstance(expected, dict):
            self.close(actual, expected, label)
            return
        shared = actual.keys() & expected.keys()
        self.assertTrue(shared, label)
        for key in shared:
            if isinstance(expected[key], list):
                self.assertEqual(len(actual[key]), len(expected[key]), label)
                for i, (one, wanted) in enumerate(zip(actual[key], expected[key])):
                    self.same(one, wanted, f"{label} {key} {i}")
            else:
                self.same(actual[key], expected[key], f"{label} {key}")

    def test_answers_of_a_tiny_clip(self):
        vector = read_vector("12_tiny_clip")
        self.tolerance = vector["tolerance"]["float64"]
        images, ids = vector["inputs"]["pixel_values"], vector["inputs"]["input_ids"].long()
        for case in vector["cases"]:
            with self.subTest(case["id"]):
                model = tiny_clip(vector, case["inputs"]["hidden_act"])
                # Where old files give 2 as the end of text, it is the position of the largest id.
                legacy = case["inputs"].get("eos_token_id") == 2
                eos = ids.argmax(1) if legacy else first_eos(ids, model.config)
                answers = clip_answers(model, images, ids, eos)
                self.same(answers, case["expected"], case["id"])
                if "activations" in case["expected"]:
                    within = states_within(model, images, ids)
                    self.same(within, case["expected"]["activations"], "states")

    def test_answers_of_training(self):
        vector, tiny = read_vector("13_training_runs"), read_vector("12_tiny_clip")
        self.tolerance = vector["tolerance"]["float64"]
        for case in vector["cases"]:
            with self.subTest(case["id"]):
                options = case["inputs"]["options"]
                answers = training_answers(tiny_clip(tiny), vector["inputs"], options)
                self.same(answers, case["expected"], case["id"])
