package io.millrace.testkit;

/** The services that a stack can hold. */
public enum ServiceKind {
    /** {@link PostgresService}. */
    POSTGRES,
    /** {@link KafkaService}. */
    KAFKA,
    /** {@link ObjectStoreService}. */
    OBJECT_STORE,
    /** {@link RedisService}. */
    REDIS
}
