#!/bin/sh
# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
# Finds which Debian packages Qt's window plugin needs and are missing; installs them as root, or names the one command.
set -eu

needed="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-xinerama0 libxcb-shape0 libxkbcommon-x11-0 libegl1 libgl1 libdbus-1-3 libfontconfig1"

command -v dpkg-query >/dev/null 2>&1 || { echo "Not a Debian machine: make sure that Qt's libraries for a window are there."; exit 0; }
missing=""
for package in $needed; do
    dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
install="apt-get install --yes --no-install-recommends$missing"
if [ "$(id -u)" -eq 0 ]; then
    echo "Installing what Qt needs:$missing"
    apt-get update --quiet=2
    DEBIAN_FRONTEND=noninteractive $install --quiet=2 >/dev/null
else
    echo "Qt needs a few packages of the system. Install them with this one command, then run make again:"
    echo "  sudo $install"
    # The off-screen platform needs only these; without them nothing can run.
    case "$missing" in *libegl1*|*libgl1*|*libfontconfig1*|*libdbus-1-3*) exit 3;; esac
fi
