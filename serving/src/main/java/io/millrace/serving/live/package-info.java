/** Follows the live state that the streaming process keeps: which one is current, its items, and how far it reaches. */
package io.millrace.serving.live;
