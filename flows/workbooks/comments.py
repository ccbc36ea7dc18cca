"""The comments of a sheet: ours taken out, and put in beside those of others."""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from flows.workbooks.xml_bytes import MAIN, UnpatchableError, attribute, check_main, escape, escaped, whole
from schemas.list_sheet import CHECK_AUTHOR

EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="' + MAIN + b'">'
    b"<authors></authors><commentList></commentList></comments>"
)
_COMMENT = re.compile(rb"<comment\s[^>]*[^/]>.*?</comment>", re.DOTALL)
_AUTHOR = re.compile(rb"<author\s*/>|<author>(.*?)</author>", re.DOTALL)
_TEXT = re.compile(rb"<text\s*/>|<text>(.*?)</text>", re.DOTALL)
_OURS = escape(CHECK_AUTHOR).encode()
_THREADED = b"tc="
_BOLD = b'<rPr><b/><sz val="9"/><color indexed="81"/><rFont val="Tahoma"/></rPr>'
_PLAIN = b'<rPr><sz val="9"/><color indexed="81"/><rFont val="Tahoma"/></rPr>'
_SPACE = rb"(?:\s|&#1[03];|_x000[aAdD]_)"
_OWN = re.compile(_SPACE + rb"*" + re.escape(_OURS) + rb"(?=" + _SPACE + rb")")
_WORDS = re.compile(rb">[^<]*[^<\s][^<]*<")


def without_own(part: bytes) -> tuple[bytes, set[str]]:
    """The comments of others alone, and the addresses of ours that are gone."""
    check_main(part, b"comments")
    authors = _authors(part)
    gone: set[str] = set()

    def kept(found: re.Match[bytes]) -> bytes:
        tag = found[0].partition(b">")[0] + b">"
        text = _TEXT.search(found[0])
        said = text[1] or b"" if text else b""
        author = whole(tag, b"authorId")
        own = _OWN.search(said)
        if own is None and not (author < len(authors) and authors[author] == _OURS):
            return found[0]
        theirs = _before(said, own.start()) if own else b""
        if text is None or not _WORDS.search(theirs):
            gone.add((attribute(tag, b"ref") or b"").decode())
            return b""
        return found[0][: text.start()] + b"<text>" + theirs + b"</text></comment>"

    return _COMMENT.sub(kept, part), gone


def _before(text: bytes, at: int) -> bytes:
    """The runs of a comment up to a place inside one of them, closed again."""
    before = text[:at]
    in_run = before.rfind(b"<r>") > before.rfind(b"</r>")
    if before.endswith(b">"):  # nothing of that run is left
        return before[: before.rfind(b"<r>")] if in_run else b""
    return before + (b"</t></r>" if in_run else b"</t>")


def with_comments(part: bytes, texts: Mapping[str, str]) -> tuple[bytes, list[str]]:
    """The part with our comments by address, and the addresses where a comment is new.

    A cell that somebody has already commented keeps that text before ours; a conversation is left alone.
    """
    check_main(part, b"comments")
    part, ours = _with_author(part)
    authors = _authors(part)
    left = dict(zip(texts, escaped(pl.Series(list(texts.values()), dtype=pl.String)), strict=True))

    def extended(found: re.Match[bytes]) -> bytes:
        tag = found[0].partition(b">")[0] + b">"
        said = left.pop((attribute(tag, b"ref") or b"").decode(), None)
        author = whole(tag, b"authorId")
        text = _TEXT.search(found[0])
        is_threaded = author < len(authors) and authors[author].startswith(_THREADED)
        if said is None or is_threaded or text is None:
            return found[0]
        before = text[1] or b""
        runs = before if b"<r>" in before or not before else b"<r>" + before + b"</r>"
        written = b"<text>" + runs + _runs(said, b"\n\n") + b"</text>"
        return found[0][: text.start()] + written + found[0][text.end() :]

    part = _COMMENT.sub(extended, part)
    new = b"".join(
        f'<comment ref="{reference}" authorId="{ours}">'.encode() + b"<text>" + _runs(said) + b"</text></comment>"
        for reference, said in left.items()
    )
    if b"</commentList>" in part:
        return part.replace(b"</commentList>", new + b"</commentList>", 1), list(left)
    if b"<commentList/>" not in part:
        raise UnpatchableError
    return part.replace(b"<commentList/>", b"<commentList>" + new + b"</commentList>", 1), list(left)


def _runs(text: str, before: bytes = b"") -> bytes:
    """A text, already escaped, under our name."""
    told = text.encode()
    title = before + _OURS + b"\n"
    return (
        b"<r>" + _BOLD + b'<t xml:space="preserve">' + title + b"</t></r>"
        b"<r>" + _PLAIN + b'<t xml:space="preserve">' + told + b"</t></r>"
    )


def _authors(part: bytes) -> list[bytes]:
    return [author or b"" for author in _AUTHOR.findall(part)]


def _with_author(part: bytes) -> tuple[bytes, int]:
    authors = _authors(part)
    if _OURS in authors:
        return part, authors.index(_OURS)
    part = part.replace(b"<authors/>", b"<authors></authors>", 1)
    if b"</authors>" not in part:
        raise UnpatchableError
    return part.replace(b"</authors>", b"<author>" + _OURS + b"</author></authors>", 1), len(authors)
