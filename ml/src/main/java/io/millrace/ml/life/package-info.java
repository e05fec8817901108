/** What a person does with models: look at them, make one current, go back to one. Needs no Spark. */
package io.millrace.ml.life;
