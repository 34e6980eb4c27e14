#!/bin/sh
# Sees to what pip cannot install: Pango for PDF, Python's venv module, and for the tests pdftotext and pdftoppm.
# Usage: system-packages.sh letter|test PYTHON
#
# Debian and Ubuntu: installs what is missing with apt-get, as root or with a sudo that asks for no password.
# macOS: installs it with Homebrew. Elsewhere, or without the right to install: says what to install, and fails.
set -eu

purpose=$1
python=$2

loads() {
    "$python" -c 'import ctypes, sys; [ctypes.CDLL(name) for name in sys.argv[1:]]' "$@" >/dev/null 2>&1
}

has_pango() {
    case $(uname -s) in
    Darwin)
        for folder in /opt/homebrew/lib /usr/local/lib /opt/local/lib; do
            [ ! -e "$folder/libpango-1.0.dylib" ] || return 0
        done
        return 1
        ;;
    *) loads libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0 ;;
    esac
}

has_venv() { "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; }

has_poppler() { command -v pdftotext >/dev/null && command -v pdftoppm >/dev/null; }

debian='' brew='' words=''
if ! has_pango; then
    debian="$debian libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    brew="$brew pango"
    words="$words
  Pango 1.44 or newer with HarfBuzz (Fedora, Arch, Alpine: the package pango)"
fi
if ! has_venv; then
    debian="$debian $("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    words="$words
  the venv and ensurepip modules of $python"
fi
if [ "$purpose" = test ] && ! has_poppler; then
    debian="$debian poppler-utils"
    brew="$brew poppler"
    words="$words
  pdftotext and pdftoppm (Fedora, Alpine: poppler-utils; Arch: poppler)"
fi
[ -n "$words" ] || exit 0

stop() {
    printf 'Missing on this computer:%s\n' "$words" >&2
    [ -z "$1" ] || printf 'Install it with\n  %s\n' "$1" >&2
    echo "and run make again." >&2
    exit 1
}

# The lists of packages are lists of words from here on.
# shellcheck disable=SC2086
if command -v apt-get >/dev/null; then
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || stop "sudo apt-get install --no-install-recommends$debian"
        as_root='sudo -n'
    fi
    echo "Installing$debian" >&2
    $as_root apt-get update -qq >&2 || true
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $debian >&2 ||
        stop "sudo apt-get install --no-install-recommends$debian"
elif [ "$(uname -s)" = Darwin ] && [ -n "$brew" ]; then
    command -v brew >/dev/null || stop "brew install$brew    (brew comes from https://brew.sh)"
    echo "Installing$brew" >&2
    brew install $brew >&2 || stop "brew install$brew"
else
    stop ''
fi
