"""A REFI-QDA project on its way to nouns: ids, coders and moments, and the count of what has no place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from qualkit.exchange.bundle import Bundle, named_apart
from qualkit.exchange.identity import derived_id, in_utc
from qualkit.exchange.refi.project import Made, Project, same
from qualkit.model import Coder, Variable

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
    coders : dict of str to str
        What each user is called here, by GUID; two of one name are told apart.
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
    coders: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        users = [user for user in self.project.users if user.name and user.guid]
        for user, name in zip(users, named_apart([user.name for user in users]), strict=True):
            self.coders[same(user.guid)] = name
            self.bundle.coders.append(Coder(id=self.identified("coder", user.guid), name=name))
        self.bundle.variables = [
            Variable(id=self.identified("variable", one.guid), name=one.name, kind=one.kind)
            for one in {one.name: one for one in reversed(self.project.variables) if one.name and one.guid}.values()
        ][::-1]

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
        return self.coders.get(made.user) or other or self.by

    def moment(self, made: Made) -> str:
        """When it was made, else when it is imported."""
        return in_utc(made.at) or self.at
