#!/bin/sh
# Looks for a Python that is new enough and hands over to start.py; the window stays open where something went wrong.
for candidate in python3 python3.14 python3.13 python3.12 python3.11 /opt/homebrew/bin/python3 /usr/local/bin/python3; do
  if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    "$candidate" start/start.py && exit 0
    echo "Press Enter to close this window."
    read -r _
    exit 1
  fi
done
echo "qualkit needs Python 3.11 or newer, and none was found on this computer."
echo "Get it from https://www.python.org/downloads/ (or: apt-get install python3 python3-venv), then double-click here again."
echo "Press Enter to close this window."
read -r _
exit 1
