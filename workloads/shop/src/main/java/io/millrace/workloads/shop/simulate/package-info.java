/** Keeps a shop alive: customers who order what people like them bought, and who change their minds. */
package io.millrace.workloads.shop.simulate;
