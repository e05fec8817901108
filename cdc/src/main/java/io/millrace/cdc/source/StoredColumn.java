package io.millrace.cdc.source;

import java.util.OptionalInt;

/**
 * A column as rows and log hold it, which computed columns are not part of.
 *
 * @param typeName the type's name in the catalog; an array's begins with an underscore
 * @param oid the type's number in the catalog; a domain's is its base type's
 * @param length precision of a numeric, or most characters or bits of a text or bit string
 */
public record StoredColumn(
        String name, String typeName, int oid, OptionalInt length, OptionalInt scale, boolean nullable) {}
