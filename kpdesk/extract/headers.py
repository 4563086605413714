"""Title, outlet, author, address and date of an article, guessed from its own first and last lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from kpdesk.domain.dates import MONTHS, parse_date
from kpdesk.errors import UsageError
from kpdesk.extract.language import tell

_MONTHS = "|".join([*MONTHS, *(m[:3] + r"\.?" for m in MONTHS), r"Sept\.?"])
_DATE = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{_MONTHS}),?\s+(?P<y>(?:19|20)\d\d)"
    rf"|(?P<m2>{_MONTHS})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)"
    rf"|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b|(?P<m3>{_MONTHS})\s+(?P<y3>(?:19|20)\d\d))",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")
_BYLINE = re.compile(
    r"^\s*by\s+(?P<who>[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){1,3})(?:\s*[,|–-]\s*(?P<outlet>[A-Z][^\n,|]{1,40}))?\s*$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\s*(?P<label>source|outlet|publication|published (?:by|in)|from)\s*:\s*(?P<value>[^\n]{2,60})$", re.IGNORECASE
)
_AGENCY = re.compile(r"^[A-Z][A-Za-z .,'’-]{2,40}\((?P<agency>[A-Z][A-Za-z ]{1,20})\)\s*[-–—:]")
_OWN = re.compile(r"(?:©|\(c\)|copyright)\s*(?:\d{4}\s+)?(?P<owner>[A-Z][\w&' .]{2,40})", re.IGNORECASE)
_TITLE_MAX = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderGuess:
    """What the text says about itself; None where it says nothing."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    address: str | None = None
    published: str | None = None
    language: str | None = None


def guess(text: str) -> HeaderGuess:
    """Guess the fields of the paste page. A person sees and edits them; nothing here is taken as a fact."""
    lines = [" ".join(line.split()) for line in text[:200_000].splitlines()]
    lines = [line for line in lines if line]
    head, tail = lines[:12], lines[-5:]
    address = next((m[0].rstrip(".,;") for line in head + tail if (m := _ADDRESS.search(line))), None)
    author, outlet = _people(head, tail)
    return HeaderGuess(
        title=_title(head),
        outlet=outlet or _site(address),
        author=author,
        address=address,
        published=_published(head, tail),
        language=tell(text)[0],
    )


def author(text: str) -> str | None:
    """The name in the byline."""
    lines = [" ".join(line.split()) for line in text[:4000].splitlines()]
    return _people([line for line in lines if line][:12], [])[0]


def _title(head: list[str]) -> str | None:
    for line in head[:4]:
        if _ADDRESS.match(line) or _BYLINE.match(line) or _LABEL.match(line) or len(line) < 8:
            continue
        if line.casefold() in ("for immediate release", "press release", "advertisement") or _DATE.fullmatch(line):
            continue
        sentence = line[-1] in ".:" and len(line.split()) > 12
        return None if len(line) > _TITLE_MAX or sentence else line.strip('“”"')
    return None


def _people(head: list[str], tail: list[str]) -> tuple[str | None, str | None]:
    author = outlet = None
    for line in head:
        if (byline := _BYLINE.match(line)) and author is None:
            author, outlet = byline["who"], byline["outlet"] or outlet
        if (agency := _AGENCY.match(line)) and outlet is None:
            outlet = agency["agency"]
    for line in head + tail:
        if outlet is None and (label := _LABEL.match(line)):
            outlet = label["value"].strip()
    for line in tail:
        if outlet is None and (own := _OWN.search(line)):
            outlet = re.sub(r"\.?\s*All rights.*", "", own["owner"]).strip(" .")
    return (author.title() if author and author.isupper() else author), outlet


def _site(address: str | None) -> str | None:
    """The name of the site: the only outlet an address can tell."""
    if address is None:
        return None
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _published(head: list[str], tail: list[str]) -> str | None:
    """A full date near the top counts; one labelled as date of publication counts more."""
    labelled = [ln for ln in head + tail if re.match(r"(?:published|posted|updated|date|issued)\b", ln, re.IGNORECASE)]
    short = [line for line in head[:6] if len(line) <= 60]
    dateline = [line[:80] for line in head[:6] if re.match(r"[A-Z][\w .,'’()-]{2,40}(?:\d{4})\s*[-–—:]", line)]
    for line in [*labelled, *short, *dateline]:
        if match := _DATE.search(line):
            try:
                return parse_date(_spelled(match))
            except UsageError:
                continue
    return None


def _spelled(match: re.Match[str]) -> str:
    if match["iso"]:
        return match["iso"]
    month = next(m for m in (match["m"], match["m2"], match["m3"]) if m)[:3]
    year = match["y"] or match["y2"] or match["y3"]
    return " ".join(part for part in (match["d"] or match["d2"], month, year) if part)
