#!/bin/sh
# Chromium for the browser tests: used where it is there, installed where that is allowed.
set -eu
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    if apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; then
        exit 0
    fi
fi
echo "the browser tests need Chromium, and it can't be installed here; install it with:" >&2
echo "  sudo apt-get install chromium    (Debian, Ubuntu)" >&2
echo "  brew install --cask chromium     (macOS)" >&2
exit 1
