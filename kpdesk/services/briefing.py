"""Briefings: case and choices to a report, report to a file, one or one for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date as day_type
from pathlib import Path
from typing import Any

from kpdesk import __version__
from kpdesk.domain import dates
from kpdesk.domain.records import Reviewed
from kpdesk.domain.report import Block, Front, Paragraph, Picture, Report, Section
from kpdesk.domain.vocabulary import ACTOR_KINDS, DECIDED
from kpdesk.domain.wording import opened
from kpdesk.errors import UsageError
from kpdesk.services import briefing_memory as memory
from kpdesk.services import briefing_scope as scoped
from kpdesk.services import briefing_sections as sections
from kpdesk.services.briefing_choices import TITLES, Choices, choices_from, require_kind
from kpdesk.services.briefing_scope import Scope
from kpdesk.services.briefing_style import house_style
from kpdesk.services.briefing_words import STANDS, Words, meeting_dates, plain_sentence, shown, undated
from kpdesk.store.case import CaseFile
from kpdesk.store.queries_report import Material, material

Progress = Callable[[float, str], None]
Given = Choices | Mapping[str, Any] | str | None
SUFFIXES = (".pdf", ".docx", ".html", ".md", ".json")
PICTURE_WIDTH = 640.0  # logical pixels: printed on the measure, the smallest labels come out at seven points
LEDGER_ROWS, LEDGER_COLUMNS = 10, 6  # what an upright page shows at a size that can be read
TOLD = 24  # things that the alternative text of a picture names
LYING_FROM = 840.0  # what is wider could not be read on an upright page
_BUILDERS: dict[str, dict[str, Callable[[Words, Scope], list[Block]]]] = {
    "chronology": {"events": sections.events, "moves": sections.moved},
    "meeting": {
        "glance": sections.meeting_glance, "agenda": sections.agenda, "who": sections.who, "stands": sections.stands,
        "run_up": sections.run_up, "at": sections.said_at, "about": sections.said_about, "moves": sections.moved,
    },
    "actor": {
        "glance": sections.actor_glance, "positions": sections.position_history, "moves": sections.moved,
        "statements": sections.statements, "meetings": sections.meetings,
    },
    "issue": {
        "glance": sections.issue_glance, "stands": sections.stands, "moves": sections.moved,
        "statements": sections.statements, "meetings": sections.meetings,
    },
    "quotations": {"quotations": sections.quotations},
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Brief:
    """A report with what a maker needs beside it: the subject's id and the records in it."""

    report: Report
    of: str
    used: dict[tuple[str, str], Reviewed]
    left_out: int = 0


def compose(
    case: CaseFile, kind: str, *, of: str | None = None, choices: Given = None, date: str | None = None,
    found: Material | None = None,
) -> Brief:  # fmt: skip
    """The report of a case, before it is set. ``date`` is the day of making (today); ``found`` saves reading again.

    Raises UsageError where the kind, the subject or a choice cannot be used.
    """
    chosen, found = choices_from(choices), found or material(case)
    scope = scoped.find_scope(found, require_kind(kind), of)
    unknown = next((word for word in chosen.issues if not scoped.issue_ids(found, [word])), None)
    if unknown:
        raise UsageError(f"The case knows no issue “{unknown}”.", "Choose the issues of this briefing again.")
    w = Words(case, found, chosen)
    order = chosen.order(kind)
    built: dict[str, list[Block]] = {}
    for key in order:
        if key in _BUILDERS[kind]:
            built[key] = _BUILDERS[kind][key](w, scope)
        elif key == "picture":
            built[key] = _timeline(w, scope, made_on(date))
        elif key == "ledger":
            built[key] = _ledger(w, scope, made_on(date))
        elif key == "summary":
            built[key] = _own(chosen.summary)
    if "since" in order:
        built["since"] = memory.since(w, memory.last_made(case, kind, scope.of))
    parts = tuple(_section(key, built.get(key, []), chosen) for key in order)
    parts = tuple(s for s in parts if s.blocks)
    if not any(w.used):
        parts = (*parts, _nothing(len(w.left_out)))
    return Brief(
        report=Report(
            kind=kind, title=chosen.title or _title(found, scope), subtitle=_subtitle(w, scope),
            front=_front(w, made_on(date)), sections=parts, style=house_style(case, found.settings),
            citation_style=chosen.citations, contents=chosen.contents,
        ),
        of=scope.of, used=dict(w.used), left_out=len(w.left_out),
    )  # fmt: skip


def _section(key: str, blocks: list[Block], choices: Choices) -> Section:
    own = [b for words in choices.own_words(key) for b in _own(words)]
    return Section(key=key, title=TITLES[key], blocks=(*own, *blocks))


def _own(words: str) -> list[Block]:
    """A writer's own paragraphs: an empty line between two parts them."""
    parts = [p for p in words.replace("\r\n", "\n").split("\n\n") if p.strip()]
    return [Paragraph(sentences=(plain_sentence(" ".join(p.split())),), own=True) for p in parts]


def _nothing(left_out: int) -> Section:
    words = "Nothing in this case fits these choices."
    if left_out:
        words += f" {left_out} record{'' if left_out == 1 else 's'} would, but nobody has reviewed them yet."
    return Section(key="nothing", title="Nothing to report", blocks=(Paragraph(sentences=(plain_sentence(words),)),))


def _timeline(w: Words, scope: Scope, day: str) -> list[Block]:
    """The meetings of the span as a vector picture; none where no meeting is dated."""
    if not any(m.start or m.end for m in w.found.meetings.values()):
        return []  # before the import: what draws takes longer to load than such a briefing to set
    from kpdesk.services import pictures

    choices, data = w.choices, pictures.timeline_data(w.case)
    data = data.reviewed() if choices.unreviewed == "leave_out" else data
    if not any(m.start or m.end for m in data.meetings):
        return []
    page = pictures.timeline_sheet(
        data, choices.start, choices.end, made_on=day, page_width=PICTURE_WIDTH, inside=True
    )  # fmt: skip
    met = [
        f"{w.meeting_name(m, dated=False)}, {shown(meeting_dates(m))}"
        for m in scoped.meetings(w, scope) if meeting_dates(m)
    ]  # fmt: skip
    return [_drawn(page, "Timeline of meetings", met)]


def _ledger(w: Words, scope: Scope, day: str) -> list[Block]:
    """Who stands where on what, at the end of the span: those with most positions, so that it can be read on paper."""
    if not any(p.as_of for p in w.found.positions):
        return []
    from kpdesk.services import pictures, positions

    choices, data = w.choices, positions.ledger_data(w.case)
    reviewed_only = choices.unreviewed == "leave_out"
    rows: list[Any] = list(data.positions)
    usable = [p for p in rows if p.as_of and (p.state in DECIDED or not reviewed_only)]
    if not usable:
        return []
    holders = Counter(p.holder_id for p in usable)
    issues = Counter(p.issue_id for p in usable)
    kept = {i for i, _ in holders.most_common(LEDGER_ROWS)}, {i for i, _ in issues.most_common(LEDGER_COLUMNS)}
    drawn = [p for p in usable if p.holder_id in kept[0] and p.issue_id in kept[1]]
    names = {i: opened(n) for i, n in data.names.items()}
    data = replace(
        data,
        positions=drawn,
        names=names,
        issues={i: n for i, n in data.issues.items() if i in kept[1]},
        memberships=(),
    )
    cut = ""
    if len(drawn) < len(usable):
        cut = f" · {len(drawn)} of {len(usable)} positions: of the actors and on the issues with most of them"
    page = pictures.ledger_sheet(data, None, choices.end, reviewed_only, day, inside=True)
    held = [
        f"{w.name(p.holder_id)} {STANDS[p.stance]} {w.found.issues[p.issue_id].label}"
        for p in scoped.latest(w, scoped.positions(w, scope)) if p.holder_id in kept[0] and p.issue_id in kept[1]
    ]  # fmt: skip
    picture = _drawn(page, "Table of who stands where", held)
    return [replace(picture, caption=picture.caption + cut)]


def _drawn(page: Any, what: str, told: list[str]) -> Picture:
    """A picture with what it shows in words: the first ``TOLD`` things by name, the rest by their number."""
    from kpdesk.exports.svg import svg

    more = f"; and {len(told) - TOLD} more" if len(told) > TOLD else ""
    alt = f"{what} ({page.description}): {'; '.join(told[:TOLD])}{more}."
    drawn = svg(page.layers, page.width, page.height, title=what, description=page.description)
    return Picture(svg=drawn, alt=alt, caption=opened(page.description), landscape=page.width > LYING_FROM)


def _title(found: Material, scope: Scope) -> str:
    if scope.actor:
        return scope.actor.name
    if scope.meeting:
        return undated(scope.meeting)
    return scope.issue.label if scope.issue else found.settings.name


def _subtitle(w: Words, scope: Scope) -> str:
    parts = []
    if scope.meeting:
        where = scope.meeting.place
        parts = [shown(meeting_dates(scope.meeting)), where if where and where not in undated(scope.meeting) else ""]
    elif scope.actor:
        parts = [ACTOR_KINDS.get(scope.actor.kind, "")]
    start, end = w.choices.start, w.choices.end
    if start or end:
        parts.append(
            f"{shown(start)} to {shown(end)}"
            if start and end
            else f"from {shown(start)}"
            if start
            else f"to {shown(end)}"
        )
    issues = scoped.issue_ids(w.found, w.choices.issues)
    parts += sorted(w.found.issues[i].label for i in issues)
    return " · ".join(p for p in parts if p)


def _front(w: Words, day: str) -> Front:
    reported = any(k == "statement" and getattr(r, "mode", "direct") != "direct" for (k, _), r in w.used.items())
    direct = any(k == "statement" and getattr(r, "mode", "") == "direct" for (k, _), r in w.used.items())
    reviewed = sum(r.state in DECIDED for r in w.used.values())
    notes = []
    if reported:
        own = "Words in quotation marks are the speaker’s own; words" if direct else "Words"
        notes.append(f"{own} in italics are those of the source.")
    if any(k == "statement" and not getattr(r, "said_on", None) for (k, _), r in w.used.items()):
        notes.append("“pub.” stands before the date of the source where nothing says when the words were spoken.")
    if reviewed < len(w.used):
        notes.append("What is marked “not reviewed” was proposed by kpdesk; no person has checked it against the text.")
    return Front(
        case_name=w.found.settings.name, made_on=day, program=f"kpdesk {__version__}",
        statements=sum(kind == "statement" for kind, _ in w.used), records=len(w.used), reviewed=reviewed,
        left_out=len(w.left_out), notes=tuple(notes),
    )  # fmt: skip


def made_on(day: str | None) -> str:
    """The day that is printed as the day of making. Raises UsageError where it is no single day."""
    if not day:
        return day_type.today().isoformat()
    parsed = dates.parse_date(day)
    if dates.precision(parsed) != "day":
        raise UsageError(f"“{day}” is not one day.", "Write it as 2026-11-23.")
    return parsed


# files


def rendered(report: Report, suffix: str) -> bytes:
    """A report as the bytes of a file. Raises UsageError where nothing is written under such a suffix."""
    match suffix.lower():
        case ".pdf":
            from kpdesk.exports.pdf import as_pdf

            return as_pdf(report).data
        case ".docx":
            from kpdesk.exports.docx import as_docx

            return as_docx(report)
        case ".html" | ".htm":
            from kpdesk.exports.html import as_html

            return as_html(report).encode("utf-8")
        case ".md":
            from kpdesk.exports.markdown import as_markdown

            return as_markdown(report).encode("utf-8")
        case ".json":
            from kpdesk.domain.report import sources_cited
            from kpdesk.exports.citations import csl_json

            return csl_json(sources_cited(report)).encode("utf-8")
    raise UsageError(
        f"A briefing cannot be written as “{suffix or 'a file without a suffix'}”.", f"Use {', '.join(SUFFIXES)}."
    )


def make(
    case: CaseFile, kind: str, *, of: str | None = None, choices: Given = None, out: Path | str, force: bool = False,
    date: str | None = None, keep: bool = True,
) -> Path:  # fmt: skip
    """Write one briefing; the suffix of ``out`` says as what. The same case, choices and date give the same bytes.

    What it held is remembered in the case (``keep``), unless that is open for reading only.
    """
    from kpdesk.services.writing import write_file

    out = Path(out)
    if out.suffix.lower() not in (*SUFFIXES, ".htm"):
        rendered(Report(kind=kind, title="", front=Front(case_name="", made_on="", program="")), out.suffix)
    if out.exists() and not force:
        raise UsageError(f"{out.name} is there already.", "Add --force to replace it, or choose another name.")
    brief = compose(case, kind, of=of, choices=choices, date=date)
    path = write_file(out, rendered(brief.report, out.suffix), force=force)
    if keep and not case.read_only:
        memory.remember(case, kind, brief.of, choices_from(choices), brief.used)
    return path


def subjects(found: Material, kind: str) -> list[tuple[str, str]]:
    """(id, name) of everything that a briefing of this kind can be of, by name."""
    match kind:
        case "actor" | "quotations":
            pairs = [(a.id, a.name) for a in found.actors.values()]
        case "meeting":
            pairs = [(m.id, f"{m.name}, {shown(meeting_dates(m))}") for m in found.meetings.values()]
        case "issue":
            pairs = [(i.id, i.label) for i in found.issues.values()]
        case _:
            return []
    return sorted(pairs, key=lambda p: (p[1].casefold(), p[0]))


def each(
    case: CaseFile, kind: str, folder: Path | str, progress: Progress | None = None, *, choices: Given = None,
    date: str | None = None, force: bool = False, suffix: str = ".pdf", keep: bool = True,
) -> list[Path]:  # fmt: skip
    """One briefing for each actor, meeting or issue of the case into ``folder``; those that would be empty are left out.

    ``progress(share, name)`` is told before each. What is written when it stops stays.
    """
    from kpdesk.services.writing import file_name, write_file

    found, folder, made = material(case), Path(folder), []
    pairs = subjects(found, require_kind(kind))
    if kind == "chronology":
        raise UsageError("A chronology is of the whole case.", "Leave --each out, or choose another kind.")
    folder.mkdir(parents=True, exist_ok=True)
    names: set[str] = set()
    for n, (record_id, name) in enumerate(pairs):
        if progress:
            progress(n / len(pairs), name)
        brief = compose(case, kind, of=record_id, choices=choices, date=date, found=found)
        if not any(kind_ in ("statement", "position", "participation", "outcome") for kind_, _ in brief.used):
            continue
        stem = file_name(name)
        while stem.casefold() in names:
            stem = f"{stem} {len(names)}"
        names.add(stem.casefold())
        made.append(write_file(folder / f"{stem}{suffix}", rendered(brief.report, suffix), force=force))
        if keep and not case.read_only:
            memory.remember(case, kind, brief.of, choices_from(choices), brief.used)
    if progress:
        progress(1.0, "")
    return made
