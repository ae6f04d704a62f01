package vn.nuong.telemetry.mqtt;

import java.util.Optional;
import vn.nuong.telemetry.Ids;

/** A topic name of Nương, parsed. {@link #name()} writes it back. */
public sealed interface Topic {

    String ROOT = "nuong";

    String site();

    /** The MQTT topic name. */
    String name();

    /** {@code nuong/{site}/{device}/readings}: measured values, native JSON or SenML. */
    record Readings(String site, String device) implements Topic {
        public Readings {
            Ids.check("site", site);
            Ids.check("device", device);
        }

        @Override
        public String name() {
            return ROOT + "/" + site + "/" + device + "/readings";
        }
    }

    /** {@code nuong/{site}/{device}/about}: retained, what the device is. */
    record About(String site, String device) implements Topic {
        public About {
            Ids.check("site", site);
            Ids.check("device", device);
        }

        @Override
        public String name() {
            return ROOT + "/" + site + "/" + device + "/about";
        }
    }

    /** {@code nuong/{site}/{device}/errors}: what of the device's messages was not taken, and why. */
    record Errors(String site, String device) implements Topic {
        public Errors {
            Ids.check("site", site);
            Ids.check("device", device);
        }

        @Override
        public String name() {
            return ROOT + "/" + site + "/" + device + "/errors";
        }
    }

    /**
     * {@code nuong/{site}/alerts}: one message when advice turns to irrigating or draining ({@code advice.Alert}); one whenever an
     * alert about devices begins, grows or ends ({@code device.DeviceAlert}).
     */
    record Alerts(String site) implements Topic {
        public Alerts {
            Ids.check("site", site);
        }

        @Override
        public String name() {
            return ROOT + "/" + site + "/alerts";
        }
    }

    /** {@code nuong/{site}/plots/{plot}/advice}: retained, the latest advice for a plot. */
    record PlotAdvice(String site, String plot) implements Topic {
        public PlotAdvice {
            Ids.check("site", site);
            Ids.check("plot", plot);
        }

        @Override
        public String name() {
            return ROOT + "/" + site + "/plots/" + plot + "/advice";
        }
    }

    /** Topic filter for every device's readings on every site. */
    static String readingsFilter() {
        return ROOT + "/+/+/readings";
    }

    /** Topic filter for every device's readings on one site. */
    static String readingsFilter(String site) {
        return ROOT + "/" + Ids.check("site", site) + "/+/readings";
    }

    /** Topic filter for every device's description on every site. */
    static String aboutFilter() {
        return ROOT + "/+/+/about";
    }

    /** Topic filter for what of any device's messages was not taken. */
    static String errorsFilter() {
        return ROOT + "/+/+/errors";
    }

    /** Whether a topic name is meant for descriptions of devices, with valid ids or not. */
    static boolean isAbout(String name) {
        return name.endsWith("/about");
    }

    /** Topic filter for every device's description on one site. */
    static String aboutFilter(String site) {
        return ROOT + "/" + Ids.check("site", site) + "/+/about";
    }

    /** Topic filter for every site's alerts. */
    static String alertsFilter() {
        return ROOT + "/+/alerts";
    }

    /** Topic filter for every plot's advice. */
    static String adviceFilter() {
        return ROOT + "/+/plots/+/advice";
    }

    /**
     * The filter of a subscription that several clients share, each message going to one of them: {@code $share/group/…},
     * which MQTT 5 (section 4.8.2) has and Mosquitto gives to clients of 3.1.1 too.
     *
     * @param group any name; what a group's may not hold becomes an underscore
     */
    static String shared(String group, String filter) {
        return "$share/" + group.replaceAll("[/+#]", "_") + "/" + filter;
    }

    /** The filter that topic names match, of a filter that may be shared. */
    static String withoutGroup(String filter) {
        return filter.startsWith("$share/") ? filter.substring(filter.indexOf('/', "$share/".length()) + 1) : filter;
    }

    /**
     * Whether a topic filter matches a topic name (MQTT 3.1.1, section 4.7): {@code +} stands for one whole level, an empty
     * one too, and {@code #} at the end for all that follow.
     */
    static boolean matches(String filter, String name) {
        int f = 0; // where the level begins in the filter
        int n = 0; // and in the name
        while (true) {
            int wantedTo = end(filter, f);
            if (wantedTo == f + 1 && filter.charAt(f) == '#') {
                return true;
            }
            int levelTo = end(name, n);
            boolean any = wantedTo == f + 1 && filter.charAt(f) == '+';
            if (!any && !(wantedTo - f == levelTo - n && filter.regionMatches(f, name, n, levelTo - n))) {
                return false;
            }
            if (wantedTo == filter.length() || levelTo == name.length()) {
                return wantedTo == filter.length()
                        ? levelTo == name.length()
                        : filter.startsWith("/#", wantedTo) && filter.length() == wantedTo + 2;
            }
            f = wantedTo + 1;
            n = levelTo + 1;
        }
    }

    private static int end(String levels, int from) {
        int slash = levels.indexOf('/', from);
        return slash < 0 ? levels.length() : slash;
    }

    /** The topic of this name, or empty when it is none of Nương's or holds an id that is not valid. */
    static Optional<Topic> find(String name) {
        String[] parts = name.split("/", -1);
        if (parts.length < 3 || !parts[0].equals(ROOT)) {
            return Optional.empty();
        }
        for (int i = 1; i < parts.length; i++) {
            if (!Ids.isValid(parts[i])) {
                return Optional.empty();
            }
        }
        if (parts.length == 3 && parts[2].equals("alerts")) {
            return Optional.of(new Alerts(parts[1]));
        }
        if (parts.length == 4 && parts[3].equals("readings")) {
            return Optional.of(new Readings(parts[1], parts[2]));
        }
        if (parts.length == 4 && parts[3].equals("about")) {
            return Optional.of(new About(parts[1], parts[2]));
        }
        if (parts.length == 4 && parts[3].equals("errors")) {
            return Optional.of(new Errors(parts[1], parts[2]));
        }
        if (parts.length == 5 && parts[2].equals("plots") && parts[4].equals("advice")) {
            return Optional.of(new PlotAdvice(parts[1], parts[3]));
        }
        return Optional.empty();
    }
}
