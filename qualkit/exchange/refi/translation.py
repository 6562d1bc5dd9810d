"""A REFI-QDA project on its way to nouns: ids, coders and moments, and the count of what has no place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from qualkit.exchange.bundle import Bundle
from qualkit.exchange.identity import derived_id, in_utc
from qualkit.exchange.refi.project import Made, Project, same

UNNAMED = "unnamed"


@dataclass(slots=True)
class Translation:
    """A project on its way to nouns.

    Attributes
    ----------
    name, digest, by, at : str
        The file and its sha256; who imports and when, for what the file does not say.
    ids : dict
        Ids by noun and GUID (as `same` spells it), to resolve references.
    about : list of (str, str, str)
        Which note (by GUID) is about which noun, by name and id.
    """

    project: Project
    name: str
    digest: str
    by: str
    at: str
    bundle: Bundle = field(default_factory=Bundle)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    about: list[tuple[str, str, str]] = field(default_factory=list)
    marks: dict[tuple[str, int, int, str], int] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)

    @property
    def is_ours(self) -> bool:
        """Whether qualkit wrote the file."""
        return self.project.origin.startswith("qualkit ")

    def identified(self, noun: str, guid: str) -> str:
        """The id of a new noun: its GUID letter by letter, or a derived one where that is missing or taken."""
        key = (noun, same(guid))
        if not same(guid) or key in self.ids:
            return derived_id(self.digest, noun, guid, str(len(self.ids)))
        self.ids[key] = guid.strip()
        return guid.strip()

    def found(self, noun: str, guid: str) -> str | None:
        """The id of the noun that a reference names."""
        return self.ids.get((noun, same(guid)))

    def coder(self, made: Made, other: str = "") -> str:
        """Who made it, else the other, else who imports."""
        return self.project.users.get(made.user) or other or self.by

    def moment(self, made: Made) -> str:
        """When it was made, else when it is imported."""
        return in_utc(made.at) or self.at
