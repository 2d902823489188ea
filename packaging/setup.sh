#!/usr/bin/env bash
# Installs what `make run` (argument: run) or `make test` (argument: test) needs: missing Debian packages,
# then .venv from the lock file with every hash checked, and the compiled rule pack in build/. Does nothing when
# all is there already.
# With the argument ocr, heic or train it adds one of these extras to the .venv that is there; with deb or windows it
# installs only what `make deb` or `make windows` needs of Debian.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:-run}

lock=packaging/requirements.lock
lists=(packaging/debian-run.txt)
if [ "$kind" = test ]; then
    lock=packaging/requirements-dev.lock
    lists+=(packaging/debian-test.txt)
elif [ "$kind" = ocr ]; then
    lists=(packaging/debian-ocr.txt)
elif [ "$kind" = deb ]; then
    lists+=(packaging/debian-deb.txt)
elif [ "$kind" = windows ]; then
    lists=(packaging/debian-windows.txt)
elif [ "$kind" = heic ] || [ "$kind" = train ]; then
    lists=()
fi

install_debian_packages() {
    [ ${#lists[@]} -gt 0 ] || return 0
    command -v dpkg-query >/dev/null || { echo "Not a Debian system: please see that it has the libraries listed in ${lists[*]}." >&2; return 0; }
    local missing=() package
    while read -r package; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done < <(sed 's/#.*//' "${lists[@]}" | awk 'NF {print $1}')
    [ ${#missing[@]} -eq 0 ] && return 0
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { echo "Please install these Debian packages as root and try again: ${missing[*]}" >&2; exit 3; }
        as_root=(sudo)
    fi
    echo "Installing Debian packages: ${missing[*]}"
    "${as_root[@]}" apt-get update -q
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
}

find_python() {
    local candidate
    for candidate in python3 /usr/bin/python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    echo "Anumodon needs Python 3.11 or newer with its venv module." >&2
    exit 3
}

compile_rule_packs() {
    # One with mistakes is for the rule's author to mend: `make lint` and the window tell of them.
    .venv/bin/python -m app.checks.text.compile resources/rulepacks/*/ --into build || true
}

install_locked() {  # by two at once: unpacking keeps a processor busy, and no package waits for another
    local halves failed=0 other
    halves=$(mktemp -d)
    awk -v into="$halves" '/^[A-Za-z0-9]/ {n++} n {print > (into "/" n % 2)}' "$lock"
    # Python compiles what it imports when it first does: that is a fifth of what pip would compile of all this.
    local pip=(.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps --no-compile)
    "${pip[@]}" -r "$halves/0" &
    other=$!
    "${pip[@]}" -r "$halves/1" || failed=1
    wait "$other" || failed=1
    rm -r "$halves"
    return $failed
}

install_debian_packages
if [ "$kind" = deb ] || [ "$kind" = windows ]; then exit 0; fi
if [ "$kind" = ocr ] || [ "$kind" = heic ] || [ "$kind" = train ]; then
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r "packaging/requirements-$kind.lock"
    exit
fi
stamp=".venv/.installed"
# The test lock holds all that the run lock holds, so a tested checkout runs as it is.
wanted="$(cat packaging/requirements.lock packaging/requirements-dev.lock pyproject.toml | sha256sum | cut -c1-16)"
if [ -x .venv/bin/anumodon ] && grep -qx "$wanted test" "$stamp" 2>/dev/null; then compile_rule_packs; exit; fi
if [ "$kind" = run ] && [ -x .venv/bin/anumodon ] && grep -qx "$wanted run" "$stamp" 2>/dev/null; then compile_rule_packs; exit; fi

echo "Setting up .venv ($lock)"
[ -x .venv/bin/python ] || "$(find_python)" -m venv .venv
install_locked
compile_rule_packs &
compiling=$!
.venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-compile --no-build-isolation --no-index -e .
wait "$compiling"
echo "$wanted $kind" > "$stamp"
