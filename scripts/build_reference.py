#!/usr/bin/env python3
"""Build kpdesk/extract/reference_data.json from the researchers' tables.

    build_reference.py FOLDER_OF_CSV [OUT]

Facts ship with their source and confidence. Rows and names marked unverified, lists of who usually
supports what, and gender do not ship. A partial row keeps its note. Keys are made once: a key that an
earlier file holds for the same record is kept.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "kpdesk" / "extract" / "reference_data.json"
KINDS = {"industry": "organisation", "other": "organisation", "government body": "government"}
NOTE_KINDS = (
    ("misspelling", "misspelling"),
    ("misprint", "misspelling"),
    ("garbled", "misspelling"),
    ("error", "misspelling"),
    ("wrong", None),
    ("unverified", None),
    ("joint venture", None),
    ("old authority", None),
    ("ambiguous", "ambiguous"),
    ("metonym", "metonym"),
    ("former", "former"),
    ("predecessor", "former"),
    ("until", "former"),
    ("merged", "former"),
    ("old", "former"),
    ("since", "full"),
    ("variant", "full"),
    ("fr", "translation"),
)
Row = dict[str, str]
Json = dict[str, Any]


def rows(folder: Path, name: str) -> list[Row]:
    with (folder / name).open(encoding="utf-8", newline="") as handle:
        return [row for row in csv.DictReader(handle) if row["confidence"] != "unverified"]


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def parts(cell: str) -> list[str]:
    """Cells separate by semicolons; a semicolon inside brackets does not."""
    return [p.strip() for p in re.split(r";(?![^(]*\))", cell) if p.strip()]


def alias(text: str) -> list[Json]:
    """One alias cell as names: ``Partnership Africa Canada (PAC) until Oct 2017`` is a former name and its acronym."""
    if " / " in text and text.endswith("(predecessor)"):
        halves = text.removesuffix("(predecessor)").split(" / ")
        return [{**n, "kind": "former"} for half in halves for n in alias(half.strip())]
    match = re.fullmatch(r"(.+?)\s*(?:\(([^)]*)\))?\s*((?:until|since)\b.*)?", text)
    name, note, tail = (match[1], match[2] or "", match[3] or "") if match else (text, "", "")
    for word in ("formerly ", "later "):
        if name.startswith(word):
            name, tail = name.removeprefix(word), "former"
    kind: str | None = "acronym" if re.fullmatch(r"[A-Z][A-Z&.\- ]{1,7}", name) else "full"
    acronym = re.match(r"[A-Z]{2,7}\b", note)
    for word, its in NOTE_KINDS:
        if re.search(rf"\b{word}", f"{note} {tail}", re.IGNORECASE):
            kind = its
            break
    if kind is None:
        return []
    found: list[Json] = [{"text": name, "kind": kind}]
    if acronym:
        found.append({"text": acronym[0], "kind": "acronym" if kind == "full" else "former"})
    if "until" in tail or "since" in tail:
        found = [{**n, "note": tail} for n in found]
    return found


def names(row: Row, *cells: str) -> list[Json]:
    found: list[Json] = []
    for cell in cells:
        for text in parts(row.get(cell, "")):
            for name in [{"text": text, "kind": "acronym"}] if cell == "abbreviations" else alias(text):
                if name["text"] not in {n["text"] for n in found}:
                    found.append(name)
    return found


def fact(row: Row, key: str, **fields: Any) -> Json:
    note = row.get("notes", "").strip() if row["confidence"] == "partial" else ""
    body = {
        "key": key,
        **fields,
        "source": parts(row["source"].replace(" ; ", ";")),
        "confidence": row["confidence"],
        "note": note,
    }
    return {k: v for k, v in body.items() if v not in ("", None)}


def countries(folder: Path) -> list[Json]:
    """Participants with their facts, then every other country, which is known by name only."""
    with (HERE / "countries.tsv").open(encoding="utf-8") as handle:
        world = [line.rstrip("\n").split("\t") for line in handle if line.strip()]
    by_code = {r[0]: r for r in world}
    found: list[Json] = []
    for row in rows(folder, "participants.csv"):
        code = parts(row["iso_codes"])[0]
        name = re.sub(r"^(.+), ((?:Democratic )?Republic of(?: the)?)$", r"\2 \1", row["participant"])
        adjectives = set(by_code[code][2].split(",")) if code in by_code else set()
        own = [
            {**n, "kind": "adjective"} if n["text"].removesuffix("s") in adjectives else n
            for n in names(row, "aliases")
        ]
        kind = "intergovernmental" if code == "EU" else "government"
        extra = {"status": row["status_2026"], "joined": row["joined"], "about": row["status_notes"]}
        found.append(fact(row, f"country/{code.lower()}", name=name, kind=kind, country=code, names=own, **extra))
    have = {c["country"] for c in found}
    for code, name, adjectives, capitals in world:
        if code not in have:
            found.append(
                {
                    "key": f"country/{code.lower()}",
                    "name": name,
                    "kind": "government",
                    "country": code,
                    "names": [],
                    "source": [],
                    "confidence": "name only",
                }
            )
        entry = next(c for c in found if c["country"] == code)
        taken = {n["text"] for n in entry["names"]}
        entry["names"] += [{"text": a, "kind": "adjective"} for a in adjectives.split(",") if a and a not in taken]
        entry["capitals"] = [c for c in capitals.split(",") if c]
    return found


def organisations(folder: Path, codes: dict[str, str]) -> list[Json]:
    listed = rows(folder, "organisations.csv")
    canonical = {r["name"] for r in listed}
    found = []
    for row in listed:
        if "not an actor" in row["notes"]:
            continue
        own = [n for n in names(row, "abbreviations", "aliases") if n["text"] not in canonical]
        kind = KINDS.get(row["type"], row["type"])
        extra = {
            "country": codes.get(row["country"]),
            "about": row["role_in_kp"],
            "joined": row["joined"],
            "left": row["left"],
        }
        found.append(fact(row, f"organisation/{slug(row['name'])}", name=row["name"], kind=kind, names=own, **extra))
    return found


def people(folder: Path, codes: dict[str, str]) -> list[Json]:
    return [
        fact(
            row,
            f"person/{slug(row['name'])}",
            name=row["name"],
            kind="person",
            names=names(row, "aliases"),
            role=row["role"],
            organisation=row["organisation"],
            country=codes.get(row["country"]),
            years=row["years_active"],
        )
        for row in rows(folder, "people.csv")
    ]


def meetings(folder: Path) -> list[Json]:
    found = []
    for row in rows(folder, "meetings.csv"):
        year, kind = row["start"][:4] or "undated", row["kind"].replace("-", "_")
        key = f"meeting/{year}-{slug(row['city'].split(',')[0] or row['country'] or row['title'])}-{row['kind']}"
        extra = {"place": row["city"], "country": row["country_code"], "start": row["start"], "end": row["end"],
                 "chair_country": row["chair_country"], "about": row["notable_events"]}  # fmt: skip
        found.append(fact(row, key, name=row["title"], kind=kind, **extra))
    return found


def issues(folder: Path) -> list[Json]:
    return [
        fact(
            row,
            f"issue/{row['key']}",
            name=row["key"],
            label=row["label"],
            description=row["description"],
            support_means=row["support_means"],
            phrases=parts(row["keywords_phrases"]),
            years=row["years"],
        )
        for row in rows(folder, "issues.csv")
    ]


def chairs(folder: Path) -> list[Json]:
    return [
        fact(
            row,
            f"chair/{row['year']}-{slug(row['chair_person'] or row['country'])}",
            name=row["chair_person"],
            year=row["year"],
            country=row["country_code"],
            vice=row["vice_chair_country"],
        )
        for row in rows(folder, "chairs.csv")
    ]


def unique(data: dict[str, list[Json]]) -> None:
    seen: set[str] = set()
    for entries in data.values():
        for entry in entries:
            key, n = entry["key"], 2
            while entry["key"] in seen:
                entry["key"], n = f"{key}-{n}", n + 1
            seen.add(entry["key"])


def build(folder: Path) -> dict[str, Any]:
    states = countries(folder)
    codes = {s["name"]: s["country"] for s in states} | {"Cote d'Ivoire": "CI"}
    data = {"countries": states, "organisations": organisations(folder, codes), "people": people(folder, codes),
            "meetings": meetings(folder), "chairs": chairs(folder), "issues": issues(folder)}  # fmt: skip
    unique(data)
    return {"format": "kpdesk-reference/1", **data}


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    out = Path(arguments[1]) if len(arguments) > 1 else OUT
    data = build(Path(arguments[0]))
    out.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(", ".join(f"{len(v)} {k}" for k, v in data.items() if isinstance(v, list)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
