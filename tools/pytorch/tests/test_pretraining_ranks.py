"""Two processes compute what one computes."""

import dataclasses
import multiprocessing
import tempfile
import unittest
from pathlib import Path

import torch
import torch.distributed as dist
from test_pretraining_data import TOKENIZER, load_icons
from test_pretraining_state import CONFIG, CPU, OPTIONS, batch_options

from carot_twin.pretraining_batch import draw_batch
from carot_twin.pretraining_run import batch_loss, new_run, train_step
from carot_twin.ranks import Ranks
from carot_twin.tokenizer import Tokenizer

IMAGES, NEGATIVES, STEPS = 12, 6, 3


def whole_batch(step: int):
    options = batch_options(IMAGES, NEGATIVES)
    return draw_batch(load_icons(), Tokenizer(TOKENIZER, 16), options, 0, 0, step)


def part_of(batch, rank: int):
    """The share of a batch of the process `rank` of two: images, captions and negatives."""
    rows = slice(rank * IMAGES // 2, (rank + 1) * IMAGES // 2)
    places = slice(rank * NEGATIVES // 2, (rank + 1) * NEGATIVES // 2)
    present = int((batch.negative_ids[: places.start] >= 0).sum()) + batch.captions
    own = int((batch.negative_ids[places] >= 0).sum())
    texts = torch.cat([torch.arange(batch.captions), torch.arange(present, present + own)])
    concepts, captions = batch.spoken.view(2, IMAGES)
    return dataclasses.replace(
        batch,
        images=batch.images[rows],
        keep=batch.keep[rows],
        token_ids=batch.token_ids[texts],
        token_eos=batch.token_eos[texts],
        caption_rows=batch.caption_rows[rows],
        concepts=batch.concepts[rows],
        spoken=torch.cat([concepts[rows], captions[rows]]),
        negative_ids=batch.negative_ids[places],
    )


def trained(ranks: Ranks, part) -> dict:
    """Losses of a few steps, gradients of the first, weights after the last, on this process."""
    run = new_run(CONFIG, OPTIONS, 0, CPU)
    batch_loss(run.model, part(whole_batch(0)), OPTIONS, ranks).backward()
    ranks.average_gradients(run.model.parameters())
    gradients = {name: w.grad.clone() for name, w in run.model.named_parameters()}
    losses = [
        train_step(run, part(whole_batch(step)), OPTIONS, ranks).item() for step in range(STEPS)
    ]
    return {
        "losses": losses,
        "gradients": gradients,
        "weights": run.model.state_dict(),
        "images": run.progress.images,
        "agreed": ranks.agree(float(ranks.rank), ranks.rank == 1),
    }


def work(rank: int, folder: str) -> None:
    torch.set_num_threads(1)
    meeting = (Path(folder) / "meeting").as_uri()
    dist.init_process_group("gloo", init_method=meeting, rank=rank, world_size=2)
    ranks = Ranks(rank, 2, dist.new_group(backend="gloo"))
    torch.save(trained(ranks, lambda batch: part_of(batch, rank)), Path(folder) / f"{rank}.pt")
    ranks.leave()


class TwoProcesses(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.alone = trained(Ranks(), lambda batch: batch)
        context = multiprocessing.get_context("spawn")
        with tempfile.TemporaryDirectory() as folder:
            workers = [context.Process(target=work, args=(rank, folder)) for rank in range(2)]
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join(120)
            if [worker.exitcode for worker in workers] != [0, 0]:
                raise RuntimeError("a process failed, see above")
            cls.together = [torch.load(Path(folder) / f"{rank}.pt") for rank in range(2)]

    def test_losses(self):
        for result in self.together:
            for found, expected in zip(result["losses"], self.alone["losses"]):
                self.assertAlmostEqual(found, expected, delta=1e-4)

    def test_gradients_and_weights(self):
        for result in self.together:
            for name, expected in self.alone["gradients"].items():
                torch.testing.assert_close(
                    result["gradients"][name], expected, rtol=1e-4, atol=1e-6, msg=name
                )
        first, second = (result["weights"] for result in self.together)
        for name, weight in first.items():
            self.assertTrue(torch.equal(weight, second[name]), name)

    def test_counts_and_decisions_are_shared(self):
        for result in self.together:
            self.assertEqual(result["images"], IMAGES * STEPS)
            self.assertEqual(result["agreed"], (1.0, True))


class Alone(unittest.TestCase):
    def test_shares_must_divide(self):
        self.assertEqual(Ranks(0, 4).share_of(448, "a batch"), 112)
        with self.assertRaises(ValueError):
            Ranks(0, 3).share_of(448, "a batch")

    def test_streams_of_processes_and_steps_differ(self):
        data, tokenizer = load_icons(), Tokenizer(TOKENIZER, 16)
        places = [(0, 0), (0, 1), (1, 0)]
        batches = [draw_batch(data, tokenizer, batch_options(), 0, *place) for place in places]
        for batch in batches[1:]:
            self.assertFalse(torch.equal(batch.images, batches[0].images))


if __name__ == "__main__":
    unittest.main()
