#!/bin/sh
# Who needs you this week, as a mail; nothing when nobody does.
# Usage: monday-mail.sh ADDRESS     (wants a `mail` command: mailutils, s-nail, msmtp-mta)
set -eu

to=${1:?who gets the mail?}

# `due --check` says nothing; it succeeds when someone is due.
if allies due --check; then
    allies due --all | mail -s "Allies: $(allies due --count) waiting for you" "$to"
fi
