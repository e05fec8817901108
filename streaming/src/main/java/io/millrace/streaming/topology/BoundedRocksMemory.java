package io.millrace.streaming.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/** Bounds the memory of all stores of the process together; Kafka Streams makes one of these for each store. */
public final class BoundedRocksMemory implements RocksDBConfigSetter {
    /** Name of the setting that gives the bytes. */
    public static final String BYTES = "millrace.rocksdb.bytes";

    private static final int BLOCK_BYTES = 16 * 1024;
    private static final int LARGEST_WRITE_BUFFER = 8 * 1024 * 1024;
    private static final double SHARE_OF_INDEXES = 0.2;

    // RocksDB shares memory between stores through these two alone, and nobody else is asked before a store opens.
    private static Cache cache;
    private static WriteBufferManager writes;

    private static synchronized void share(long bytes) {
        if (cache == null) {
            cache = new LRUCache(bytes, -1, false, SHARE_OF_INDEXES);
            writes = new WriteBufferManager(bytes / 2, cache);
        }
    }

    @Override
    public void setConfig(String store, Options options, Map<String, Object> settings) {
        share(Long.parseLong(String.valueOf(settings.get(BYTES))));
        var table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(cache);
        table.setBlockSize(BLOCK_BYTES);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(writes);
        options.setWriteBufferSize(LARGEST_WRITE_BUFFER);
        options.setMaxWriteBufferNumber(2);
    }

    @Override
    public void close(String store, Options options) {
        // Cache and write buffers are those of all stores and end with the process.
    }
}
