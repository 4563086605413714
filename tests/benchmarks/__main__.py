"""``python -m tests.benchmarks NAME`` measures, prints, and writes ``build/bench/NAME.json``."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

from tests.benchmarks.calibration import calibration_s

HERE = Path(__file__).parent


def main(words: list[str]) -> int:
    names = sorted(p.stem.removeprefix("bench_") for p in HERE.glob("bench_*.py"))
    if len(words) != 1 or words[0] not in names:
        print(f"name one of: {', '.join(names)}", file=sys.stderr)
        return 2
    figures = dict(importlib.import_module(f"tests.benchmarks.bench_{words[0]}").measure())
    figures["calibration"] = (calibration_s(), "s")
    out = Path("build/bench") / f"{words[0]}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    shown = {key: {"value": None if v is None else round(v, 4), "unit": unit} for key, (v, unit) in figures.items()}
    out.write_text(json.dumps(shown, indent=1) + "\n", "utf-8")
    for key, figure in shown.items():
        print(f"{key:24} {figure['value']} {figure['unit']}")
    print(f"written to {out.as_posix()}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
