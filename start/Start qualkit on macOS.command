#!/bin/sh
# Double-click in Finder. The first time macOS may ask: right-click, Open.
cd "$(dirname "$0")/.." || exit 1
exec sh start/start.sh
