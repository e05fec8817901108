package io.millrace.lakehouse.audit;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The rows of a table at the moment of the audit, in the source or in the lake. */
interface TableSide {

    /** All rows, summed up. */
    BucketSums sums(int buckets) throws MovedTableException;

    /** For each key in these buckets, the hashes of its rows. */
    Map<String, List<Long>> hashes(int buckets, Collection<Integer> wanted) throws MovedTableException;

    /** For each of these keys, the texts of its rows. */
    Map<String, List<String>> rows(Collection<String> keys) throws MovedTableException;
}
