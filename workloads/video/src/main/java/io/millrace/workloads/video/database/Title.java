package io.millrace.workloads.video.database;

/** Something to watch. */
public record Title(int id, String name, String genre, int minutes) {}
