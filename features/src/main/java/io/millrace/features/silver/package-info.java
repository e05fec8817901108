/** The source's tables at one cut, the tables of events, and the canonical form of their ids, times and amounts. */
package io.millrace.features.silver;
