"""The loop of pretraining: updates until a limit or a signal, with reports and saved states."""

import json
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Optional

from .pretraining_batch import Batch
from .pretraining_optimizer import pretraining_rate_at
from .pretraining_run import Run, TrainOptions, train_step
from .pretraining_state import Progress, write_state
from .ranks import Ranks


@dataclass(frozen=True)
class Limits:
    """Where a phase ends, counted from its start; None is no limit."""

    steps: Optional[int] = None
    images: Optional[int] = None
    seconds: Optional[float] = None

    def fraction(self, progress: Progress) -> float:
        """How much of the phase is over, by the limit that is nearest; from 0, done at 1."""
        parts = [0.0]
        if self.steps is not None:
            parts.append((progress.step - progress.phase_start_step) / self.steps)
        if self.images is not None:
            parts.append((progress.images - progress.phase_start_images) / self.images)
        if self.seconds is not None:
            parts.append(progress.phase_seconds / self.seconds)
        return max(parts)


def note_signals() -> Callable[[], bool]:
    """Takes SIGTERM and SIGINT as a wish to stop; returns what tells whether there was one."""
    received = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: received.append(True))
    return lambda: bool(received)


class Recorder:
    """Reports and saves for the one process that does so (rank 0).

    evaluate: gives the zero-shot metrics by split, or None where there is no benchmark.
    """

    def __init__(
        self,
        run: Run,
        options: TrainOptions,
        state_file: Optional[Path] = None,
        log_file: Optional[Path] = None,
        evaluate: Optional[Callable[[], dict]] = None,
        report_every: int = 50,
        evaluate_every: int = 500,
        save_seconds: float = 60.0,
    ):
        self._run, self._options = run, options
        self._state_file, self._log_file, self._evaluate = state_file, log_file, evaluate
        self._report_every, self._evaluate_every = report_every, evaluate_every
        self._save_seconds = save_seconds
        self._saved_at = time.monotonic()
        self._reported = (run.progress.images, time.monotonic())

    def after_step(self, annealed: float) -> None:
        step = self._run.progress.step
        evaluate = self._evaluate is not None and step % self._evaluate_every == 0
        if evaluate or step % self._report_every == 0:
            self.report(annealed, evaluate)
        if time.monotonic() - self._saved_at >= self._save_seconds:
            self.save()

    def report(self, annealed: float, evaluate: bool, event: str = "report") -> None:
        """One line of JSON: rates of the update just done, loss in nats, metrics as fractions."""
        run, progress = self._run, self._run.progress
        loss = None if run.smoothed_loss is None else run.smoothed_loss.item()
        images, since = self._reported
        elapsed = time.monotonic() - since
        rate = pretraining_rate_at(progress.step - 1, self._options.learning_rate, annealed)
        line = {
            "event": event,
            "phase": "anneal" if progress.anneal else "main",
            "step": progress.step,
            "images": progress.images,
            "seconds": round(progress.phase_seconds, 1),
            "imagesPerSecond": round((progress.images - images) / max(elapsed, 1e-9)),
            "loss": None if loss is None else round(loss, 5),
            "learningRate": float(f"{rate:.6g}"),
            "logitScale": round(run.model.logit_scale.exp().item(), 3),
        }
        if evaluate and self._evaluate is not None:
            line["splits"] = self._evaluate()
        text = json.dumps(line)
        print(text, flush=True)
        if self._log_file is not None:
            with open(self._log_file, "a", encoding="utf-8") as file:
                file.write(text + "\n")
        self._reported = (progress.images, time.monotonic())

    def save(self) -> None:
        if self._state_file is None:
            return
        run = self._run
        if run.smoothed_loss is not None:
            run.progress.smoothed_loss = run.smoothed_loss.item()
        write_state(self._state_file, run.model, run.ema, run.optimizer, run.progress, run.seed)
        self._saved_at = time.monotonic()


def train(
    run: Run,
    draw: Callable[[int], Batch],
    options: TrainOptions,
    limits: Limits,
    ranks: Ranks,
    recorder: Optional[Recorder] = None,
    stop_wanted: Callable[[], bool] = lambda: False,
) -> bool:
    """Updates until the phase is over (True) or a process is told to stop (False); saves then.

    draw: the batch of this process at a step. recorder: in one process only.
    """
    progress = run.progress
    started = time.monotonic() - progress.phase_seconds
    annealed = 0.0
    while True:
        # All processes follow one clock, or they would end and lower the rate at different steps.
        progress.phase_seconds, stop = ranks.agree(time.monotonic() - started, stop_wanted())
        fraction = limits.fraction(progress)
        finished = fraction >= 1
        if finished or stop:
            break
        annealed = fraction if progress.anneal else 0.0
        train_step(run, draw(progress.step), options, ranks, annealed)
        progress.phase_seconds = time.monotonic() - started
        if recorder is not None:
            recorder.after_step(annealed)
    if recorder is not None:
        recorder.report(annealed, finished, "finished" if finished else "stopped")
        recorder.save()
    return finished
