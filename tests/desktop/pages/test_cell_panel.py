"""The panel beside matrix and network: each position with its words, who claims it, and a way to the text."""

from PySide6.QtWidgets import QLabel, QPushButton

from kpdesk.desktop.pages.cell_panel import CellPanel


def test_a_cell_s_positions_are_listed_with_words_and_claimant(desk, case, qtbot):
    """And lead to their characters."""
    desk.take_case(case)
    panel = CellPanel(desk)
    qtbot.addWidget(panel)
    position = case.all("position")[0]
    panel.show_cell(position.holder_id, "Government", position.issue_id, "Export ban", "oppose", reviewed_only=False)
    words = [made.text() for made in panel.findChildren(QLabel)]
    assert "“rejects an export ban”" in words
    assert "claimed by Ana Sithole · The Example" in words
    show = next(made for made in panel.findChildren(QPushButton) if made.text() == "Show")
    with qtbot.waitSignal(desk.evidence_asked) as told:
        show.click()
    assert [a.quote for a in told.args[0]] == ["rejects an export ban"]


def test_rows_can_be_clicked_and_the_panel_closed(desk, case, qtbot):
    """Pairs of the network."""
    desk.take_case(case)
    panel = CellPanel(desk)
    qtbot.addWidget(panel)
    seen = []
    panel.show_rows("Zimbabwe", "agrees with 2", [("Canada: differ on 1", lambda: seen.append("canada"))])
    next(made for made in panel.findChildren(QPushButton) if made.text().startswith("Canada")).click()
    assert seen == ["canada"]
    with qtbot.waitSignal(panel.closed):
        panel.leave()
    assert panel.isHidden()
