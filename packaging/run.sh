#!/usr/bin/env bash
# Opens the workstation; with no display, does the whole job on the demo data instead.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec .venv/bin/anumodon
fi
exec .venv/bin/anumodon demo out --lang "${ANUMODON_LANG:-en}"
