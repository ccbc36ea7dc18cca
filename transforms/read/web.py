"""Text that is no table: web pages, spreadsheets saved as web pages or as text of old, and messages of servers."""

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
_JSON = re.compile(r'\{\s*["\r\n]|\[\s*\{\s*"')
_PAGE = re.compile(r"<(!doctype html|html|head|body|meta|script|!--|\?xml|table|div|style)")
_MAIL = re.compile(r"(mime-version|content-type|from|to|subject|received|return-path|message-id|date):", re.IGNORECASE)
_MAIL_PART = re.compile(r"^content-type:\s*(multipart|text/html)", re.IGNORECASE | re.MULTILINE)
_SYLK = re.compile(r"ID;P.*?[\r\n]C;(?:[A-Z]\d*;)*[XY]\d+;", re.DOTALL)
_DIF = re.compile(r"TABLE\s+0,1\s+\"")
_FEWEST_CELLS = 4
_SHOWN = 120
_LONGEST_MESSAGE = 20
_LONGEST_TEXT = 20_000


def refuse_markup(text: str) -> None:
    """Refuse HTML, XML, JSON, a mail, SYLK and DIF: a saved page, a login page, a sheet saved as XML, an answer."""
    start = text[:20_000].lstrip("\ufeff \t\r\n")
    if _SYLK.match(start) or _DIF.match(start):
        raise DeliveryError(refusals.OLD_FORMAT)
    if _JSON.match(start):
        raise DeliveryError(refusals.MESSAGE, text=_excerpt(start))
    if _MAIL.match(start) and _MAIL_PART.search(start):
        raise DeliveryError(refusals.WEB_TABLE if _has_cells(text) else refusals.MESSAGE, text="")
    if start.startswith("<"):
        _refuse_page(start, text)


def _refuse_page(start: str, text: str) -> None:
    lowered = start.lower()
    if "urn:schemas-microsoft-com:office" in lowered or "urn:oasis:names:tc:opendocument" in lowered:
        raise DeliveryError(refusals.WEB_TABLE)
    if "<error" in lowered[:400]:
        raise DeliveryError(refusals.MESSAGE, text=_excerpt(re.sub(r"<[^>]*>", " ", start)))
    if _has_cells(text):
        raise DeliveryError(refusals.WEB_TABLE)
    if _PAGE.match(lowered):
        title = _TITLE.search(start)
        raise DeliveryError(refusals.WEB_PAGE, title=_excerpt(title[1]) if title else "")


def _has_cells(text: str) -> bool:
    """Whether a page holds a table, and asks for no password."""
    whole = text.lower()
    n_cells = whole.count("<td") + whole.count("<th")
    return n_cells >= _FEWEST_CELLS and "<form" not in whole and 'type="password"' not in whole


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
