/** The shop's topics, and how they are written. */
package io.millrace.workloads.shop.intake.kafka;
