/** Lists what rules have found, and who has acknowledged it. */
package io.millrace.dashboard.alert;
