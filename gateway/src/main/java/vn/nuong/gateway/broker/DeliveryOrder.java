package vn.nuong.gateway.broker;

import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.persistence.impl.journal.OperationContextImpl;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the messages of a connection in order. Artemis lines up what must wait for the disk in a context that it finds on
 * the thread, but its MQTT part never says whose work a pooled thread is doing. So a message could wait behind another
 * connection's write while the next one, on another thread, overtook it: a few in a thousand under load.
 */
final class DeliveryOrder implements ActiveMQServerMessagePlugin {

    private final StorageManager storage;

    DeliveryOrder(StorageManager storage) {
        this.storage = storage;
    }

    /** What a connection sends is lined up in the connection's own context, whichever thread does it. */
    @Override
    public void beforeSend(
            ServerSession session,
            @Nullable Transaction transaction,
            Message message,
            boolean direct,
            boolean noAutoCreateQueue) {
        storage.setContext(session.getSessionContext());
    }

    /** A message for a subscriber is on disk already: it has nothing to wait for. */
    @Override
    public void beforeDeliver(ServerConsumer consumer, MessageReference reference) {
        OperationContextImpl.clearContext();
    }
}
