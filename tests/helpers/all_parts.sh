#!/usr/bin/env bash
# Runs every part of `make test`: beside the rest lint, which is one process and would leave a core idle, and
# then what needs a display or a keyring, which mostly waits.
# The rest is shown as it runs, the others when they have ended, and the last lines say how each ended.
set -uo pipefail
logs=build/tests
rm -rf "$logs" && mkdir -p "$logs"

# Every commit of a test waits for the disk, some three milliseconds each. Memory keeps what need not outlive a test.
if [ "$(df --output=avail -k /dev/shm 2>/dev/null | tail -1)" -gt 4000000 ] 2>/dev/null; then
    TMPDIR=$(mktemp -d /dev/shm/anumodon-XXXXXX)
    chmod 711 "$TMPDIR"  # PostgreSQL's own user has its folder there
    export TMPDIR
fi
beside=
ending() {
    [ -z "$beside" ] || kill "$beside" 2>/dev/null
    case "${TMPDIR-}" in /dev/shm/anumodon-*) rm -rf "$TMPDIR" ;; esac
}
trap ending EXIT

run() {  # the parts in turn, each with a log of its own; not 0 if one failed
    local failed=0
    for part in "$@"; do
        echo "== $part"
        make --no-print-directory "$part" 2>&1 | tee "$logs/$part" || { failed=1; touch "$logs/$part.failed"; }
    done
    return $failed
}

run lint window keyring > "$logs/beside" &
beside=$!
run unit postgresql
status=$?
wait "$beside" || status=1
beside=
cat "$logs/beside"

echo
for part in lint unit postgresql window keyring; do
    ended=ok; [ -e "$logs/$part.failed" ] && ended=FAILED
    printf '%-11s %-7s %s\n' "$part" "$ended" "$(grep -E '^[0-9]+ (passed|failed).* in [0-9.]+s' "$logs/$part" | tail -1)"
done
exit $status
