/** What can be asked of the shop, and how that is written to its topics. */
package io.millrace.workloads.shop.intake.event;
