package io.millrace.lakehouse.lake;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Makes the Spark session of a lake; what spark-submit was told about master and resources stays. */
final class LakeSession {
    /** What Spark's names of Hadoop's settings begin with. */
    static final String HADOOP = "spark.hadoop.";

    private LakeSession() {}

    static SparkSession open(String appName, LakeConfig config) {
        // Reads what spark-submit put into the system properties.
        var submitted = new SparkConf();
        SparkSession.Builder builder = SparkSession.builder().appName(appName);
        if (!submitted.contains("spark.master")) {
            config.sparkMaster().ifPresent(builder::master);
            local().forEach(builder::config);
        }
        delta(config).forEach(builder::config);
        objectStore(config).forEach(builder::config);
        return builder.getOrCreate();
    }

    /** For one JVM on one machine, where nobody looks at Spark's own pages. */
    private static Map<String, String> local() {
        return Map.of(
                "spark.ui.enabled",
                "false",
                // Small micro-batches need not wait for the tasks of a large fold.
                "spark.scheduler.mode",
                "FAIR",
                "spark.plugins",
                TaskPriority.class.getName(),
                "spark.driver.host",
                "127.0.0.1",
                "spark.driver.bindAddress",
                "127.0.0.1",
                // Else below /tmp, whatever Java's own temporary folder is.
                "spark.hadoop.fs.s3a.buffer.dir",
                Path.of(System.getProperty("java.io.tmpdir"), "s3a").toString(),
                "spark.hadoop.fs.file.impl",
                LocalFiles.class.getName(),
                // The other one, which is the default, starts `readlink` several times for each file.
                "spark.sql.streaming.checkpointFileManagerClass",
                "org.apache.spark.sql.execution.streaming.FileSystemBasedCheckpointFileManager");
    }

    private static Map<String, String> delta(LakeConfig config) {
        Map<String, String> conf = new LinkedHashMap<>();
        conf.put("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
        conf.put("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
        conf.put("spark.sql.session.timeZone", "UTC");
        // Days before 1582 are those of the calendar that Postgres uses, and are written and read as they are.
        for (String direction : List.of("InWrite", "InRead")) {
            conf.put("spark.sql.parquet.datetimeRebaseMode" + direction, "CORRECTED");
            conf.put("spark.sql.parquet.int96RebaseMode" + direction, "CORRECTED");
        }
        conf.put("spark.sql.shuffle.partitions", String.valueOf(config.shufflePartitions()));
        conf.put("spark.sql.caseSensitive", "true");
        // The default of 50 tasks to read a table's log is for tables of millions of files.
        conf.put("spark.databricks.delta.snapshotPartitions", "1");
        // The default of 10,000 tasks to list a table's folders before a vacuum is for tables of thousands of folders.
        conf.put("spark.sql.sources.parallelPartitionDiscovery.parallelism", "8");
        conf.put("spark.databricks.delta.vacuum.parallelDelete.enabled", "true");
        // A merge has dozens of small plans; with the default of 100 compiled ones each round would compile them anew.
        conf.put("spark.sql.codegen.cache.maxEntries", "1000");
        // Each query describes its plan in an event, which for a merge of a few rows takes a tenth of its time.
        conf.put("spark.sql.ui.explainMode", "simple");
        conf.put("spark.sql.debug.maxToStringFields", "5");
        // Else each session looks for every class at the driver first, and compiles for itself.
        conf.put("spark.sql.artifact.isolation.enabled", "false");
        conf.put("spark.databricks.delta.stalenessLimit", "0");
        conf.put("spark.delta.logStore.s3a.impl", ConditionalLogStore.class.getName());
        conf.put("spark.delta.logStore.file.impl", ClaimedLocalLogStore.class.getName());
        // A commit whose answer was lost is recognised as one's own when it is tried again.
        conf.put("spark.databricks.delta.commit.idempotencyCheck.enabled", "true");
        // One for each topic partition: with fewer, each micro-batch would connect to the broker anew for the others.
        conf.put("spark.kafka.consumer.cache.capacity", "2000");
        conf.put("spark.sql.parquet.compression.codec", "zstd");
        return conf;
    }

    /** Settings of Hadoop's S3 file system, by Spark's names for them. */
    static Map<String, String> objectStore(LakeConfig config) {
        Map<String, String> conf = new LinkedHashMap<>();
        config.endpoint().ifPresent(endpoint -> {
            conf.put("spark.hadoop.fs.s3a.endpoint", endpoint.toString());
            conf.put("spark.hadoop.fs.s3a.path.style.access", "true");
            conf.put(
                    "spark.hadoop.fs.s3a.connection.ssl.enabled",
                    String.valueOf(endpoint.getScheme().equals("https")));
        });
        conf.put("spark.hadoop.fs.s3a.endpoint.region", config.region());
        conf.put("spark.hadoop.fs.s3a.bucket.probe", "0");
        // Pauses double: the default of 20 would sleep on for as long again as a busy store was away.
        conf.put("spark.hadoop.fs.s3a.retry.throttle.limit", "8");
        if (!config.accessKey().isEmpty()) {
            conf.put("spark.hadoop.fs.s3a.access.key", config.accessKey().reveal());
            conf.put("spark.hadoop.fs.s3a.secret.key", config.secretKey().reveal());
            conf.put(
                    "spark.hadoop.fs.s3a.aws.credentials.provider",
                    "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
        }
        return conf;
    }
}
