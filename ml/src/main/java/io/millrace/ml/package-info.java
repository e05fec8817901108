/** Trains models on the features of one position, judges them on later data, and makes the good ones current. */
package io.millrace.ml;
