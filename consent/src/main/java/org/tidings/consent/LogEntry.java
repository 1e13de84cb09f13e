package org.tidings.consent;

/**
 * The place of an event in the log of all events. Places are given when a checkpoint is made.
 *
 * @param index place, counted from 0
 * @param subject surrogate of the person
 * @param version position among the person's events
 * @param leafHash hash of the event as a leaf of the hash tree
 */
public record LogEntry(long index, String subject, long version, String leafHash) {}
