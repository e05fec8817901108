/**
 * Imports the Online Retail data set into the shop: Chen, D. (2015), Online Retail, UCI Machine Learning Repository, set
 * 352, CC BY 4.0.
 */
package io.millrace.workloads.shop.retail;
