#!/bin/sh
# Removes what was made here. Data (var/) only after a yes, and never while the house runs.
set -eu
cd "$(dirname "$0")/.."

if [ -d var ]; then
    printf 'Delete the data, logs and secret of this house too (var/)? Type yes to delete: '
    answer=no
    read -r answer || true
    if [ "$answer" = yes ]; then
        [ ! -x .venv/bin/zuidwest ] || .venv/bin/zuidwest delete-data --yes
        rm -rf var
        echo 'The data is deleted.'
    else
        echo 'The data is kept.'
        if [ -x .venv/bin/zuidwest ]; then .venv/bin/zuidwest stop; fi
    fi
fi
rm -rf .venv .tools frontend/assets/node_modules frontend/assets/dist benchmarks/work
rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
find . -name __pycache__ -type d -prune -exec rm -rf {} +
echo 'Clean.'
