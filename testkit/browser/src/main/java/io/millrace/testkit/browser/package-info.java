/** The page as a person sees it. */
package io.millrace.testkit.browser;
