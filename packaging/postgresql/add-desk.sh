#!/bin/sh
# Adds a desk to an office's database: a role of its own, so that it can be locked out alone.
#   sudo -u postgres ./add-desk.sh NAME DESK
# The desk's password is asked for; the program asks for it once and keeps it in the desk's keyring.
# Run again for a desk that is there, it asks for a new password and leaves the rest.
set -eu
name=${1:?the name of the database, as anumodon} desk=${2:?the name of the desk, as desk_1}
case $name$desk in *[!a-z0-9_]*) echo "Only small letters, digits and _, please." >&2; exit 2;; esac

# Roles are the whole server's: a name that is another office's, or somebody's, must not become this desk's.
known=$(psql -qAt -v ON_ERROR_STOP=1 -d postgres <<SQL
SELECT CASE WHEN bool_or(groups.rolname = '${name}_desks') THEN 'ours' ELSE 'others' END
FROM pg_roles roles
LEFT JOIN pg_auth_members ON member = roles.oid LEFT JOIN pg_roles groups ON groups.oid = roleid
WHERE roles.rolname = '$desk' GROUP BY roles.oid;
SQL
)
case $known in
others)
    echo "There is a role $desk on this server that is no desk of $name." >&2
    echo "Please choose another name, as ${name}_$desk." >&2
    exit 2;;
ours) echo "$desk is a desk of $name already; only its password is made anew.";;
*) psql -q -v ON_ERROR_STOP=1 -v desk="$desk" -v desks="${name}_desks" -d postgres <<'SQL'
BEGIN;
CREATE ROLE :"desk" LOGIN CONNECTION LIMIT 20;
GRANT :"desks" TO :"desk";
COMMIT;
SQL
esac
psql -q -d postgres -c "SET password_encryption = 'scram-sha-256'" -c "\\password $desk"
# In a container the host's name is the container's number, which no desk reaches.
server=$(hostname -f)
[ ! -e /.dockerenv ] && [ ! -e /run/.containerenv ] || server=SERVER
echo "Address of this desk, with the server's name as its certificate has it: postgresql://$desk@$server/$name"
