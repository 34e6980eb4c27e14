#!/bin/sh
# Prints the first Python of this computer that is new enough, or says what is needed and fails.
# Usage: find-python.sh        PYTHON in the environment names the one to take.
set -eu

new_enough='import sys; sys.exit(sys.version_info < (3, 11))'

for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if "$python" -c "$new_enough" >/dev/null 2>&1; then
        command -v "$python"
        exit 0
    fi
done

found=$("${PYTHON:-python3}" --version 2>&1) || found="no ${PYTHON:-python3}"
cat >&2 <<MESSAGE
nkadvocate needs Python 3.11 or newer; this computer has $found.

  Debian 12, Ubuntu 24.04 or newer:  sudo apt-get install python3 python3-venv
  Ubuntu 22.04:                      sudo apt-get install python3.11 python3.11-venv
  macOS:                             brew install python pango
  elsewhere:                         https://www.python.org/downloads/

A Python that is not on the search path is named with PYTHON=/path/to/python3 make letter
MESSAGE
exit 1
