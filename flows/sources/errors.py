"""Why a file could not be pulled: codes of `schemas/rules`, with the facts that their sentences need."""

from typing import Literal

Reason = Literal[
    "missing", "unreachable", "refused", "too_large", "too_slow", "forbidden", "unreadable",
    "no_secret", "left", "unexpected", "web_page",
]  # fmt: skip

CODES: dict[Reason, str] = {
    "missing": "FICHIER-40",
    "unreachable": "FICHIER-41",
    "refused": "FICHIER-42",
    "too_large": "FICHIER-43",
    "too_slow": "FICHIER-44",
    "forbidden": "FICHIER-45",
    "unreadable": "FICHIER-46",
    "no_secret": "FICHIER-47",
    "left": "FICHIER-48",
    "unexpected": "FICHIER-49",
    "web_page": "FICHIER-07",
}


class SourceError(Exception):
    """A file that could not be pulled. `detail` is English, for logs; `params` feed the French sentence."""

    def __init__(self, reason: Reason, detail: str, **params: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason: Reason = reason
        self.detail = detail
        self.params = params

    @property
    def code(self) -> str:
        """The code of the finding that this becomes."""
        return CODES[self.reason]

    @property
    def is_transport(self) -> bool:
        """Whether the source could not be reached; False when it answered with what we do not take."""
        return self.reason not in ("too_large", "left", "web_page")


def too_large(max_bytes: int) -> SourceError:
    """The refusal of a file of more than `max_bytes`."""
    megabytes = f"{max_bytes / 1_000_000:g}"
    return SourceError("too_large", f"more than {megabytes} MB", limit=megabytes)
