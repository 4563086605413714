#!/bin/sh
# Makes .venv with the pinned versions. Safe to run again. What the system lacks is said in one line.
set -eu

say() { printf 'kpdesk: %s\n' "$1" >&2; }

python=
for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3.14 python3; do
  command -v "$candidate" >/dev/null 2>&1 || continue
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  say "Python 3.11 or newer is needed. On Debian or Ubuntu: apt install python3 python3-venv; on macOS: brew install python@3.12."
  exit 1
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  say "Python's venv module is missing. On Debian or Ubuntu: apt install python$version-venv (or python3-venv)."
  exit 1
fi

if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  say "making .venv with $("$python" --version)"
  rm -rf .venv
  "$python" -m venv .venv
fi
say "installing the pinned packages (a few minutes the first time)"
log=.venv/setup.log
if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock >"$log" 2>&1 ||
  ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . >>"$log" 2>&1
then
  tail -n 3 "$log" >&2
  say "installing failed; $log has the whole story. Check that this machine can reach a package index, then run it again."
  exit 1
fi
say "ready"
