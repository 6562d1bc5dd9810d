"""What is chosen for which computer. The CUDA choice is tested as a choice: there was no such device to run it on."""

from __future__ import annotations

from qualkit.transcribe.hardware import choose_hardware


def test_a_cuda_device_computes_in_float16_and_many_windows_at_once() -> None:
    chosen = choose_hardware(1, amx=True)
    assert (chosen.device, chosen.numbers, chosen.together) == ("cuda", "float16", 16)
    assert chosen.precision == "float16"


def test_a_processor_computes_in_int8_and_one_window_at_a_time() -> None:
    chosen = choose_hardware(0, amx=False)
    assert (chosen.device, chosen.together, chosen.precision) == ("cpu", 1, "int8")


def test_a_matrix_unit_is_used_and_named() -> None:
    assert choose_hardware(0, amx=True).precision == "int8, encoder bfloat16"
