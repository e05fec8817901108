/** Decides which items a user should see, and says why. */
package io.millrace.serving.recommend;
