#!/bin/sh
# Run once by the PostgreSQL image, on an empty volume.
set -eu

psql --no-psqlrc --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres \
  --set=owner="$OWNER_PASSWORD" --set=app="$APP_PASSWORD" <<'SQL'
CREATE ROLE stallholder_owner LOGIN PASSWORD :'owner';
CREATE ROLE stallholder LOGIN PASSWORD :'app';
CREATE DATABASE stallholder OWNER stallholder_owner;
REVOKE ALL ON DATABASE stallholder FROM PUBLIC;
GRANT CONNECT ON DATABASE stallholder TO stallholder;
SQL
