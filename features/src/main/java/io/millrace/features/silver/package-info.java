/** The source's tables at one cut, and the canonical form of their ids, times and amounts. */
package io.millrace.features.silver;
