"""Names, drugs and places that the engine should expect to hear: one on each line of a file."""

from __future__ import annotations

from pathlib import Path

from qualkit.errors import BadFile


def read_words(path: Path) -> tuple[str, ...]:
    """The words of a file. Raises BadFile where it cannot be read as a text."""
    try:
        return words_in(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadFile(f"“{path}” cannot be read: {error.strerror}.", hint="Check the spelling of --words.") from error
    except UnicodeDecodeError as error:
        raise BadFile(f"“{path}” is not a text in UTF-8.", hint="Save it again as UTF-8, one word per line.") from error


def words_in(text: str) -> tuple[str, ...]:
    """One for each line that is not empty, each once."""
    return tuple(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))
