# All processes of Millrace in one file. Targets: millrace (every process), spark (a Spark 4.0 that reads the lake, and
# the scheduler that submits to it), metastore (Hive's, with the driver for Postgres), metabase (with the driver for Trino).

FROM maven:3.9.9-eclipse-temurin-17 AS build
WORKDIR /opt/millrace
COPY . .
# The repository lies below the home, so that the paths in every target/classpath.txt are those of the image.
RUN mvn -B -ntp -Dquick -Dmaven.repo.local=/opt/millrace/repository package
# What a process needs to start: its classes, its class path, its flags; and of the repository the jars that are named.
RUN set -eu; mkdir -p /out; \
    find . -path ./repository -prune -o -name classpath.txt -print | while read -r list; do \
        module=$(dirname "$(dirname "$list")"); \
        echo "$list"; \
        tr ':' '\n' < "$list" | sed -n 's:^/opt/millrace/:./:p'; \
        find "$module/target" -maxdepth 1 -name '*-job.jar'; \
        if [ -d "$module/target/classes" ]; then find "$module/target/classes" -type f; fi; \
        if [ -f "$module/jvm.options" ]; then echo "$module/jvm.options"; fi; \
    done | sort -u > /tmp/parts; \
    tar -cf - -T /tmp/parts | tar -xf - -C /out; \
    cp -r docker/millrace /out/bin; \
    cp workloads/shop/pipeline.yaml /out/pipeline.yaml
# What a Spark home lacks to read and write the lake; executors need it as much as drivers do.
RUN set -eu; mkdir -p /jars; \
    tr ':' '\n' < features/target/classpath.txt \
      | grep -E '/(io/delta|io/unitycatalog|software/amazon|org/reactivestreams|org/wildfly/openssl|org/apache/hadoop/hadoop-aws|org/apache/httpcomponents)/' \
      | xargs -I{} cp {} /jars/; \
    cp "$(tr ':' '\n' < workloads/shop/target/classpath.txt | grep '/org/postgresql/postgresql/')" /jars/postgresql-driver

FROM eclipse-temurin:17.0.15_6-jre-noble AS millrace
ENV MILLRACE_HOME=/opt/millrace
RUN useradd --system --uid 10001 --create-home millrace && install -d -o millrace /var/lib/millrace
COPY --from=build /out /opt/millrace
WORKDIR /var/lib/millrace
USER millrace
ENTRYPOINT ["/bin/bash", "/opt/millrace/bin/run"]

FROM apache/spark:4.0.0 AS spark
ENV MILLRACE_HOME=/opt/millrace
USER root
COPY --from=build /jars/*.jar /opt/spark/jars/
COPY --from=build /out /opt/millrace
RUN install -d -o spark /var/lib/millrace
WORKDIR /var/lib/millrace
USER spark
ENTRYPOINT ["/bin/bash", "/opt/millrace/bin/run"]

FROM apache/hive:4.0.1 AS metastore
COPY --from=build /jars/postgresql-driver /opt/hive/lib/postgresql.jar
COPY docker/metastore/core-site.xml /opt/hadoop/etc/hadoop/core-site.xml

FROM metabase/metabase:v0.56.4 AS metabase
ADD https://github.com/starburstdata/metabase-driver/releases/download/6.1.0/starburst-6.1.0.metabase-driver.jar /plugins/starburst.metabase-driver.jar
# Metabase changes to a user of its own after its start, who must be able to read the driver.
RUN chmod 755 /plugins && chmod 644 /plugins/starburst.metabase-driver.jar
