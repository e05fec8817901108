/** What is known of items: catalog and popularity. */
package io.millrace.features.item;
