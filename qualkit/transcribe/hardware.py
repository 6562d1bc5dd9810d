"""Which device a model is computed on, with which numbers, and how many windows at a time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Hardware:
    """How a model is computed here.

    Attributes
    ----------
    device, numbers : str
        As CTranslate2 calls them.
    together : int
        Windows decoded at once. It changes probabilities in their last digits, so it follows from `precision` alone.
    quick_encoder : bool
        Whether the encoder is computed in bfloat16 by the processor's matrix unit.
    """

    device: str
    numbers: str
    together: int
    quick_encoder: bool = False

    @property
    def precision(self) -> str:
        """The numbers by name, as they stand in the settings."""
        return f"{self.numbers}, encoder bfloat16" if self.quick_encoder else self.numbers


def choose_hardware(cuda_devices: int, *, amx: bool) -> Hardware:
    """A CUDA device where there is one, else the processor.

    On a processor one window at a time is fastest: what attention looks at (37 MB for the model base) stays near the
    core, and reading the weights once for several windows gains less than that loses.
    """
    if cuda_devices:
        return Hardware("cuda", "float16", together=16)
    return Hardware("cpu", "int8", together=1, quick_encoder=amx)


def has_amx() -> bool:
    """Whether the processor multiplies matrices of bfloat16 in hardware (Intel AMX; Linux tells)."""
    info = Path("/proc/cpuinfo")
    return info.exists() and " amx_bf16 " in info.read_text(encoding="utf-8", errors="replace")
