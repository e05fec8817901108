/**
 * Runs Postgres, Kafka, an S3 endpoint and Redis as processes of this machine: for a test as long as its JVM lives, for
 * the local stack until someone stops them.
 */
package io.millrace.testkit;
