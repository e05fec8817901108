/** What a model learns from: ids as stable numbers, and interactions before and after a moment. */
package io.millrace.ml.data;
