/** Takes orders and changes of products over HTTP into Kafka, and writes them from there to the shop's database. */
package io.millrace.workloads.shop.intake;
