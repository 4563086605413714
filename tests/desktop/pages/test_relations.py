"""The picture of who belongs to whom."""

from __future__ import annotations

from kpdesk.desktop.main_window import MainWindow
from kpdesk.domain.records import Affiliation
from kpdesk.store.case import CaseFile
from tests.builders import an_actor, put


def test_every_tie_is_a_button_and_in_words(window: MainWindow, case: CaseFile) -> None:
    """Nothing overlaps, nothing is said by lines alone."""
    ana = case.all("actor", name="Ana Sithole")[0]
    bodies = [put(case, an_actor(name=f"Body {n}", kind="ngo")) for n in range(4)]
    for body in bodies:
        put(case, Affiliation(member_id=ana.id, of_id=body.id, role="Coordinator"))
    window.desk.go("actors", actor_id=ana.id)
    view = window.pages["actors"].view
    view.show_tab("relations")
    picture = view.relations
    picture.resize(700, 500)
    assert "Body 2, Coordinator" in picture.accessibleDescription()
    boxes = [made.geometry() for made, *_ in picture._ties] + [picture._middle.geometry()]
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])
    assert all(picture.rect().contains(box) for box in boxes)
    picture._ties[0][0].click()
    assert view.heading.text() == "Body 0"


def test_without_ties_it_says_what_to_do(window: MainWindow, case: CaseFile) -> None:
    """No empty frame."""
    window.desk.go("actors", actor_id=case.all("actor", name="Ana Sithole")[0].id)
    view = window.pages["actors"].view
    view.show_tab("relations")
    assert view.relations._none.isVisible()
    assert view.relations._middle is None


def test_long_names_end_in_an_ellipsis_and_what_finds_no_room_is_counted(window: MainWindow, case: CaseFile) -> None:
    """Twelve members: nine with a line of their own for the role, and how many more there are."""
    body = put(case, an_actor(name="Federation of Associations of Example Miners and Traders of the North", kind="ngo"))
    for n in range(12):
        member = put(case, an_actor(name=f"Member {n} of the Executive Committee of the Federation"))
        put(case, Affiliation(member_id=member.id, of_id=body.id, role="delegate to the standing committee"))
    window.desk.go("actors", actor_id=body.id)
    view = window.pages["actors"].view
    view.show_tab("relations")
    picture = view.relations
    assert picture._more["left"].text() == "+3 more in the overview"
    nodes = [picture._middle, *(made for made, *_ in picture._ties)]
    assert all(made.text().endswith("…") and made.sizeHint().width() <= made.width() + 16 for made in nodes)
    assert picture.minimumHeight() >= picture._more["left"].geometry().bottom()
