package vn.nuong.ingest.register;

import vn.nuong.ingest.store.Point;

/**
 * A point about which is to be decided whether its readings are new.
 *
 * @param point what the message brings of one measured time; its {@code first} means nothing yet
 * @param state the device's
 * @param redelivered whether the broker says that it sent the message before
 * @param again whether the message was in the journal already when it came
 * @param before for a dead letter that is tried again, when its message first came, nanoseconds since 1970: readings of it that
 *     were taken then are already counted; 0 otherwise
 */
public record Candidate(Point point, DeviceState state, boolean redelivered, boolean again, long before) {}
