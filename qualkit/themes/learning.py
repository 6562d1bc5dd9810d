"""What the researcher has decided, for the next round to build on: codes of one theme stay together. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualkit.themes.geometry import Floats, Ints

NONE = -1


@dataclass(frozen=True, slots=True)
class KnownTheme:
    """A theme as far as suggestions need it: `text` is its name, concept and definition; a subtheme's codes count."""

    id: str
    name: str
    text: str
    code_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """The researcher's themes; of a theme without codes the text alone is known."""

    themes: tuple[KnownTheme, ...] = ()

    @property
    def with_codes(self) -> tuple[KnownTheme, ...]:
        """Themes to which codes were given."""
        return tuple(theme for theme in self.themes if theme.code_ids)

    def theme_of(self, code_ids: Sequence[str]) -> Ints:
        """Position in `with_codes` of each code's theme, (n,); -1 for a code without one and for one in several."""
        homes = [[at for at, theme in enumerate(self.with_codes) if code in theme.code_ids] for code in code_ids]
        return np.array([found[0] if len(found) == 1 else NONE for found in homes], dtype=np.int64)

    def placed(self, code_ids: Sequence[str]) -> list[bool]:
        """Whether each code is in a theme, be it in several."""
        return [any(code in theme.code_ids for theme in self.themes) for code in code_ids]


def tied(apart: Floats, themes: Ints) -> Floats:
    """Distances, (n, n), at which average linkage joins codes of one theme first and those of two themes last.

    Parameters
    ----------
    apart : (n, n) array
        Distances between 0 and 2.
    themes : (n,) array of int
        Theme of each code, -1 for none.

    References
    ----------
    Davidson, I., & Ravi, S. S. (2005). Agglomerative hierarchical clustering with constraints. PKDD, 59-70.
    https://doi.org/10.1007/11564126_11
    """
    known = themes != NONE
    both = known[:, None] & known[None, :]
    same = both & (themes[:, None] == themes[None, :])
    # one such pair lifts the mean of n * n ordinary ones above 2, the largest of those
    never = 4.0 * len(apart) ** 2
    return np.where(same, 0.0, np.where(both, never, apart))
