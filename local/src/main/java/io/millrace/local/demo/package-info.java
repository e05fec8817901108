/** Takes a shop from an empty folder to a recommendation and tells the story as it goes. */
package io.millrace.local.demo;
