package io.millrace.testkit;

/**
 * The ports of a stack.
 *
 * @param postgres of Postgres
 * @param kafka of Kafka, whose controller takes the one after
 * @param objectStore of the S3 endpoint
 * @param redis of Redis
 */
public record ServicePorts(int postgres, int kafka, int objectStore, int redis) {
    /** Free ports. */
    public static ServicePorts free() {
        return new ServicePorts(FreePorts.next(), FreePorts.next(), FreePorts.next(), FreePorts.next());
    }
}
