/** Reads interactions of anyone's from text files into compact arrays. */
package io.millrace.ml.files;
