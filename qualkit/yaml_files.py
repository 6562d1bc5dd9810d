"""YAML as people write it, the home of PyYAML: plain values only, no tags and no aliases."""

from __future__ import annotations

import re
from typing import Any

import yaml

_HALF = re.compile(r"\\u[dD][89a-fA-F]|\\U0000[dD][89a-fA-F]")


class _PlainLoader(yaml.SafeLoader):
    """Refuses aliases: nobody needs them here, and a few lines of them fill the memory."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.YAMLError(f"line {event.start_mark.line + 1} holds an alias (*{event.anchor})")
        node: yaml.Node | None = super().compose_node(parent, index)
        return node


class _LineDumper(yaml.SafeDumper):
    """Writes a text of several lines as lines, for people and for version control."""


def _represent(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_LineDumper.add_representer(str, _represent)


def read_yaml(text: str) -> Any:
    """The values in a text. Raises ValueError with the place where it is not YAML."""
    if _HALF.search(text):
        raise ValueError("it holds half of a character (\\ud800 to \\udfff)")
    try:
        return yaml.load(text, Loader=_PlainLoader)  # noqa: S506  (a safe loader, made stricter)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(str(error) or "it is nested too deeply") from error


def line_of(text: str, key: str) -> int:
    """The line of a key of the outermost mapping, from 1."""
    node = yaml.compose(text, Loader=_PlainLoader)
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((name.start_mark.line + 1 for name, _ in pairs if name.value == key), 1)


def yaml_text(values: Any) -> str:
    """Values as YAML in their own order; a long line stays one."""
    return yaml.dump(values, Dumper=_LineDumper, allow_unicode=True, width=10_000, sort_keys=False)
