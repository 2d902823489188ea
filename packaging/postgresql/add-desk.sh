#!/bin/sh
# Adds a desk to an office's database: a role of its own, so that it can be locked out alone.
#   sudo -u postgres ./add-desk.sh NAME DESK
# The desk's password is asked for; the program asks for it once and keeps it in the desk's keyring.
set -eu
name=${1:?the name of the database, as anumodon} desk=${2:?the name of the desk, as desk_1}
case $name$desk in *[!a-z0-9_]*) echo "Only small letters, digits and _, please." >&2; exit 2;; esac

psql -v ON_ERROR_STOP=1 -v desk="$desk" -v desks="${name}_desks" -d postgres <<'SQL'
SET password_encryption = 'scram-sha-256';
CREATE ROLE :"desk" LOGIN CONNECTION LIMIT 20;
GRANT :"desks" TO :"desk";
SQL
psql -q -d postgres -c "\\password $desk"
# In a container the host's name is the container's number, which no desk reaches.
server=$(hostname -f)
[ ! -e /.dockerenv ] && [ ! -e /run/.containerenv ] || server=SERVER
echo "Address of this desk, with the server's name as its certificate has it: postgresql://$desk@$server/$name"
