/** The last stage of figures: measures, trends and alerts come together here and go to the online store and to topics. */
package io.millrace.streaming.total;
