"""Two versions of the codebook as one table of HTML; every name and text goes through `html.escape`."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from qualkit.coding.beside import Line, word_pieces
from qualkit.coding.codebook import PALETTE
from qualkit.ui.language import _, marked

DEEPEST = 8
TEXTS = {
    "definition": marked("Definition"),
    "include": marked("Include"),
    "exclude": marked("Exclude"),
    "example": marked("Typical example"),
}
STYLE = """
<style>
  .qk-beside { width: 100%; border-collapse: collapse; font-size: .92rem; table-layout: fixed; }
  .qk-beside th { text-align: start; font-weight: 600; padding: .3rem .5rem; }
  .qk-beside td { padding: .22rem .5rem; vertical-align: baseline; overflow-wrap: anywhere;
                  border-top: 1px solid color-mix(in srgb, currentColor 10%, transparent); }
  .qk-beside .n { float: inline-end; opacity: .75; font-variant-numeric: tabular-nums; }
  .qk-beside .how { width: 28%; } .qk-beside td.how { opacity: .8; font-size: .86rem; }
  .qk-beside i { display: inline-block; width: .6rem; height: .6rem; border-radius: .18rem; margin-inline-end: .4rem; }
  .qk-beside .texts td { border: 0; padding-top: 0; font-size: .86rem; }
  .qk-beside small { opacity: .75; margin-inline-end: .3rem; }
  .qk-beside del { color: #b3261e; background: color-mix(in srgb, #b3261e 12%, transparent); }
  .qk-beside ins { background: color-mix(in srgb, #009e73 22%, transparent); text-decoration: underline; }
  @media (prefers-color-scheme: dark) { .qk-beside del { color: #ff9b8f; } }
  .qk-lives { overflow: auto; max-height: 80vh; border: 1px solid color-mix(in srgb, currentColor 15%, transparent);
              border-radius: .5rem; } .qk-lives img { max-width: none; display: block; }
</style>
"""


def versions_html(lines: Sequence[Line], before: str, after: str) -> str:
    """The codes of two versions side by side, with what came between and, where texts changed, the words."""
    between = escape(_("What came between"))
    head = f"<tr><th>{escape(before)}</th><th class='how'>{between}</th><th>{escape(after)}</th></tr>"
    body = "".join(_line(line) for line in lines)
    return f"{STYLE}<table class='qk-beside'><thead>{head}</thead><tbody>{body}</tbody></table>"


def _line(line: Line) -> str:
    said = escape(", ".join(line.changes))
    row = f"<tr><td>{_code(line.was)}</td><td class='how'>{said}</td><td>{_code(line.now)}</td></tr>"
    return row + "".join(_text(line, name) for name in line.texts)


def _code(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return ""
    color = row["color"] if row["color"] in PALETTE else "#8a93a3"
    indent = min(int(row["level"]), DEEPEST) * 1.1
    dot = f"<i style='background:{color}'></i>"
    quotes = f"<span class='n'>{int(row['references'])}</span>"
    return f"<div style='padding-inline-start:{indent:.1f}rem'>{quotes}{dot}{escape(row['name'])}</div>"


def _text(line: Line, name: str) -> str:
    was, now = (row[name] if row else "" for row in (line.was, line.now))
    called = escape(_(TEXTS.get(name, name)))
    tags = {"kept": "span", "gone": "del", "new": "ins"}
    said = " ".join(f"<{tags[kind]}>{escape(text)}</{tags[kind]}>" for text, kind in word_pieces(was, now))
    return f"<tr class='texts'><td colspan='3'><small>{called}</small>{said}</td></tr>"


def picture_html(svg: str) -> str:
    """A picture at its own size, in a frame that scrolls; as an image, so that nothing in it can run."""
    coded = b64encode(svg.encode()).decode()
    told = escape(_("Which code became which from version to version; the table above says the same in words."))
    return f"{STYLE}<div class='qk-lives' tabindex='0'><img alt='{told}' src='data:image/svg+xml;base64,{coded}'></div>"
