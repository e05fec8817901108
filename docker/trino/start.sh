#!/bin/sh
# Puts the configuration together from trino/etc, as the product does on one machine, and starts the server.
# TEMPLATES holds trino/etc, SETTINGS this folder, ETC is written, LAUNCHER is Trino's own.
set -eu

templates=${TEMPLATES:-/etc/millrace/etc}
settings=${SETTINGS:-/etc/millrace/container}
etc=${ETC:-/tmp/etc}
launcher=${LAUNCHER:-/usr/lib/trino/bin/launcher}

umask 077
mkdir -p "$etc/catalog"
cp "$templates/config.properties" "$templates/access-control.properties" "$templates/log.properties" \
  "$settings/jvm.config" "$settings/node.properties" "$etc/"
sed "s/@SERVICE_USER@/$MILLRACE_TRINO_SERVICE_USER/g" "$templates/rules.json" > "$etc/rules.json"
for catalog in lake lake_admin; do
  cat "$templates/catalog/$catalog.properties" \
    "$templates/parts/metastore-thrift.properties" \
    "$templates/parts/s3.properties" \
    "$templates/parts/s3-endpoint.properties" \
    "$templates/parts/s3-keys.properties" > "$etc/catalog/$catalog.properties"
done

export MILLRACE_TRINO_RULES="$etc/rules.json"
exec "$launcher" run --etc-dir "$etc" \
  -D "catalog.config-dir=$etc/catalog" \
  -D "access-control.config-files=$etc/access-control.properties"
