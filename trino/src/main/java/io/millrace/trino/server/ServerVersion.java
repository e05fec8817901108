package io.millrace.trino.server;

/** The release of Trino that the tables of this lake were read with. */
public final class ServerVersion {
    /** Its number. */
    public static final String NUMBER = "476";

    /** Megabytes that are downloaded. */
    static final int DOWNLOAD_MEGABYTES = 821;

    /** Megabytes that stay on disk. */
    static final int UNPACKED_MEGABYTES = 360;

    private ServerVersion() {}
}
