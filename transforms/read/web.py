"""Text that is no table: web pages, spreadsheets saved as web pages, and messages of servers."""

import re

from transforms.raw import DeliveryError
from transforms.read import refusals

_TITLE = re.compile(r"<title[^>]*>\s*(.*?)\s*</title>", re.IGNORECASE | re.DOTALL)
_WORKBOOK_NAME = re.compile(r"\.(xls[xmb]?|xlt[xm]?|ods)$", re.IGNORECASE)
_COMPLAINT = re.compile(
    r"not found|error|erreur|denied|refus|introuvable|unavailable|indisponible"
    r"|expir|timeout|unauthori[sz]ed|forbidden|attachment|pi[èe]ce jointe|supprim|virus|quarantin",
    re.IGNORECASE,
)
_SHOWN = 120
_LONGEST_MESSAGE = 20
_LONGEST_TEXT = 20_000


def refuse_markup(text: str) -> None:
    """Refuse HTML, XML and JSON: a saved page, a login page, a sheet saved as XML, a server's answer."""
    start = text[:20_000].lstrip("\ufeff \t\r\n")
    lowered = start.lower()
    if lowered.startswith(('{"', "{\n", "{\r", '[{"')):
        raise DeliveryError(refusals.MESSAGE, text=_excerpt(start))
    if not lowered.startswith("<"):
        return
    if "urn:schemas-microsoft-com:office" in lowered or "urn:oasis:names:tc:opendocument" in lowered:
        raise DeliveryError(refusals.WEB_TABLE)
    if "<error" in lowered[:400]:
        raise DeliveryError(refusals.MESSAGE, text=_excerpt(re.sub(r"<[^>]*>", " ", start)))
    is_page = re.match(r"<(!doctype html|html|head|body|meta|script|!--|\?xml|table|div|style)", lowered)
    if not is_page:
        return
    whole = text.lower()
    if whole.count("<td") >= 4 and "<form" not in whole and 'type="password"' not in whole:
        raise DeliveryError(refusals.WEB_TABLE)
    title = _TITLE.search(start)
    raise DeliveryError(refusals.WEB_PAGE, title=_excerpt(title[1]) if title else "")


def refuse_message(text: str, separator: str | None, filename: str) -> None:
    """Refuse a few lines of prose that stand where a table should; only a server's complaint is quoted."""
    if len(text) > _LONGEST_TEXT:
        return
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > _LONGEST_MESSAGE or (separator is not None and len(lines) > 1):
        return
    complains = any(_COMPLAINT.search(line) and len(line.split()) > 2 for line in lines)
    if complains or _WORKBOOK_NAME.search(filename):
        raise DeliveryError(refusals.MESSAGE, text=_excerpt(text) if complains else "")


def _excerpt(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
