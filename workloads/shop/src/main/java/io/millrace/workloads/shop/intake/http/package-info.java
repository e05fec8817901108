/** The door: what is asked of the shop is checked, bounded and answered when Kafka has it. */
package io.millrace.workloads.shop.intake.http;
