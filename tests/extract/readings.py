"""Parsed texts for the tests of extraction."""

from __future__ import annotations

import functools

import pytest

from kpdesk.domain.draft import Known
from kpdesk.extract import actors, gazetteer, governments, pipeline, reference
from kpdesk.extract.cast import Cast
from kpdesk.extract.cleaning import clean
from kpdesk.extract.describe import Describer
from kpdesk.extract.reading import Reading

needs_model = pytest.mark.skipif(not pipeline.is_available(), reason="no language model is installed")


@functools.lru_cache(maxsize=64)
def read(text: str, published: str | None = None, known: Known | None = None) -> Reading:
    """A text as every step of extraction sees it."""
    known = known or Known()
    listed = reference.load()
    doc = pipeline.load()(clean(text).text)
    return Reading(
        doc=doc, published=published, known=known, reference=listed, gazetteer=gazetteer.build(known, listed)
    )


def cast_of(reading: Reading) -> tuple[Cast, Describer]:
    """The cast of a text after names, governments and descriptions."""
    cast, countries = actors.collect(reading)
    governments.add(reading, cast, countries)
    describer = Describer(reading, cast)
    describer.notice()
    return cast, describer
