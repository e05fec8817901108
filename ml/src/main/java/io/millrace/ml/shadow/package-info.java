/** What a model must show on live requests, beside the current one, before it becomes current. */
package io.millrace.ml.shadow;
