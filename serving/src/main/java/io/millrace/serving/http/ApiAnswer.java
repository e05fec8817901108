package io.millrace.serving.http;

/** What goes back to the caller. */
record ApiAnswer(int status, String mediaType, byte[] body) {
    static final String JSON = "application/json";
}
