#!/bin/sh
# Makes an office's database on this server: the database, its owner, and the group of its desks.
#   sudo -u postgres ./make-office.sh NAME
# The owner's password is asked for. Then let the program make the tables, as the owner (README.md, step 2).
set -eu
name=${1:?the name of the database, as anumodon}
case $name in *[!a-z0-9_]*) echo "Only small letters, digits and _, please." >&2; exit 2;; esac

psql -v ON_ERROR_STOP=1 -v name="$name" -v owner="${name}_owner" -v desks="${name}_desks" -d postgres <<'SQL'
SET password_encryption = 'scram-sha-256';
CREATE ROLE :"owner" LOGIN NOINHERIT;
CREATE ROLE :"desks" NOLOGIN;
CREATE DATABASE :"name" OWNER :"owner" TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"name" TO :"desks";
\connect :"name"
ALTER SCHEMA public OWNER TO :"owner";
REVOKE ALL ON SCHEMA public FROM PUBLIC;
SQL
echo "The password of ${name}_owner, for making and upgrading the tables:"
psql -q -d postgres -c "\\password ${name}_owner"
