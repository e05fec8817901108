/** Live viewers: what they do goes to the gateway, what they think into the database. */
package io.millrace.workloads.video.simulate;
