from __future__ import annotations

import io
import zipfile

import pytest

from qualkit.errors import BadFile
from qualkit.exchange.archive import Archive


def packed(**files: bytes) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return body.getvalue()


def test_entries_are_found_in_any_spelling_and_read() -> None:
    archive = Archive("a.zip", packed(Project=b"x"))
    assert (archive.find("nothing", "PROJECT"), archive.find("y")) == ("Project", None)
    assert archive.read("Project") == b"x"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(BadFile, match="would unpack to 20 MB in 1 parts"):
        Archive("a.zip", packed(bomb=bytes(20 * 2**20)))
    with pytest.raises(BadFile, match="made to fill the memory"):
        Archive("a.zip", packed(a=b"1234", b=b"1234"), largest=7)


def test_a_link_is_refused() -> None:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        entry = zipfile.ZipInfo("link")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(BadFile, match="outside its folder"):
        Archive("a.zip", body.getvalue())


def test_what_is_no_archive_or_spoilt_is_damaged() -> None:
    with pytest.raises(BadFile, match="damaged, or not a zip archive"):
        Archive("a.zip", b"PK\x03\x04 nothing")
    body = bytearray(packed(text=b"abc" * 100))
    body[40] ^= 0xFF
    with pytest.raises(BadFile, match="its part “text” cannot be read"):
        Archive("a.zip", bytes(body)).read("text")
