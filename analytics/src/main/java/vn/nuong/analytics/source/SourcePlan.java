package vn.nuong.analytics.source;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.site.WaterSource;

/**
 * How the water of a source is shared on a day. It is made once a day, at {@link #AT}, from what was known then, so that no plot's part
 * moves while another is pumping. Immutable.
 *
 * @param at when it is made for
 * @param availableLitres what may be drawn until the next plan; null when neither the store nor a limit is known
 * @param users who draws, in the order of the configuration
 * @param shares part of each, litres, that add up to what may be drawn; empty when that is not known
 */
public record SourcePlan(Instant at, @Nullable Long availableLitres, List<Sharing.User> users, List<Long> shares) {

    /** When the plan of a day is made, local time: before the earliest start of an irrigation. This project's choice. */
    public static final LocalTime AT = LocalTime.of(3, 0);

    public SourcePlan {
        users = List.copyOf(users);
        shares = List.copyOf(shares);
    }

    /** When the plan that holds at a time was made. */
    public static Instant planTime(Instant now, ZoneId zone) {
        ZonedDateTime local = now.atZone(zone);
        ZonedDateTime today = local.toLocalDate().atTime(AT).atZone(zone);
        return (today.isAfter(local)
                        ? local.toLocalDate().minusDays(1).atTime(AT).atZone(zone)
                        : today)
                .toInstant();
    }

    /**
     * Makes the plan.
     *
     * @param state the source at the plan's time
     * @param users who draws, with what each needs today
     * @param zone for its calendar
     * @param drawnM3 what was drawn that day before, which counts towards the day's limit, m³
     */
    public static SourcePlan of(SourceState state, List<Sharing.User> users, ZoneId zone, double drawnM3) {
        OptionalDouble available = availableM3(state, zone, drawnM3);
        if (available.isEmpty()) {
            return new SourcePlan(state.at(), null, users, List.of());
        }
        long litres = (long) Math.floor(available.getAsDouble() * 1000 + 1e-6);
        long[] shares = Sharing.shares(state.source().rule(), litres, users);
        return new SourcePlan(
                state.at(), litres, users, LongStream.of(shares).boxed().toList());
    }

    /** Whether there is anything to share by: a store whose level is known, a flow or a limit. */
    public static boolean isKnown(SourceState state, ZoneId zone) {
        return availableM3(state, zone, 0).isPresent();
    }

    /** Of the store, the flow past it, and the limit, as far as they are known, the least, m³; nothing while pumping is stopped. */
    private static OptionalDouble availableM3(SourceState state, ZoneId zone, double drawnM3) {
        WaterSource source = state.source();
        if (Boolean.TRUE.equals(state.lockedOut())) {
            return OptionalDouble.of(0);
        }
        Double flow = null;
        Double inflow = source.inflowM3PerHour();
        if (!source.isStore() && inflow != null) {
            double leave = source.leaveM3PerHour() == null ? 0 : source.leaveM3PerHour();
            Duration open = new Calendar(source.openings(), zone)
                    .open(state.at(), state.at().plus(Duration.ofDays(1)));
            flow = Math.max(0, inflow - leave) * open.toSeconds() / 3600;
        }
        Double limit = source.limitM3PerDay();
        return Stream.of(state.usableM3(), flow, limit == null ? null : Double.valueOf(Math.max(0, limit - drawnM3)))
                .filter(Objects::nonNull)
                .mapToDouble(m3 -> m3)
                .min();
    }

    /** A plot's part, litres; empty when what may be drawn is not known, or the plot is no user. */
    public OptionalLong shareOf(String plot) {
        for (int i = 0; i < shares.size(); i++) {
            if (users.get(i).id().equals(plot)) {
                return OptionalLong.of(shares.get(i));
            }
        }
        return OptionalLong.empty();
    }

    /** Whether somebody gets less than is needed. */
    public boolean isShort() {
        for (int i = 0; i < shares.size(); i++) {
            Long need = users.get(i).needLitres();
            if (need != null && shares.get(i) < need) {
                return true;
            }
        }
        return false;
    }

    /** What is needed by all of whom it is known, litres. */
    public long neededLitres() {
        return users.stream()
                .mapToLong(u -> u.needLitres() == null ? 0 : u.needLitres())
                .sum();
    }
}
