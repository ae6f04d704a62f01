package vn.nuong.gateway.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolManagerFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import vn.nuong.gateway.broker.LocalBroker.Settings;

/** How Artemis is set up: durable, bounded in memory, MQTT only, nothing but what the broker needs. */
final class BrokerConfiguration {

    static final String ACCEPTOR = "mqtt";

    private static final long MEMORY_BYTES = 64L * 1024 * 1024;

    private BrokerConfiguration() {}

    static Configuration of(Settings settings) {
        Path dir = settings.dataDir().toAbsolutePath();
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setName("nuong");
        configuration.setBindingsDirectory(dir.resolve("bindings").toString());
        configuration.setJournalDirectory(dir.resolve("journal").toString());
        configuration.setLargeMessagesDirectory(dir.resolve("large").toString());
        configuration.setPagingDirectory(dir.resolve("paging").toString());
        configuration.setJournalType(JournalType.NIO);
        configuration.setJournalSyncTransactional(true);
        configuration.setJournalSyncNonTransactional(true);
        configuration.setJournalDatasync(true);
        // Room for the largest message, so that none becomes a file of its own.
        configuration.setJournalBufferSize_NIO(2 * LocalBroker.MAX_MESSAGE_BYTES);
        configuration.setJournalPoolFiles(10);
        configuration.setGlobalMaxSize(MEMORY_BYTES);
        // By default a disk that is 90 % full stops the broker, however much room that leaves.
        configuration.setMaxDiskUsage(-1);
        configuration.setMinDiskFree(4 * MEMORY_BYTES);
        configuration.setSecurityEnabled(true);
        configuration.setClusterUser(UUID.randomUUID().toString());
        configuration.setClusterPassword(UUID.randomUUID().toString());
        configuration.setJMXManagementEnabled(false);
        configuration.setCriticalAnalyzer(false);
        configuration.setMqttSessionScanInterval(5_000);
        configuration.setThreadPoolMaxSize(16);
        configuration.setScheduledThreadPoolMaxSize(2);
        configuration.addAddressSetting("#", addressSettings());
        configuration.addAcceptorConfiguration(acceptor(settings));
        return configuration;
    }

    private static AddressSettings addressSettings() {
        return new AddressSettings()
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(true)
                .setAutoDeleteAddresses(false)
                .setAutoDeleteQueues(false)
                .setMaxDeliveryAttempts(-1) // a message given up would be gone
                // Without these names it complains at every new queue; nothing is kept there.
                .setDeadLetterAddress(SimpleString.of("undeliverable"))
                .setExpiryAddress(SimpleString.of("expired"))
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setMaxSizeBytes(MEMORY_BYTES)
                .setPageSizeBytes(4 * LocalBroker.MAX_MESSAGE_BYTES);
    }

    private static TransportConfiguration acceptor(Settings settings) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put(TransportConstants.HOST_PROP_NAME, settings.host());
        parameters.put(TransportConstants.PORT_PROP_NAME, settings.port());
        parameters.put(TransportConstants.PROTOCOLS_PROP_NAME, MQTTProtocolManagerFactory.MQTT_PROTOCOL_NAME);
        parameters.put(TransportConstants.AUTO_START, false);
        parameters.put(TransportConstants.USE_EPOLL_PROP_NAME, false);
        parameters.put(TransportConstants.USE_KQUEUE_PROP_NAME, false);
        parameters.put(TransportConstants.REMOTING_THREADS_PROPNAME, 4);
        return new TransportConfiguration(NettyAcceptorFactory.class.getName(), parameters, ACCEPTOR);
    }
}
