#!/usr/bin/env bash
# Runs a command on an X server of its own, with a window manager so that focus and keys are real.
set -euo pipefail
unset WAYLAND_DISPLAY
export QT_QPA_PLATFORM=xcb
exec xvfb-run -a -s "-screen 0 1366x768x24 -nolisten tcp" bash -c '
    openbox --sm-disable >/dev/null 2>&1 &
    manager=$!
    status=0
    "$@" || status=$?
    kill "$manager" 2>/dev/null || true
    exit "$status"' with_display "$@"
