/** The tables of the shop, and the ways in which rows get into them. */
package io.millrace.workloads.shop.database;
