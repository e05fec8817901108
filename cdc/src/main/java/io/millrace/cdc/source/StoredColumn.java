package io.millrace.cdc.source;

import java.util.OptionalInt;

/**
 * A column as rows and log hold it, which computed columns are not part of.
 *
 * @param number its place in the catalog, which stays when it is renamed and is given to no other column of the table
 * @param typeName the type's name in the catalog; an array's begins with an underscore
 * @param oid the type's number in the catalog; a domain's is its base type's
 * @param length precision of a numeric, or most characters or bits of a text or bit string
 * @param missing the text of its value in rows that were written before it was there; null where they have none
 * @param version another one after each command that changed the column
 */
public record StoredColumn(
        int number,
        String name,
        String typeName,
        int oid,
        OptionalInt length,
        OptionalInt scale,
        boolean nullable,
        String missing,
        String version) {}
