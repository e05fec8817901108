package io.millrace.cdc.source;

/**
 * A column as the catalog describes it.
 *
 * @param type the type as SQL writes it, such as {@code numeric(14,2)}
 * @param category the catalog's letter for the kind of type, a domain's being its base type's: N for numbers, D for
 *     dates and times, S for texts
 * @param generated computed by the database, and therefore not in its log
 */
public record SourceColumn(String name, String type, char category, boolean nullable, boolean generated) {}
