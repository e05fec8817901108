/** What the training of a model is measured against: data of any size, and a program that only fits ALS to it. */
package io.millrace.ml.bench;
