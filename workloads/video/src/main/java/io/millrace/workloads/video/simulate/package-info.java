/** Live viewers: what they do goes to the gateway, what the service itself does into the database. */
package io.millrace.workloads.video.simulate;
