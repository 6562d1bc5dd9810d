"""XML in and out, the home of lxml: read without entities, without a document type and without network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qualkit.errors import BadFile
from qualkit.text.legal import legal

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse_xml(name: str, body: bytes) -> _Element:
    """The root of a document.

    Raises
    ------
    BadFile
        It is not well-formed XML, or declares a document type: none of the formats here has one, attacks do.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        hint = "Was it cut off? Export it again from where it came from."
        raise BadFile(f"“{name}” is no well-formed XML: {str(error)[:120]}.", hint=hint) from error
    if root.getroottree().docinfo.internalDTD is not None:
        told = f"“{name}” declares a document type, which none of these files needs."
        raise BadFile(told, hint="Nothing was read; do not trust this file.")
    return root


def local_name(element: _Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def root_element(namespace: str, name: str, values: Mapping[str, str]) -> _Element:
    """A new document's root, whose namespace is the default one."""
    from lxml import etree

    default = {None: namespace}
    return etree.Element(f"{{{namespace}}}{name}", legal_values(values), nsmap=default)  # type: ignore[arg-type]


def add(parent: _Element, name: str, values: Mapping[str, str] | None = None, text: str | None = None) -> _Element:
    """A new last child in its parent's namespace; what XML cannot hold is left out of values and text."""
    from lxml import etree

    namespace = str(parent.tag).rpartition("}")[0]
    element = etree.SubElement(parent, f"{namespace}}}{name}", legal_values(values or {}))
    if text is not None:
        element.text = legal(text)
    return element


def legal_values(values: Mapping[str, str]) -> dict[str, str]:
    """Attributes as XML can hold them."""
    return {key: legal(text) for key, text in values.items()}


def xml_bytes(root: _Element) -> bytes:
    """The document in UTF-8 with its declaration."""
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
