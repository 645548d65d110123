#!/bin/sh
# Sets up the project with nothing but python3 (3.11 or newer, with venv): a private uv, then the locked packages.
# Safe to run each time: it ends at once when nothing changed. PYTHON=… chooses another Python.
set -eu
cd "$(dirname "$0")/.."

UV=0.13.9
OLDEST="3.11"

say() { printf '%s\n' "$*"; }
fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

version_of() { "$1" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null || true; }
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        command -v "$PYTHON" || fail "PYTHON=$PYTHON: there is no such program."
        return
    fi
    for name in python3 python3.13 python3.12 python3.11 python3.14; do
        if command -v "$name" >/dev/null 2>&1 && new_enough "$name"; then
            command -v "$name"
            return
        fi
    done
    command -v python3 || fail "python3 is missing. Install Python $OLDEST or newer, then try again."
}

python=$(find_python)
version=$(version_of "$python")
new_enough "$python" ||
    fail "Python $OLDEST or newer is needed, and $python is Python ${version:-(does not run)}.
Install a newer one, or name it: PYTHON=/path/to/python3.12 make run"
"$python" -c 'import venv, ensurepip' 2>/dev/null ||
    fail "$python (Python $version) has no venv module. On Debian and Ubuntu: sudo apt install python3-venv"

# Everything that the result depends on, the place included: programs in .venv hold its path.
wanted="$python $version uv-$UV $(pwd) $(cat pyproject.toml uv.lock | cksum)"
stamp=.tools/set-up
if [ -x .venv/bin/zuidwest ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
    exit 0
fi

rm -f "$stamp"
mkdir -p .tools
if [ "$(.tools/python/bin/uv --version 2>/dev/null | cut -d' ' -f2)" != "$UV" ]; then
    say "Setting up with Python $version: installing uv $UV in .tools/ (1/2)"
    rm -rf .tools/python
    "$python" -m venv .tools/python || fail "Making a virtual environment with $python failed; see above."
    .tools/python/bin/python -m pip install --quiet --disable-pip-version-check "uv==$UV" ||
        fail "Installing uv failed; see above. Is the network there, and does pip need a proxy?"
fi
say "Setting up with Python $version: installing the locked packages in .venv/ (2/2)"
unset VIRTUAL_ENV UV_PROJECT_ENVIRONMENT UV_PYTHON 2>/dev/null || true
UV_PYTHON_DOWNLOADS=never .tools/python/bin/uv sync --locked --python "$python" ||
    fail "Installing the locked packages failed; see above."
printf '%s\n' "$wanted" >"$stamp"
