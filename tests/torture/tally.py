"""What all blows together did, as ``build/torture.json`` has it."""

from __future__ import annotations

from dataclasses import dataclass, field

WANTED = ("kills", "power_cuts", "disk_full", "io_errors", "flips", "fuzz_inputs")
UNWANTED = ("lost", "corrupt", "unexpected_exceptions", "network_attempts", "undetected_flips")


@dataclass
class Tally:
    """Counts by name; details of whatever should not have been."""

    counts: dict[str, int | None] = field(default_factory=lambda: dict.fromkeys((*WANTED, *UNWANTED), 0))
    details: list[str] = field(default_factory=list)

    def add(self, name: str, number: int = 1) -> None:
        self.counts[name] = (self.counts.get(name) or 0) + number

    def judged(self, verdict: tuple[str, str], where: str) -> None:
        """Take a verdict of ``deeds.verdict``; "ok" counts nothing."""
        what, detail = verdict
        if what != "ok":
            self.bad(what, f"{where}: {detail}")

    def bad(self, name: str, detail: str) -> None:
        self.add(name)
        if len(self.details) < 100:
            self.details.append(f"{name}: {detail}"[:500])

    @property
    def clean(self) -> bool:
        return not any(self.counts[name] for name in UNWANTED)
