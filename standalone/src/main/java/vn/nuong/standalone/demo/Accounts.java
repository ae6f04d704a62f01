package vn.nuong.standalone.demo;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.nuong.gateway.broker.LocalBroker;
import vn.nuong.standalone.cli.Ports;
import vn.nuong.standalone.files.Secrets;
import vn.nuong.telemetry.mqtt.MqttSettings;
import vn.nuong.telemetry.mqtt.Topic;

/** The accounts of the demo's broker, each with no more rights than it needs; all but the visitor's live in memory only. */
record Accounts(Map<String, LocalBroker.Account> byName, VisitorCredentials visitor) {

    static final String SIM = "sim";
    static final String INGEST = "ingest";
    static final String ANALYTICS = "analytics";
    static final String PORTAL = "portal";

    static Accounts make(String site, VisitorCredentials visitor) {
        Secrets secrets = new Secrets();
        String prefix = Topic.ROOT + "/" + site + "/";
        List<String> readings = List.of(prefix + "+/readings", prefix + "+/about");
        List<String> errors = List.of(prefix + "+/errors");
        List<String> advice = List.of(prefix + "alerts", prefix + "plots/+/advice");
        return new Accounts(
                Stream.of(
                                new LocalBroker.Account(SIM, secrets.next(), readings, List.of()),
                                new LocalBroker.Account(
                                        INGEST,
                                        secrets.next(),
                                        List.of(prefix + "+/errors", prefix + "alerts"),
                                        List.of(Topic.readingsFilter(), Topic.aboutFilter())),
                                new LocalBroker.Account(ANALYTICS, secrets.next(), advice, List.of()),
                                new LocalBroker.Account(
                                        PORTAL,
                                        secrets.next(),
                                        List.of(),
                                        List.of(Topic.alertsFilter(), Topic.adviceFilter())),
                                new LocalBroker.Account(visitor.username(), visitor.password(), readings, errors))
                        .collect(Collectors.toMap(LocalBroker.Account::username, Function.identity())),
                visitor);
    }

    List<LocalBroker.Account> all() {
        return List.copyOf(byName.values());
    }

    /** How a service reaches the broker; its client id is {@code nuong-} and the account's name. */
    MqttSettings settings(int port, String name) {
        LocalBroker.Account account = byName.get(name);
        if (account == null) {
            throw new IllegalArgumentException("there is no account " + name);
        }
        return new MqttSettings(
                "tcp://" + Ports.HOST + ":" + port, "nuong-" + name, account.username(), account.password(), null);
    }
}
