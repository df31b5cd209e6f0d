"""A run that is stopped and resumed equals one that is not."""

import tempfile
import unittest
from pathlib import Path

import torch
from test_pretraining_data import SIZE, TOKENIZER, load_icons

from carot_twin.clip import Clip
from carot_twin.pretraining_augment import AugmentOptions
from carot_twin.pretraining_batch import BatchOptions, draw_batch
from carot_twin.pretraining_model import clip_config, patch_count
from carot_twin.pretraining_optimizer import make_optimizer
from carot_twin.pretraining_run import TrainOptions, new_run, resumed_run, train_step
from carot_twin.pretraining_state import Progress, read_state, write_state
from carot_twin.ranks import Ranks
from carot_twin.tokenizer import Tokenizer

CPU = torch.device("cpu")
OPTIONS = TrainOptions(label_smoothing=0.05)
CONFIG = clip_config(SIZE, 4, (32, 2, 2), (32, 1, 2), context=16, vocabulary=4096, embedding=24)


def batch_options(images: int = 12, text_negatives: int = 6) -> BatchOptions:
    augment = AugmentOptions(0.2, 0.4, 0.6)
    return BatchOptions(images, text_negatives, patch_count(CONFIG), 0.5, augment)


class Resume(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.data, cls.tokenizer = load_icons(), Tokenizer(TOKENIZER, 16)

    def losses(self, run, until):
        values = []
        while run.progress.step < until:
            step = run.progress.step
            batch = draw_batch(self.data, self.tokenizer, batch_options(), run.seed, 0, step)
            annealed = step / 20 if run.progress.anneal else 0.0
            values.append(train_step(run, batch, OPTIONS, Ranks(), annealed).item())
        return values

    def stopped_and_resumed(self, run):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "state.pt"
            if run.smoothed_loss is not None:
                run.progress.smoothed_loss = run.smoothed_loss.item()
            write_state(path, run.model, run.ema, run.optimizer, run.progress, run.seed)
            self.assertEqual([file.name for file in Path(folder).iterdir()], ["state.pt"])
            return resumed_run(read_state(path), OPTIONS, None, CPU)

    def test_a_run_resumed_twice_equals_one_that_ran_through(self):
        through = new_run(CONFIG, OPTIONS, 3, CPU)
        expected = self.losses(through, 5)
        through.progress = through.progress.annealing()
        expected += self.losses(through, 12)
        parted = new_run(CONFIG, OPTIONS, 3, CPU)
        found = self.losses(parted, 5)
        parted.progress = parted.progress.annealing()
        parted = self.stopped_and_resumed(parted)
        found += self.losses(parted, 9)
        parted = self.stopped_and_resumed(parted)
        found += self.losses(parted, 12)
        self.assertEqual(found, expected)
        self.assertEqual(parted.smoothed_loss, through.smoothed_loss)
        parted.progress.smoothed_loss = None  # written when a state is, which only one of them was
        self.assertEqual(parted.progress, through.progress)
        for mine, other in ((parted.model, through.model), (parted.ema, through.ema)):
            for name, weight in other.state_dict().items():
                self.assertTrue(torch.equal(mine.state_dict()[name], weight), name)

    def test_training_lowers_the_loss_and_seeds_differ(self):
        values = self.losses(new_run(CONFIG, OPTIONS, 0, CPU), 40)
        self.assertLess(sum(values[-10:]), sum(values[:10]) - 1)
        self.assertNotEqual(self.losses(new_run(CONFIG, OPTIONS, 1, CPU), 1), values[:1])

    def test_an_anneal_begins_once(self):
        progress = Progress(step=7, images=70, phase_seconds=9.0).annealing()
        expected = Progress(7, 70, True, phase_start_step=7, phase_start_images=70)
        self.assertEqual(progress, expected)
        progress.step, progress.phase_seconds = 9, 4.0
        self.assertIs(progress.annealing(), progress)

    def test_rejects_a_file_of_something_else(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "state.pt"
            torch.save({"format": 99}, path)
            with self.assertRaises(ValueError):
                read_state(path)

    def test_only_matrices_decay(self):
        groups = make_optimizer(Clip(CONFIG), 1e-3, 0.1).param_groups
        self.assertEqual([group["weight_decay"] for group in groups], [0.1, 0.0])
        self.assertTrue(all(weight.ndim >= 2 for weight in groups[0]["params"]))
        self.assertTrue(all(weight.ndim < 2 for weight in groups[1]["params"]))


if __name__ == "__main__":
    unittest.main()
