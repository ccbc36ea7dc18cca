"""The name of a file that came by HTTP."""

from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

_LONGEST = 120


def filename_of(content_disposition: str | None, url: str) -> str:
    """The name that the server gives (RFC 6266), else the last part of the address; never a path."""
    header = Message()
    header["Content-Disposition"] = content_disposition or ""
    given = header.get_filename() or unquote(urlsplit(url).path)
    return plain_name(given) or "fichier"


def plain_name(given: str) -> str:
    """The last part of a path, without what cannot be printed; empty when nothing is left."""
    last = PurePosixPath(given.replace("\\", "/")).name
    return "".join(character for character in last if character.isprintable()).strip()[-_LONGEST:]
