"""PyTorch's training step: eager or compiled, with images stored channels first or last."""

from __future__ import annotations

import torch

# Threads inherit the setting from the one that starts them, so it comes before anything that could start one.
torch.set_flush_denormal(True)

from workloads import RATE, Workload  # noqa: E402
from gmvae import Model, initial_statistics  # noqa: E402


class TorchPeer:
    """Adam on the reference model; no value is read back until the last step is done."""

    def __init__(self, workload: Workload, compiled: bool, channels_last: bool = False) -> None:
        self.workload = workload
        layout = torch.channels_last if channels_last else torch.contiguous_format
        self.data = torch.from_numpy(workload.data())
        self.batches = workload.batches()
        self.parameters = {
            name: torch.from_numpy(value).contiguous(memory_format=layout if value.ndim == 4 else torch.contiguous_format)
            for name, value in workload.parameters().items()}
        self.statistics = initial_statistics(workload.configuration)
        for parameter in self.parameters.values():
            parameter.requires_grad_()
        self.optimizer = torch.optim.Adam(self.parameters.values(), lr=RATE, fused=True)
        self.step = self._compiled_step if compiled else self._eager_step
        self.gradient = torch.compile(torch.func.grad(self._loss)) if compiled else None

    def run(self, steps: int) -> int:
        """Takes the steps and returns their number."""
        c = self.workload.configuration
        rows = c.batch * c.samples
        for _ in range(steps):
            y = self.data.index_select(0, torch.from_numpy(next(self.batches)))
            self.step(y, torch.randn(rows, c.latent), torch.randn(rows, c.style))
        return steps

    def flushes_denormals(self) -> bool:
        """Whether products below the normal range are zero on every thread of the pool."""
        tiny = torch.full((1 << 22,), 0x00100000, dtype=torch.int32).view(torch.float32)
        return not (tiny * 0.5).view(torch.int32).any().item()

    def description(self) -> str:
        """Version and threads."""
        return f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads"

    def _loss(self, parameters: dict, y: torch.Tensor, noise_x: torch.Tensor, noise_w: torch.Tensor) -> torch.Tensor:
        model = Model(self.workload.configuration, parameters, self.statistics)
        return model.terms(y, noise_x, noise_w).loss(self.workload.configuration)

    def _eager_step(self, *batch: torch.Tensor) -> None:
        self.optimizer.zero_grad(set_to_none=True)
        self._loss(self.parameters, *batch).backward()
        self.optimizer.step()

    @torch.no_grad()
    def _compiled_step(self, *batch: torch.Tensor) -> None:
        """The gradient as one compiled function: faster than a compiled loss and the autograd engine."""
        detached = {name: parameter.detach() for name, parameter in self.parameters.items()}
        for name, gradient in self.gradient(detached, *batch).items():
            self.parameters[name].grad = gradient
        self.optimizer.step()
