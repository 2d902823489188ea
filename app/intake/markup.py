"""XML from outside, read event by event: no tree in memory however deep it nests, and no entities."""

from __future__ import annotations

from xml.sax import SAXException
from xml.sax.handler import ContentHandler


class BadXml(Exception):
    """Not well-formed, in an unknown encoding, or with a document type (the door of every XML bomb)."""


def walk(data: bytes, handler: ContentHandler) -> None:
    """Tells `handler` every element of `data`; raises `BadXml`."""
    import defusedxml.sax  # brings the network's modules along, and most posts are no documents
    from defusedxml.common import DefusedXmlException

    try:
        defusedxml.sax.parseString(data, handler, forbid_dtd=True)
    except (SAXException, DefusedXmlException, ValueError, LookupError) as error:
        raise BadXml from error


def local(name: str) -> str:
    """An element's or attribute's name without its prefix."""
    return name.rpartition(":")[2]
