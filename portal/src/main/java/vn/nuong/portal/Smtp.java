package vn.nuong.portal;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.config.Settings;

/**
 * The mail server that sends alerts, and to whom.
 *
 * @param host its name
 * @param port usually 587 (STARTTLS), 465 (TLS) or 25
 * @param tls how the connection is protected
 * @param user null to send without signing in
 * @param password null without user; never printed
 * @param from the sender's address
 * @param to at least one address
 * @param publicUrl where phones reach the pages, for the links in the mails
 */
public record Smtp(
        String host,
        int port,
        Tls tls,
        @Nullable String user,
        @Nullable String password,
        String from,
        List<String> to,
        URI publicUrl) {

    /** How the connection to the mail server is protected. */
    public enum Tls {
        /** Not at all: for a server on the same machine. */
        NONE,
        /** STARTTLS, and nothing sent without it. */
        STARTTLS,
        /** TLS from the first byte. */
        TLS
    }

    public Smtp {
        to = List.copyOf(to);
        if (host.isBlank()) {
            throw new IllegalArgumentException("the mail server's host is empty; name it");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the mail server's port " + port + " is outside 1..65535");
        }
        if (to.isEmpty()) {
            throw new IllegalArgumentException("nobody is named to get the alerts; give at least one mail address");
        }
        for (String address : to) {
            checkAddress(address);
        }
        checkAddress(from);
        if (publicUrl.getHost() == null) {
            throw new IllegalArgumentException(
                    "the pages' address \"" + publicUrl + "\" has no host; write it as https://nuong.example.org");
        }
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException("the mail server needs both a user and a password, or neither");
        }
    }

    private static void checkAddress(String address) {
        if (!address.matches("[^\\s@<>,;]+@[^\\s@<>,;]+")) {
            throw new IllegalArgumentException(
                    "\"" + address + "\" is not a mail address; write it as name@example.org");
        }
    }

    /**
     * From {@code NUONG_SMTP_HOST}, {@code _PORT} (587), {@code _TLS} (none, starttls or tls; starttls), {@code _USERNAME},
     * {@code _PASSWORD} (or {@code _FILE}), {@code _FROM} and {@code _TO} (separated by commas) and
     * {@code NUONG_PUBLIC_URL}; empty without a host.
     *
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    public static Optional<Smtp> from(Settings settings) {
        Optional<String> host = settings.find("NUONG_SMTP_HOST");
        if (host.isEmpty()) {
            return Optional.empty();
        }
        String tls = settings.get("NUONG_SMTP_TLS", "starttls");
        if (!List.of("none", "starttls", "tls").contains(tls)) {
            throw new IllegalArgumentException("NUONG_SMTP_TLS is \"" + tls + "\", none of none, starttls, tls");
        }
        return Optional.of(new Smtp(
                host.get(),
                settings.getInt("NUONG_SMTP_PORT", 587, 1, 65_535),
                Tls.valueOf(tls.toUpperCase(Locale.ROOT)),
                settings.find("NUONG_SMTP_USERNAME").orElse(null),
                settings.findSecret("NUONG_SMTP_PASSWORD").orElse(null),
                settings.require("NUONG_SMTP_FROM", "the sender's mail address"),
                List.of(settings.require("NUONG_SMTP_TO", "the mail addresses that get the alerts")
                        .split("\\s*,\\s*")),
                URI.create(settings.require(
                        "NUONG_PUBLIC_URL", "the address at which phones reach the pages, for the links in mails"))));
    }

    @Override
    public String toString() {
        return "Smtp[" + host + ":" + port + " " + tls + ", user " + user + ", from " + from + ", to " + to + "]";
    }
}
