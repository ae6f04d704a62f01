package vn.nuong.gateway.broker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.apache.activemq.artemis.utils.CompositeAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nuong.gateway.broker.LocalBroker.Account;

/** Lets the configured accounts in and each to its topics, and nobody else anywhere. Immutable. */
final class Accounts implements ActiveMQSecurityManager5 {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final WildcardConfiguration WILDCARDS = new WildcardConfiguration();

    private final Map<String, Account> byName = new HashMap<>();

    Accounts(List<Account> accounts) {
        accounts.forEach(account -> byName.put(account.username(), account));
    }

    @Override
    public @Nullable Subject authenticate(
            @Nullable String user,
            @Nullable String password,
            RemotingConnection connection,
            @Nullable String securityDomain) {
        if (user == null || !validateUser(user, password)) {
            return null;
        }
        Subject subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(user));
        subject.setReadOnly();
        return subject;
    }

    @Override
    public boolean authorize(@Nullable Subject subject, Set<Role> roles, CheckType checkType, String address) {
        if (subject == null) {
            return false;
        }
        return subject.getPrincipals(UserPrincipal.class).stream()
                .map(principal -> byName.get(principal.getName()))
                .anyMatch(account -> account != null && mayUse(account, checkType, address));
    }

    /**
     * @param address of Artemis: a topic or topic filter with dots for slashes and its own wildcards; for a subscription
     *     followed by the name of its queue
     */
    private static boolean mayUse(Account account, CheckType checkType, String address) {
        String topic = MQTTUtil.getMqttTopicFromCoreAddress(CompositeAddress.extractAddressName(address), WILDCARDS);
        boolean publishes = TopicFilters.anyCovers(account.mayPublish(), topic);
        boolean subscribes = TopicFilters.anyCovers(account.maySubscribe(), topic);
        boolean allowed = switch (checkType.name()) {
            case "SEND" -> publishes;
            case "CREATE_ADDRESS" -> publishes || subscribes;
            case "CONSUME",
                    "CREATE_DURABLE_QUEUE",
                    "CREATE_NON_DURABLE_QUEUE",
                    "DELETE_DURABLE_QUEUE",
                    "DELETE_NON_DURABLE_QUEUE" -> subscribes;
            default -> false;
        };
        if (!allowed) {
            LOG.warn("MQTT user {} may not {} on {}", account.username(), checkType, topic);
        }
        return allowed;
    }

    @Override
    public boolean validateUser(@Nullable String user, @Nullable String password) {
        Account account = byName.get(user);
        String expected = account == null ? "" : account.password();
        boolean same = MessageDigest.isEqual(bytes(expected), bytes(password == null ? "" : password));
        return account != null && same;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean validateUserAndRole(
            @Nullable String user, @Nullable String password, Set<Role> roles, CheckType checkType) {
        return false; // the way of older security managers, which knows no address
    }
}
