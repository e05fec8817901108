/** Tells readers how to see the newest changes before they are folded. */
package io.millrace.lakehouse.live;
