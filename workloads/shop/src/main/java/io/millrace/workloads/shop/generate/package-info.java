/** Makes up the past of a shop whose customers have tastes: the same plan always gives the same rows. */
package io.millrace.workloads.shop.generate;
