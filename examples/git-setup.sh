#!/bin/sh
# Keeps the book in git, merged by what it means: two branches that each log a row merge by
# themselves, and only a true conflict leaves markers.
# Usage: git-setup.sh [FOLDER]     (the folder of allies.toml; default: where you are)
set -eu

cd "${1:-.}"
[ -d .git ] || git init -q

# Which files the driver merges is part of the repository …
line='allies.toml merge=allies'
grep -qsxF "$line" .gitattributes || echo "$line" >> .gitattributes

# … and the driver is a setting of each clone, so that no repository can run programs.
git config merge.allies.name 'people, rows and fields of an allies book'
git config merge.allies.driver 'allies merge %O %A %B --name %P'
