#!/usr/bin/env bash
# Runs once, on an empty volume: a database and an owner for each that needs one.
set -euo pipefail

database() {
  local name=$1 password=$2 attributes=$3
  psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
    -v name="$name" -v password="$password" <<SQL
CREATE ROLE :"name" LOGIN $attributes PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
SQL
}

# The capture reads the log of this database as its owner, who may replicate.
database shop "$SHOP_PASSWORD" REPLICATION
database metastore "$METASTORE_PASSWORD" ""
database orchestration "$ORCHESTRATION_PASSWORD" ""
