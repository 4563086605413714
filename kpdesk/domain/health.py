"""What a check of a case file found, as values and as sentences, and what came of saving a damaged one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kpdesk.domain.wording import counted

# What a check counts, in the words for one of it and for more.
COUNTED = {
    "records": ("record",),
    "texts and files": ("text or file", "texts and files"),
    "anchors": ("anchor",),
    "changes in the log": ("change in the log", "changes in the log"),
    "search entries": ("search entry", "search entries"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not as it was written. ``record`` is (kind, id) where it is about one record."""

    area: str  # structure, links, records, texts, anchors, log, search
    message: str
    record: tuple[str, str] | None = None
    repairable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What was looked at and what was found. ``repaired`` holds sentences on what was put right."""

    findings: tuple[Finding, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    repaired: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.findings

    @property
    def repairable(self) -> bool:
        return any(f.repairable for f in self.findings)

    def lines(self, most: int = 20, *, mend: str = "“kpdesk check --repair” can rebuild part of this.") -> list[str]:
        """The report in plain sentences; of many findings in one area, ``most`` are shown. ``mend`` says what can be done."""
        shown = list(self.repaired)
        seen: Counter[str] = Counter()
        for finding in self.findings:
            seen[finding.area] += 1
            if seen[finding.area] <= most:
                shown.append(finding.message)
        shown += [f"… and {n - most} more about {area}." for area, n in seen.items() if n > most]
        looked = ", ".join(counted(n, *COUNTED[what]) for what, n in self.counts.items())
        if self.ok:
            return [*shown, f"The case is whole. Checked: {looked}."]
        advice = mend if self.repairable else "Restore a backup."
        number = counted(len(self.findings), "finding")
        return [*shown, f"{number}. Checked: {looked}. {advice}" if looked else f"{number}. {advice}"]


@dataclass(kw_only=True)
class Salvage:
    """What came over, what is lost for certain, and what was left out because it rests on something lost."""

    saved: dict[str, int] = field(default_factory=dict)
    from_log: int = 0
    unreadable: int = 0  # rows that are there and cannot be read or do not fit their hash
    loose: int = 0  # whole records that rest on a lost one
    texts: int = 0
    damaged_texts: int = 0  # kept as they could be read
    lost_texts: int = 0

    @property
    def whole(self) -> bool:
        return not (self.unreadable or self.loose or self.damaged_texts or self.lost_texts)
