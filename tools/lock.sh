#!/bin/sh
# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
# Renews requirements/*.txt: exact versions with hashes, for every platform, and no word of where they come from.
set -eu

compile() { # output, then what to compile
    output=$1; shift
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
        --no-emit-index-url --no-emit-find-links --output-file "$output" "$@"
}
command -v uv >/dev/null 2>&1 || { echo "uv is needed to renew the lock files: pip install uv"; exit 3; }
compile requirements/runtime.txt pyproject.toml
compile requirements/dev.txt pyproject.toml --group dev
