package vn.nuong.ingest.records;

import java.util.List;

/**
 * How ingest was last subscribed. The broker keeps sessions and subscriptions of earlier starts, which have to be ended when
 * they are not wanted any more.
 *
 * @param connections the most connections that may still have a session
 * @param filters the topic filters, without what marks them as shared
 */
public record Subscription(int connections, List<String> filters) {

    public static final Subscription NONE = new Subscription(1, List.of());

    public Subscription {
        filters = List.copyOf(filters);
    }
}
