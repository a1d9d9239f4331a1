#!/bin/sh
# Run once by the PostgreSQL image: the app's own role, which is no superuser, and its database. The app knows POSTGRES_PASSWORD;
# nobody becomes superuser with it.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$POSTGRES_PASSWORD" --username postgres <<'SQL'
create role sei login password :'password';
create database sei owner sei;
alter role postgres password null;
SQL
