# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# What the scripts of this folder share. Sourced, never run.

# The root of the repository, whatever folder a script is started from.
# shellcheck disable=SC2034
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)

# Tells pkg-config where Homebrew keeps the formulae that it links nowhere.
use_homebrew_kegs() {
    command -v brew > /dev/null || return 0
    local prefix formula
    prefix=$(brew --prefix)
    for formula in openssl@3 libgcrypt libgpg-error curl; do
        PKG_CONFIG_PATH="$prefix/opt/$formula/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
    done
    export PKG_CONFIG_PATH
}

# swift build, with a line for each file only where a person watches; warnings and errors come in any case.
swift_build() {
    if [ -t 1 ]; then swift build "$@"; else swift build --quiet "$@"; fi
}

# Milliseconds since some fixed moment.
now_ms() {
    if [ -n "${EPOCHREALTIME-}" ]; then
        # The decimal sign follows the locale; the last three digits are microseconds.
        local digits=${EPOCHREALTIME//[!0-9]/}
        printf '%s' "$((digits / 1000))"
    else
        printf '%s' "$(($(date +%s) * 1000))"
    fi
}

# 12345 -> 12.3 s
seconds() { printf '%d.%d s' "$(($1 / 1000))" "$(($1 % 1000 / 100))"; }

stage_names=()
stage_times=()

# Runs a command as a named stage, and says how long it took. A failing stage ends the script with the command's status.
stage() {
    local name=$1 begin elapsed status=0
    shift
    printf '== %s\n' "$name" >&2
    begin=$(now_ms)
    # Not "|| status=$?": that would switch off errexit inside the command, were it a function.
    set +e
    (set -e; "$@")
    status=$?
    set -e
    elapsed=$(($(now_ms) - begin))
    if [ "$status" != 0 ]; then
        printf '== %s: FAILED with status %d after %s\n' "$name" "$status" "$(seconds "$elapsed")" >&2
        exit "$status"
    fi
    printf '== %s: %s\n' "$name" "$(seconds "$elapsed")" >&2
    stage_names+=("$name")
    stage_times+=("$elapsed")
}

# A table of the stages that ran.
stage_summary() {
    local index total=0
    printf '\n%-28s %10s\n' stage time >&2
    for index in "${!stage_names[@]}"; do
        printf '%-28s %10s\n' "${stage_names[index]}" "$(seconds "${stage_times[index]}")" >&2
        total=$((total + stage_times[index]))
    done
    printf '%-28s %10s\n' total "$(seconds "$total")" >&2
}

if [ "$(uname -s)" = Darwin ]; then use_homebrew_kegs; fi
