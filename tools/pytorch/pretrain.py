"""Pretrains a small CLIP on icons, on the CPU, on one GPU, or on several with torchrun.

    python pretrain.py --data DIR --tokenizer FILE --benchmark DIR --state run.pt \\
        --bf16 --images 1720000
    python pretrain.py --data DIR --tokenizer FILE --benchmark DIR --state run.pt --resume \\
        --bf16 --fill .4 --jitter .6 --images 2160000
    python pretrain.py --data DIR --tokenizer FILE --benchmark DIR --state run.pt --resume \\
        --bf16 --fill .4 --jitter .6 --anneal --images 140000 --export iconclip

With several GPUs put `torchrun --nproc_per_node=N` in the place of `python`; the batch is shared.
A run stops at the nearest of its limits or on SIGTERM or SIGINT, and goes on with --resume as if
it had not stopped. Limits count from the start of the main phase or of the anneal.
"""

import argparse
from pathlib import Path

import torch

from carot_twin.dataset import load_dataset
from carot_twin.pretraining_augment import AugmentOptions
from carot_twin.pretraining_batch import BatchOptions, draw_batch
from carot_twin.pretraining_data import DrawOptions, load_pretraining
from carot_twin.pretraining_evaluate import zero_shot_metrics
from carot_twin.pretraining_loop import Limits, Recorder, note_signals, train
from carot_twin.pretraining_model import clip_config, export, patch_count
from carot_twin.pretraining_run import TrainOptions, new_run, resumed_run
from carot_twin.pretraining_state import read_state
from carot_twin.ranks import Ranks, choose_device
from carot_twin.tokenizer import Tokenizer

#: Tokens of a text, and the width of a head.
CONTEXT = 16
HEAD_WIDTH = 32


def parse_arguments(arguments=None):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--data", type=Path, required=True, help="folder with pretraining.json and .rgba")
    add("--tokenizer", type=Path, required=True, help="tokenizer.json")
    add("--benchmark", type=Path, help="folder of the benchmark, for zero-shot metrics")
    add("--state", type=Path, help="file in which the run is kept")
    add("--resume", action="store_true", help="go on from --state if that file is there")
    add("--start-from", type=Path, help="state of another run to go on from")
    add("--export", type=Path, help="folder for the averaged weights when the phase is over")
    add("--log", type=Path, help="file that reports are appended to")
    add("--steps", type=int, help="limit of the phase, in updates")
    add("--images", type=int, help="limit of the phase, in images")
    add("--minutes", type=float, help="limit of the phase, in time")
    add("--anneal", action="store_true", help="rate falls to 0 by the limit; no patch dropout")
    add("--seed", type=int, help="default: that of the state, or 0")
    add("--device", help="default: the GPU if there is one")
    add("--bf16", action="store_true", help="bfloat16 autocast in the towers")
    add("--batch", type=int, default=448, help="images of an update, over all processes")
    add("--text-negatives", type=int, default=512, help="further texts, over all processes")
    add("--learning-rate", type=float, default=1.2e-3)
    add("--weight-decay", type=float, default=0.1)
    add("--label-smoothing", type=float, default=0.0)
    add("--patch-dropout", type=float, default=0.5)
    add("--min-families", type=int, default=2, help="sets that must draw a concept")
    add("--class-repeats", type=float, default=3.0)
    add("--rare-repeats", type=float, default=4.0, help="colour, emoji, pixel and sketch icons")
    add("--thicken", type=float, default=0.15, help="share with dilated strokes")
    add("--fill", type=float, default=0.0, help="share with filled shapes; the recipe's is .4")
    add("--jitter", type=float, default=0.0, help="share with moved colours; the recipe's is .6")
    add("--width", type=int, default=128, help="of both towers and of the embedding")
    add("--layers", type=int, default=4, help="of the image tower")
    add("--text-layers", type=int, default=2)
    add("--patch", type=int, default=8, help="side of a patch in pixels")
    add("--report-every", type=int, default=50, help="updates")
    add("--evaluate-every", type=int, default=500, help="updates")
    add("--save-seconds", type=float, default=60.0)
    args = parser.parse_args(arguments)
    if args.steps is None and args.images is None and args.minutes is None:
        parser.error("one of --steps, --images and --minutes is needed")
    if args.state and args.state.exists() and not args.resume:
        parser.error(f"{args.state} exists: pass --resume to go on from it")
    if args.resume and not args.state:
        parser.error("--resume needs --state")
    return args


def prepare_run(args, options, image_size, device):
    """A new run, or that of --state or --start-from, in the phase that is asked for."""
    source = args.state if args.resume and args.state.exists() else args.start_from
    if source is not None:
        run = resumed_run(read_state(source), options, args.seed, device)
    else:
        heads = max(2, args.width // HEAD_WIDTH)
        config = clip_config(
            image_size=image_size,
            patch_size=args.patch,
            vision=(args.width, args.layers, heads),
            text=(args.width, args.text_layers, heads),
            context=CONTEXT,
            vocabulary=Tokenizer(args.tokenizer, CONTEXT).eos_token_id + 1,
            embedding=args.width,
        )
        run = new_run(config, options, args.seed or 0, device)
    if args.anneal:
        run.progress = run.progress.annealing()
    elif run.progress.anneal:
        raise SystemExit(f"{source} is in its anneal: pass --anneal to go on")
    return run


def main(arguments=None):
    args = parse_arguments(arguments)
    stop_wanted = note_signals()
    device = choose_device(args.device)
    ranks = Ranks.join(device.type)
    options = TrainOptions(args.learning_rate, args.weight_decay, args.label_smoothing, args.bf16)
    drawing = DrawOptions(args.min_families, args.class_repeats, args.rare_repeats)
    data = load_pretraining(args.data, drawing, args.fill > 0, device)
    run = prepare_run(args, options, data.image_size, device)
    text_config = run.model.config["text_config"]
    tokenizer = Tokenizer(args.tokenizer, text_config["max_position_embeddings"])
    batch = BatchOptions(
        images=ranks.share_of(args.batch, "a batch"),
        text_negatives=ranks.share_of(args.text_negatives, "negatives"),
        patches=patch_count(run.model.config),
        patch_dropout=0.0 if args.anneal else args.patch_dropout,
        augment=AugmentOptions(args.thicken, args.fill, args.jitter),
    )
    recorder = None
    if ranks.rank == 0:
        benchmark = args.benchmark and load_dataset(args.benchmark)
        recorder = Recorder(
            run,
            options,
            args.state,
            args.log,
            benchmark and (lambda: zero_shot_metrics(run.ema, tokenizer, benchmark)),
            args.report_every,
            args.evaluate_every,
            args.save_seconds,
        )
    limits = Limits(args.steps, args.images, args.minutes and args.minutes * 60)
    finished = train(
        run,
        lambda step: draw_batch(data, tokenizer, batch, run.seed, ranks.rank, step),
        options,
        limits,
        ranks,
        recorder,
        stop_wanted,
    )
    if finished and args.export and ranks.rank == 0:
        export(run.ema, args.tokenizer, args.export)
    ranks.leave()


if __name__ == "__main__":
    main()
