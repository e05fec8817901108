/** Writes what was taken to the shop's database: each once, and in the order of its customer or product. */
package io.millrace.workloads.shop.intake.write;
