package io.millrace.dashboard;

import redis.clients.jedis.UnifiedJedis;

/** Writes figures to Redis. */
record JedisWriter(UnifiedJedis redis) implements FakeFigures.Writer {
    @Override
    public void text(String key, String value) {
        redis.set(key, value);
    }

    @Override
    public void field(String hash, String field, String value) {
        redis.hset(hash, field, value);
    }

    @Override
    public void member(String sortedSet, double score, String member) {
        redis.zadd(sortedSet, score, member);
    }

    @Override
    public void remove(String sortedSet, String member) {
        redis.zrem(sortedSet, member);
    }
}
