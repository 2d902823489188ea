#!/usr/bin/env bash
# Runs a command beside a real, unlocked Secret Service on a bus and in a home of its own.
set -euo pipefail
home=$(mktemp -d)
keyring_daemons() {  # those of this home: the bus may have started one beside ours
    local pid
    for pid in $(pgrep -x gnome-keyring-d || true); do
        grep -qz "^HOME=$home$" "/proc/$pid/environ" 2>/dev/null && echo "$pid"
    done
    return 0
}
trap 'keyring_daemons | xargs -r kill -KILL; rm -rf "$home"' EXIT
chmod 700 "$home"
export ANUMODON_TEST_KEYRING=1
export HOME="$home" XDG_DATA_HOME="$home/.local/share" XDG_RUNTIME_DIR="$home/run" QT_QPA_PLATFORM=offscreen
unset DISPLAY WAYLAND_DISPLAY PYTHON_KEYRING_BACKEND
mkdir -p "$XDG_DATA_HOME/keyrings" "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"
dbus-run-session -- bash -c '
    TEST_BUS_PID=$(pgrep -P "$PPID" -x dbus-daemon)
    export TEST_BUS_PID
    printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
    # --unlock returns 0 even on a wrong password: only a round trip proves it.
    printf proof | secret-tool store --label=proof anumodon proof
    [ "$(secret-tool lookup anumodon proof)" = proof ] || { echo "The test keyring did not unlock." >&2; exit 3; }
    "$@"' with_keyring "$@"
