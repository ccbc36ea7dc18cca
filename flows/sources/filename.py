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
    last = PurePosixPath(given.replace("\\", "/")).name
    printable = "".join(character for character in last if character.isprintable()).strip()
    return printable[-_LONGEST:] or "fichier"
