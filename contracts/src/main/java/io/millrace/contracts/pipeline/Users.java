package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;

/** The table of users and the column that identifies one. */
public record Users(TableId table, String id) {}
