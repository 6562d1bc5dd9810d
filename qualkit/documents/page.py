"""A document as one web page that needs nothing beside it; every text in it is text, never markup."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import singledispatch
from html import escape

from qualkit.documents.blocks import Block, Heading, Picture, Quote, Rows, Text

STYLE = """
body { font: 15px/1.55 system-ui, sans-serif; margin: 2rem auto; max-width: 68rem; padding: 0 1.5rem; color: #1f2430 }
h1, h2, h3, h4 { line-height: 1.25 }
table { border-collapse: collapse; font-size: 13.5px }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #e5e7ee }
td { max-width: 26rem; overflow-wrap: anywhere }
blockquote { margin: .6rem 0 .6rem 1rem; padding-left: .8rem; border-left: 3px solid #c9cede }
cite, figcaption { color: #5d6577; font-style: normal }
figure { margin: 1rem 0 } img { max-width: 100% }
"""


def page_html(title: str, blocks: Iterable[Block]) -> str:
    """The page: no script, no link, nothing that is fetched."""
    name = escape(title)
    body = "\n".join(_shown(block) for block in blocks)
    head = f'<meta charset="utf-8"><title>{name}</title><style>{STYLE}</style>'
    return f'<!doctype html>\n<html lang="en">{head}\n<h1>{name}</h1>\n{body}\n</html>\n'


@singledispatch
def _shown(block: Block) -> str:
    raise TypeError(f"{block!r} is no part of a document")


@_shown.register
def _heading(block: Heading) -> str:
    level = min(6, block.level + 1)
    return f"<h{level}>{escape(block.text)}</h{level}>"


@_shown.register
def _text(block: Text) -> str:
    label = f"<b>{escape(block.label)}:</b> " if block.label else ""
    lines = "<br>".join(map(escape, block.text.splitlines()))
    return f'<p style="margin-left: {block.indent * 1.2:g}rem">{label}{lines}</p>'


@_shown.register
def _quote(block: Quote) -> str:
    return f"<blockquote>“{escape(block.text)}” <cite>({escape(block.source)})</cite></blockquote>"


@_shown.register
def _rows(block: Rows) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in block.columns)
    lines = ("".join(f"<td>{escape('' if c is None else str(c))}</td>" for c in row) for row in block.rows)
    body = "\n".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"


@_shown.register
def _picture(block: Picture) -> str:
    name = escape(block.caption, quote=True)
    source = f"data:image/png;base64,{b64encode(block.png).decode()}"
    return f'<figure><img alt="{name}" src="{source}"><figcaption>{name}</figcaption></figure>'
