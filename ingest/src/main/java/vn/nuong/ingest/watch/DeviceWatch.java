package vn.nuong.ingest.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.records.DeviceId;
import vn.nuong.ingest.watch.Rhythm.Interval;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.device.DeviceAlert;
import vn.nuong.telemetry.device.DeviceAlert.Cause;
import vn.nuong.telemetry.device.DeviceAlert.Kind;
import vn.nuong.telemetry.device.DeviceAlert.Silent;

/**
 * Notices devices that fall silent ({@link SilenceRule}), says once what probably happened, and ends that by itself when they
 * return.
 *
 * <ul>
 *   <li>While we do not listen (no broker, ingest behind with its work, just started) nobody is judged; afterwards every device
 *       has one interval before it is.
 *   <li>Devices whose messages ended together are one alert for the site when they are more than those heard since. More devices
 *       join it as their own patience ends, without a further alert. It ends when half of them are back; those that are not get
 *       their own interval, and then an alert of their own.
 *   <li>A device that comes and goes is noticed later each time.
 * </ul>
 *
 * <p>Its state is the alerts: those that are open, and those of the last {@link SilenceRule#REMEMBERED}. Not thread-safe.
 */
public final class DeviceWatch {

    /** How often it is meant to look. */
    public static final Duration EVERY = Duration.ofSeconds(10);

    /** What a device may be late by, beside a tenth of its interval, and still have ended together with others. */
    static final Duration TOGETHER = Duration.ofMinutes(2);

    private static final int MOST_NAMES = 12;

    private final Field field;
    private final ZoneId zone;
    private final boolean sample;
    private final Map<String, DeviceAlert> open = new LinkedHashMap<>();
    private final Map<DeviceId, List<Instant>> silences = new HashMap<>();
    private final Map<DeviceId, Instant> judgedAgainFrom = new HashMap<>();
    private @Nullable Instant listeningSince;

    /** Where the watch looks. */
    public interface Field {

        /** Every device that was ever heard. */
        List<WatchedDevice> devices();

        /** Battery and signal of a device's last days, a few values of each; asked only when it falls silent. */
        Levels levels(String site, String device);
    }

    /** A device that can be judged, with what is needed of it again and again. */
    private record Judged(WatchedDevice device, DeviceId id, Interval interval, Instant last) {

        static Judged of(WatchedDevice device) {
            return new Judged(
                    device,
                    new DeviceId(device.site(), device.device()),
                    Objects.requireNonNull(device.interval()),
                    Objects.requireNonNull(device.lastReceived()));
        }

        /** The latest moment at which its messages can have ended, since another one would have come then. */
        Instant endedBefore() {
            return last.plus(interval.heard())
                    .plus(interval.heard().dividedBy(10))
                    .plus(TOGETHER);
        }

        boolean isOverdue(Instant now) {
            return now.isAfter(last.plus(interval.heard())
                    .plus(interval.heard().dividedBy(2))
                    .plus(TOGETHER));
        }

        Silent silent() {
            return new Silent(id.device(), device.name(), last);
        }
    }

    /** The span in which the messages of some devices can have ended together. */
    private record Span(Instant from, Instant to) {

        static Span of(Judged device) {
            return new Span(device.last(), device.endedBefore());
        }

        Span with(Judged device) {
            Span other = of(device);
            return new Span(from.isAfter(other.from) ? from : other.from, to.isBefore(other.to) ? to : other.to);
        }

        boolean isPossible() {
            return !from.isAfter(to);
        }
    }

    /**
     * @param known the alerts that are open, and those opened within {@link SilenceRule#REMEMBERED}
     * @param zone the site's, for times in sentences
     * @param sample whether the site's readings are samples
     */
    public DeviceWatch(Field field, Collection<DeviceAlert> known, ZoneId zone, boolean sample) {
        this.field = field;
        this.zone = zone;
        this.sample = sample;
        for (DeviceAlert alert : known) {
            if (alert.kind() == Kind.SILENT) {
                if (alert.isOpen()) {
                    open.put(alert.id(), alert);
                }
                remember(alert);
            }
        }
    }

    /** The alerts that hold now. */
    public List<DeviceAlert> open() {
        return List.copyOf(open.values());
    }

    /**
     * Looks once.
     *
     * @param now by the steady clock
     * @param listening whether messages that devices send now are received and noted now: the broker is connected and nothing
     *     older waits
     * @return the alerts that were opened, grew or were closed, to be stored and published
     */
    public List<DeviceAlert> tick(Instant now, boolean listening) {
        if (!listening) {
            listeningSince = null;
            return List.of();
        }
        if (listeningSince == null) {
            listeningSince = now;
        }
        Map<DeviceId, Judged> judged = new LinkedHashMap<>();
        for (WatchedDevice device : field.devices()) {
            if (device.isJudged()) {
                Judged one = Judged.of(device);
                judged.put(one.id(), one);
            }
        }
        Map<String, DeviceAlert> changed = new LinkedHashMap<>();
        forgetOld(now);
        closeEnded(now, judged, changed);
        openNew(now, listeningSince, judged, changed);
        return List.copyOf(changed.values());
    }

    private void closeEnded(Instant now, Map<DeviceId, Judged> judged, Map<String, DeviceAlert> changed) {
        for (DeviceAlert alert : List.copyOf(open.values())) {
            List<Judged> back = new ArrayList<>();
            List<DeviceId> away = new ArrayList<>();
            int gone = 0;
            for (Silent silent : alert.silent()) {
                Judged device = judged.get(new DeviceId(alert.site(), silent.device()));
                if (device == null) {
                    gone++;
                } else if (device.last().isAfter(silent.lastHeard())) {
                    back.add(device);
                } else {
                    away.add(device.id());
                }
            }
            if (gone == alert.silent().size()) {
                close(alert, now, new Text("Không theo dõi nữa.", "It is not watched any more."), changed);
            } else if (2 * back.size() >= alert.silent().size() - gone) {
                close(alert, now, returned(alert, back, away.size()), changed);
                away.forEach(device -> judgedAgainFrom.put(device, now));
            }
        }
    }

    private void close(DeviceAlert alert, Instant now, Text how, Map<String, DeviceAlert> changed) {
        open.remove(alert.id());
        changed.put(alert.id(), alert.closed(now, how));
    }

    private Text returned(DeviceAlert alert, List<Judged> back, int away) {
        Judged first = back.stream().min(Comparator.comparing(Judged::last)).orElseThrow();
        Instant heard = alert.silent().stream()
                .map(Silent::lastHeard)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Text gap = Words.duration(Duration.between(heard, first.last()));
        String when = Words.moment(first.last(), zone);
        if (alert.device() != null) {
            return new Text(
                    first.device().name() + " đã gửi lại lúc " + when + ", sau " + gap.vi() + ".",
                    first.device().name() + " came back at " + when + ", after " + gap.en() + ".");
        }
        String all = back.size() + "/" + (back.size() + away);
        return new Text(
                all + " thiết bị đã gửi lại, từ " + when + ", sau " + gap.vi() + ".",
                all + " devices came back, from " + when + " on, after " + gap.en() + ".");
    }

    private void openNew(Instant now, Instant since, Map<DeviceId, Judged> judged, Map<String, DeviceAlert> changed) {
        Map<String, List<Judged>> bySite = new LinkedHashMap<>();
        judged.values()
                .forEach(d -> bySite.computeIfAbsent(d.id().site(), s -> new ArrayList<>())
                        .add(d));
        Map<DeviceId, DeviceAlert> covered = new HashMap<>();
        for (DeviceAlert alert : open.values()) {
            for (Silent silent : alert.silent()) {
                DeviceId id = new DeviceId(alert.site(), silent.device());
                Judged device = judged.get(id);
                if (device != null && !device.last().isAfter(silent.lastHeard())) {
                    covered.put(id, alert);
                }
            }
        }
        bySite.forEach((site, devices) -> {
            for (Judged device : devices) {
                if (!covered.containsKey(device.id()) && isSilent(device, now, since)) {
                    DeviceAlert alert = join(device, judged, covered)
                            .or(() -> group(device, devices, covered, now, changed))
                            .orElseGet(() -> single(device, now));
                    open.put(alert.id(), alert);
                    changed.put(alert.id(), alert);
                    for (Silent silent : alert.silent()) {
                        covered.put(new DeviceId(site, silent.device()), alert);
                    }
                }
            }
        });
    }

    private boolean isSilent(Judged device, Instant now, Instant since) {
        int recent = silences.getOrDefault(device.id(), List.of()).size();
        Instant judgedFrom = judgedAgainFrom.getOrDefault(device.id(), Instant.MIN);
        Instant from = judgedFrom.isAfter(since) ? judgedFrom : since;
        return !now.isBefore(device.last().plus(SilenceRule.silentAfter(device.interval(), recent)))
                && !now.isBefore(from.plus(SilenceRule.grace(device.interval())));
    }

    /** An open alert of the whole site that ended when this device ended, with this device in it. */
    private Optional<DeviceAlert> join(
            Judged device, Map<DeviceId, Judged> judged, Map<DeviceId, DeviceAlert> covered) {
        for (DeviceAlert alert : open.values()) {
            if (alert.device() != null || !alert.site().equals(device.id().site())) {
                continue;
            }
            Span span = Span.of(device);
            for (Silent silent : alert.silent()) {
                DeviceId id = new DeviceId(alert.site(), silent.device());
                Judged other = judged.get(id);
                if (other != null && alert.equals(covered.get(id))) {
                    span = span.with(other);
                }
            }
            if (span.isPossible()) {
                List<Silent> all = new ArrayList<>(alert.silent());
                all.removeIf(s -> s.device().equals(device.id().device()));
                all.add(device.silent());
                remember(device.id(), alert.openedAt());
                return Optional.of(
                        ofSite(alert.id(), alert.site(), alert.openedAt(), all, sizeOf(alert.site(), judged)));
            }
        }
        return Optional.empty();
    }

    private static int sizeOf(String site, Map<DeviceId, Judged> judged) {
        return (int)
                judged.keySet().stream().filter(id -> id.site().equals(site)).count();
    }

    /** An alert for the site, when messages of more devices ended together with this one's than were heard since. */
    private Optional<DeviceAlert> group(
            Judged device,
            List<Judged> devices,
            Map<DeviceId, DeviceAlert> covered,
            Instant now,
            Map<String, DeviceAlert> changed) {
        Span span = Span.of(device);
        List<Judged> together = new ArrayList<>(List.of(device));
        int heardSince = 0;
        for (Judged other : devices) {
            if (other == device) {
                continue;
            }
            if (other.last().isAfter(device.endedBefore())) {
                heardSince++;
            } else if (other.isOverdue(now) && span.with(other).isPossible()) {
                DeviceAlert alert = covered.get(other.id());
                if (alert == null || alert.device() != null) {
                    span = span.with(other);
                    together.add(other);
                }
            }
        }
        if (together.size() < 2 || together.size() <= heardSince) {
            return Optional.empty();
        }
        for (Judged other : together) {
            DeviceAlert alone = covered.remove(other.id());
            if (alone != null) { // noticed alone before it was seen that others ended with it
                close(
                        alone,
                        now,
                        new Text(
                                "Không chỉ thiết bị này: nhiều thiết bị im lặng cùng lúc.",
                                "Not only this one: many devices fell silent together."),
                        changed);
                silences.getOrDefault(other.id(), new ArrayList<>()).remove(alone.openedAt());
            }
            remember(other.id(), now);
        }
        String site = device.id().site();
        return Optional.of(ofSite(
                "silent/" + site + "/" + now.getEpochSecond(),
                site,
                now,
                together.stream().map(Judged::silent).toList(),
                devices.size()));
    }

    private DeviceAlert ofSite(String id, String site, Instant openedAt, List<Silent> silent, int of) {
        Instant ended = silent.stream()
                .map(Silent::lastHeard)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        String when = Words.moment(ended, zone);
        String count = silent.size() + "/" + Math.max(of, silent.size());
        String names = String.join(
                ", ",
                silent.stream().map(Silent::name).sorted().limit(MOST_NAMES).toList());
        int more = silent.size() - MOST_NAMES;
        Text title = new Text(count + " thiết bị im lặng cùng lúc", count + " devices fell silent together");
        Text sentence = new Text(
                count + " thiết bị im lặng từ " + when + ": " + names
                        + (more > 0 ? " và " + more + " thiết bị khác" : "")
                        + ". Có lẽ trạm thu mất điện hoặc mất mạng.",
                count + " devices have been silent since " + when + ": " + names
                        + (more > 0 ? " and " + more + " more" : "")
                        + ". Probably the gateway has lost its power or its network.");
        return new DeviceAlert(
                id, site, null, Kind.SILENT, silent, openedAt, null, Cause.GATEWAY, title, sentence, null, sample);
    }

    private DeviceAlert single(Judged device, Instant now) {
        Levels.Likely likely = field.levels(device.id().site(), device.id().device())
                .findCause()
                .orElse(new Levels.Likely(Cause.UNKNOWN, new Text("Chưa rõ vì sao.", "It is not known why.")));
        String name = device.device().name();
        String when = Words.moment(device.last(), zone);
        Text usual = Words.duration(device.interval().heard());
        remember(device.id(), now);
        return new DeviceAlert(
                "silent/" + device.id().site() + "/" + device.id().device() + "/" + now.getEpochSecond(),
                device.id().site(),
                device.id().device(),
                Kind.SILENT,
                List.of(device.silent()),
                now,
                null,
                likely.cause(),
                new Text(name + " im lặng", name + " is silent"),
                new Text(
                        name + " im lặng từ " + when + " (thường gửi " + usual.vi() + " một lần). "
                                + likely.because().vi(),
                        name + " has been silent since " + when + " (it usually sends every " + usual.en() + "). "
                                + likely.because().en()),
                null,
                sample);
    }

    private void remember(DeviceAlert alert) {
        alert.silent().forEach(s -> remember(new DeviceId(alert.site(), s.device()), alert.openedAt()));
    }

    private void remember(DeviceId device, Instant openedAt) {
        silences.computeIfAbsent(device, d -> new ArrayList<>()).add(openedAt);
    }

    private void forgetOld(Instant now) {
        Instant before = now.minus(SilenceRule.REMEMBERED);
        silences.values().forEach(times -> times.removeIf(t -> t.isBefore(before)));
        silences.values().removeIf(List::isEmpty);
        if (!judgedAgainFrom.isEmpty()) {
            judgedAgainFrom.values().removeIf(t -> t.isBefore(before));
        }
    }
}
