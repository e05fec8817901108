/** Names, versions and requests that the lake's writer and its readers agree on. */
package io.millrace.contracts.lake;
