"""Several processes as one: embeddings are gathered, gradients averaged, decisions shared.

Every process computes the loss of the whole batch from the gathered embeddings, so that the loss is
the same number everywhere. A process's weights receive the gradient that flows through its rows,
and the mean over processes of (processes × that gradient) is the gradient of the whole batch.
"""

import os
from typing import Any, Iterable, Optional, Tuple

import torch
import torch.distributed as dist
from torch import Tensor, nn


def choose_device(name: Optional[str]) -> torch.device:
    """The device of this process; of several on GPUs, each has its own. None: a GPU if any."""
    if name is None:
        name = "cuda" if torch.cuda.is_available() else "cpu"
    if name != "cuda":
        return torch.device(name)
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
    torch.cuda.set_device(device)
    return device


class Ranks:
    """This process among `world`; with one process, nothing is communicated."""

    def __init__(
        self, rank: int = 0, world: int = 1, control: Optional["dist.ProcessGroup"] = None
    ):
        self.rank, self.world, self._control = rank, world, control

    @classmethod
    def join(cls, device_type: str) -> "Ranks":
        """Joins the processes that torchrun started (environment variables), or stands alone."""
        world = int(os.environ.get("WORLD_SIZE", "1"))
        if world == 1:
            return cls()
        dist.init_process_group("nccl" if device_type == "cuda" else "gloo")
        # Decisions travel by CPU, so that sharing them does not wait for the GPU.
        return cls(dist.get_rank(), world, dist.new_group(backend="gloo"))

    def leave(self) -> None:
        if self.world > 1:
            dist.destroy_process_group()

    def share_of(self, total: int, what: str) -> int:
        """An equal share of `total`, which must divide."""
        if total % self.world:
            raise ValueError(f"{what} of {total} cannot be shared by {self.world} processes")
        return total // self.world

    def own_rows(self, total: int, what: str) -> slice:
        """Which of `total` rows are this process's share, which must divide; by rank."""
        count = self.share_of(total, what)
        return slice(self.rank * count, (self.rank + 1) * count)

    def gather(self, rows: Tensor) -> Tensor:
        """[b, …] of each process -> [world · b, …] by rank; gradient flows to own rows."""
        if self.world == 1:
            return rows
        return _Gather.apply(rows, self.rank, self.world)

    def average_gradients(self, weights: Iterable[nn.Parameter]) -> None:
        """Replaces every gradient by its mean over the processes, in one message."""
        if self.world == 1:
            return
        gradients = [weight.grad for weight in weights if weight.grad is not None]
        flat = torch.cat([gradient.reshape(-1) for gradient in gradients])
        dist.all_reduce(flat)
        flat /= self.world
        for gradient, mean in zip(gradients, flat.split([g.numel() for g in gradients])):
            gradient.copy_(mean.view_as(gradient))

    def agree(self, seconds: float, stop: bool) -> Tuple[float, bool]:
        """The largest clock, and whether any process wants to stop: the same answer everywhere."""
        if self.world == 1:
            return seconds, stop
        message = torch.tensor([seconds, float(stop)], dtype=torch.float64)
        dist.all_reduce(message, op=dist.ReduceOp.MAX, group=self._control)
        return message[0].item(), bool(message[1])

    def of_first(self, value: Any) -> Any:
        """The value that the first process has, whatever this one's is."""
        if self.world == 1:
            return value
        message = [value]
        dist.broadcast_object_list(message, src=0, group=self._control)
        return message[0]


class _Gather(torch.autograd.Function):
    @staticmethod
    def forward(ctx, rows: Tensor, rank: int, world: int) -> Tensor:
        ctx.rank, ctx.world, ctx.count = rank, world, len(rows)
        parts = [torch.empty_like(rows) for _ in range(world)]
        dist.all_gather(parts, rows.contiguous())
        return torch.cat(parts)

    @staticmethod
    def backward(ctx, gradient: Tensor):
        # The loss is the same in every process, and so is this gradient: own rows need no message.
        start = ctx.rank * ctx.count
        return gradient[start : start + ctx.count] * ctx.world, None, None
