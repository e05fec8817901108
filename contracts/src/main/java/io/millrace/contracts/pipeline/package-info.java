/** The pipeline file: what the source's tables mean to the lake and to the recommender. */
package io.millrace.contracts.pipeline;
