"""Meetings: joined, kept apart, linked, named."""

from kpdesk.domain.draft import Known, KnownMeeting
from kpdesk.extract import meetings
from tests.extract.readings import needs_model, read

pytestmark = needs_model


def found(text, published="2011-10", known=None):
    """The meetings of a text."""
    return meetings.find(read(text, published, known))[0]


def test_several_mentions_are_one_meeting_past_and_future_are_two():
    """The June meeting is over; the plenary is to come."""
    text = "NGOs walked out of a June meeting in Kinshasa of the Kimberley Process. The meeting failed. They will boycott the next plenary in November."
    past, future = found(text)
    assert len(past.mentions) == 2
    assert (past.reference, past.kind) == ("meeting/2011-kinshasa-intersessional", "intersessional")
    assert (future.kind, future.when) == ("plenary", "2011-11")


def test_a_first_day_is_counted_back_from_the_last():
    """Five days that ended on a Friday began on a Monday."""
    (meeting,) = found(
        "The Kimberley Process ended its plenary in Harare on Friday. Delegates spent five days there.", "2023-11-13"
    )
    assert meeting.when == "2023-11-06/2023-11-10"


def test_the_cases_own_meeting_is_found():
    """Place and month agree."""
    known = Known(
        meetings=(
            KnownMeeting(
                id="m9", name="Plateau talks", kind="other", place="Gatineau", start="2010-06-02", end="2010-06-03"
            ),
        )
    )
    (meeting,) = found("They walked out of a meeting in Gatineau in June.", "2010-07-12", known)
    assert meeting.record == "m9"


def test_a_meeting_is_named_for_people():
    """Series, kind, place and date as known."""
    reading = read("The Kimberley Process will hold its plenary in Kinshasa in November.", "2011-10")
    (meeting,), _ = meetings.find(reading)
    assert meetings.title(meeting, reading) == "KP plenary, Kinshasa, November 2011"
