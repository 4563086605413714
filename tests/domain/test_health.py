"""Reports of a check, in sentences."""

from __future__ import annotations

from kpdesk.domain.health import CheckReport, Finding


def test_a_whole_case_is_one_sentence() -> None:
    """With what was looked at."""
    report = CheckReport(counts={"records": 1204, "anchors": 7})
    assert report.ok and report.lines() == ["The case is whole. Checked: 1,204 records, 7 anchors."]


def test_many_findings_are_counted_and_a_repair_is_offered() -> None:
    """The first of an area are shown, the rest counted."""
    findings = tuple(Finding(area="records", message=f"m{n}", repairable=n == 0) for n in range(25))
    lines = CheckReport(findings=findings, counts={"records": 25}).lines(most=3)
    assert lines[:4] == ["m0", "m1", "m2", "… and 22 more about records."]
    assert "25 findings" in lines[-1] and "--repair" in lines[-1]


def test_what_cannot_be_rebuilt_leads_to_a_backup() -> None:
    """The last words say what to do."""
    report = CheckReport(findings=(Finding(area="texts", message="A text is missing."),))
    assert report.lines()[-1].endswith("Restore a backup.")
