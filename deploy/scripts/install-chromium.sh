#!/usr/bin/env bash
# Makes sure that there is a Chromium for the browser tests, from the system's packages if need be.
set -euo pipefail

for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then exit 0; fi
done
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo 'installing chromium from the system packages'
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium fonts-noto-core >/dev/null
  exit 0
fi
echo 'The browser tests need Chromium: install the package "chromium" (or set CHROMIUM to a browser and put it on PATH).' >&2
exit 1
