"""The parts of an Office Open XML package: read, replaced, added with their relations, and zipped again."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO

from flows.workbooks.xml_bytes import RELATIONS, UnpatchableError, attribute, check_well_formed
from transforms.read.limits import USUAL
from transforms.read.package import Package
from transforms.read.spreadsheet_ml import relation_targets

_EPOCH = (1980, 1, 1, 0, 0, 0)
_TYPES = "[Content_Types].xml"


class Parts:
    """A package whose untouched parts keep their bytes."""

    def __init__(self, content: bytes) -> None:
        self._package = Package(content, USUAL)
        self.names = [name for name in self._package.names if not name.endswith("/")]
        self._changed: dict[str, bytes | Iterable[bytes]] = {}

    def has(self, name: str) -> bool:
        """Whether the package holds the part, whatever the case of its name."""
        return self._package.has(name) or name in self._changed

    def get(self, name: str) -> bytes:
        """The part as it now is; nothing when there is none."""
        changed = self._changed.get(self._stored(name))
        return changed if isinstance(changed, bytes) else self._package.part(name)

    def put(self, name: str, part: bytes) -> None:
        """Replace or add a part, which must be XML that parses."""
        check_well_formed(part)
        self._changed[self._stored(name)] = part

    def stream(self, name: str, pieces: Iterable[bytes]) -> None:
        """Replace or add a part whose pieces are made while it is written."""
        self._changed[self._stored(name)] = pieces

    def keep_only(self, made: Mapping[str, bytes]) -> None:
        """Leave of the package these parts alone, each XML that parses."""
        for part in made.values():
            check_well_formed(part)
        stored = {self._stored(name): part for name, part in made.items()}
        self.names = [name for name in self.names if name in stored]
        self._changed = dict(stored)

    def _stored(self, name: str) -> str:
        folded = name.lower()
        return next((known for known in self.names if known.replace("\\", "/").lower() == folded), name)

    def related(self, part: str) -> Mapping[str, tuple[str, str]]:
        """Kind and path of what the part is related to, by identifier."""
        listed = _listed(part)
        return relation_targets(self.get(listed), part.rpartition("/")[0]) if self.has(listed) else {}

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation of a part to another, given by its path; its identifier."""
        listed = _listed(part)
        rels = self.get(listed) or (
            b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        )
        taken = set(re.findall(rb"""\sId\s*=\s*["']([^"']*)""", rels))
        identifier = next(f"rIdEpi{n}" for n in range(1, len(taken) + 2) if f"rIdEpi{n}".encode() not in taken)
        element = f'<Relationship Id="{identifier}" Type="{RELATIONS}/{kind}" Target="/{target}"/>'
        self.put(listed, _appended(rels, b"Relationships", element.encode()))
        return identifier

    def declare(self, name: str, content_type: str) -> None:
        """State the content type of a part, or of an extension when the name starts with a dot."""
        types = self.get(_TYPES)
        is_default = name.startswith(".")
        key, value = ("Extension", name[1:]) if is_default else ("PartName", f"/{name}")
        known = {
            (attribute(tag, key.encode()) or b"").lower()
            for tag in re.findall(rb"<(?:Default|Override)\b[^>]*>", types)
        }
        if value.lower().encode() in known:
            return
        kind = "Default" if is_default else "Override"
        element = f'<{kind} {key}="{value}" ContentType="{content_type}"/>'.encode()
        self.put(_TYPES, _appended(types, b"Types", element, first=is_default))

    def save(self) -> bytes:
        """The package, its parts in their order and the new ones last."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name in (*self.names, *(name for name in self._changed if name not in self.names)):
                pieces = self._changed.get(name)
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                with package.open(entry, "w") as stream:
                    for piece in [self.get(name)] if pieces is None or isinstance(pieces, bytes) else pieces:
                        stream.write(piece)
        return out.getvalue()


def _listed(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _appended(part: bytes, root: bytes, element: bytes, first: bool = False) -> bytes:
    """The part with one more element under its root, which has no prefix."""
    opened = re.search(rb"<" + root + rb"(?:\s[^>]*)?>", part)
    if opened is None:
        raise UnpatchableError
    if opened[0].endswith(b"/>"):
        return part[: opened.end() - 2] + b">" + element + b"</" + root + b">" + part[opened.end() :]
    at = opened.end() if first else part.rindex(b"</" + root + b">")
    return part[:at] + element + part[at:]
