/** Lets a model and its rivals make lists for the same users, and judges them by what these users did later. */
package io.millrace.ml.judge;
