#!/bin/sh
# Makes an office's database on this server: the database, its owner, and the group of its desks.
#   sudo -u postgres ./make-office.sh NAME
# The owner's password is asked for. Then let the program make the tables, as the owner (README.md, step 4).
# Run again, it makes what is missing and asks for the owner's password anew.
set -eu
name=${1:?the name of the database, as anumodon} owner=${1}_owner
case $name in *[!a-z0-9_]*) echo "Only small letters, digits and _, please." >&2; exit 2;; esac

others=$(psql -qAt -v ON_ERROR_STOP=1 -d postgres <<SQL
SELECT pg_get_userbyid(datdba) FROM pg_database
WHERE datname = '$name' AND pg_get_userbyid(datdba) <> '$owner';
SQL
)
if [ -n "$others" ]; then
    echo "There is a database $name already, and it is $others's. Please choose another name." >&2
    exit 2
fi
psql -q -v ON_ERROR_STOP=1 -v name="$name" -v owner="$owner" -v desks="${name}_desks" -d postgres <<'SQL'
SELECT format('CREATE ROLE %I LOGIN NOINHERIT', :'owner') WHERE to_regrole(:'owner') IS NULL \gexec
SELECT format('CREATE ROLE %I NOLOGIN', :'desks') WHERE to_regrole(:'desks') IS NULL \gexec
SELECT format('CREATE DATABASE %I OWNER %I TEMPLATE template0', :'name', :'owner')
    || ' ENCODING ''UTF8'' LOCALE ''C.UTF-8'''
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"name" TO :"desks";
\connect :"name"
ALTER SCHEMA public OWNER TO :"owner";
REVOKE ALL ON SCHEMA public FROM PUBLIC;
SQL
echo "The password of $owner, for making and upgrading the tables:"
psql -q -d postgres -c "SET password_encryption = 'scram-sha-256'" -c "\\password $owner"
