/** The last stage: all that ties a user to items comes together here and goes to the online store. */
package io.millrace.streaming.user;
