/** Takes events over HTTP and answers when Kafka has them. */
package io.millrace.gateway;
