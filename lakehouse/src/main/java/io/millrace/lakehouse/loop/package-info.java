/** Work that is done again and again on a thread of its own, and never ends unnoticed. */
package io.millrace.lakehouse.loop;
