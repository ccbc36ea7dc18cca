"""How letters are written as bytes: as Python does it, but for the subject, where it may lose a space."""

from email.header import Header
from email.policy import EmailPolicy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from email.message import EmailMessage

    _Policy = EmailPolicy[EmailMessage]
else:
    _Policy = EmailPolicy


class _MailPolicy(_Policy):
    """Where a word with an accent begins a line of the subject, some versions of Python drop the space before it."""

    def fold(self, name: str, value: Any) -> str:
        """The lines of one header."""
        if name.lower() != "subject":
            return str(super().fold(name, value))
        return f"{name}: {Header(str(value), header_name=name).encode(linesep=self.linesep)}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The same in bytes."""
        if name.lower() != "subject":
            return super().fold_binary(name, value)
        return self.fold(name, value).encode("ascii", "surrogateescape")


MAIL = _MailPolicy()
