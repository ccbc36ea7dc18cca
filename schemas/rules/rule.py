"""One entry of the catalogue of rules: what staff read when something is wrong."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["reject", "warn", "info"]


@dataclass(frozen=True)
class Rule:
    """A rule by its stable code.

    ``what`` says in French what is wrong, ``why`` why it matters, ``fix`` what to type or do, ``example`` a right
    value. ``{name}`` in a sentence stands for a parameter of the finding. ``source`` names the text behind the rule.
    Where that text has not been read, ``is_verified`` is false: the rule never rejects unless the configuration says so.
    """

    code: str
    name: str
    severity: Severity
    what: str
    why: str
    fix: str
    example: str = ""
    source: str = ""
    is_verified: bool = True

    @property
    def family(self) -> str:
        """The part before the number: FICHIER, DATE, …"""
        return self.code.partition("-")[0]
