package vn.nuong.analytics.advice;

import static vn.nuong.analytics.advice.Say.same;
import static vn.nuong.analytics.advice.Say.text;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import vn.nuong.analytics.decision.Ban;
import vn.nuong.analytics.decision.OutdoorWork;
import vn.nuong.analytics.decision.OutdoorWork.Closed;
import vn.nuong.telemetry.advice.Text;

/**
 * The one way in which advice sends people out: now, or by daylight in the next hours free of hard rain, or not at all. Whatever is to be
 * done or looked at in the plot is said through it.
 */
final class Outdoors {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** A stretch that ends sooner than this is said with its end. */
    private static final Duration SOON = Duration.ofHours(3);

    private Outdoors() {}

    /**
     * What to do outside.
     *
     * @param now a whole sentence, said where work may begin now
     * @param later the same as "ra ..." and "go and ...", put after "then"
     */
    static Text go(Situation situation, Text now, Text later) {
        return go(situation, now, later, new Text("Xong", "Be done"));
    }

    /**
     * The same.
     *
     * @param done what has to be over before the dark or the rain, put before "trước 18:00" and "by 18:00"
     */
    static Text go(Situation situation, Text now, Text later, Text done) {
        return closed(situation, later).orElseGet(() -> {
            OutdoorWork work = work(situation);
            Text said = Say.join(
                    Stream.concat(Stream.of(now), deadline(work, situation, done).stream())
                            .toList(),
                    " ");
            return work.isRainKnown()
                    ? said
                    : text("{0} Đang mưa to thì chờ tạnh.", "{0} If it rains hard, wait until it has stopped.", said);
        });
    }

    /** By when to be done: before the rain or a time to stay in on the same day, or a night of rain; before the dark where that is soon. */
    private static Optional<Text> deadline(OutdoorWork work, Situation situation, Text done) {
        Instant until = work.until();
        if (until == null) {
            return Optional.empty();
        }
        Text hour = hour(until, zone(situation));
        Text by = text("{0} trước {1}", "{0} by {1}", done, hour);
        Optional<Text> closes = closes(work, situation);
        boolean soon = until.isBefore(situation.history().now().plus(SOON));
        return closes.isPresent()
                ? Optional.of(text("{0}: {1}.", "{0}: {1}.", by, closes.get()))
                : soon ? Optional.of(text("{0}.", "{0}.", by)) : Optional.empty();
    }

    /** What comes after a stretch of daylight, but for a dry night. */
    private static Optional<Text> closes(OutdoorWork work, Situation situation) {
        if (work.ends() == Closed.BULLETIN) {
            return Optional.of(new Text(
                    "sau đó bản tin chính thức dặn ở trong nhà", "after that the official bulletin says to stay in"));
        }
        Instant rain = work.rainFrom();
        return rain == null
                ? Optional.empty()
                : Optional.of(
                        OutdoorWork.isHourTold(situation.outlook(), rain)
                                ? text(
                                        "từ khoảng {0} có thể mưa to",
                                        "hard rain is likely from about {0} on", hour(rain, zone(situation)))
                                : new Text("sau đó có thể mưa to", "hard rain is likely after that"));
    }

    /** "từ khoảng 13:00 ngày 23/3": when hard rain is likely to begin, where what is to be done outside does not say so. */
    static Optional<Text> hardRain(Situation situation, Duration ahead) {
        Instant at = situation.history().now();
        return work(situation).rainFrom() != null
                ? Optional.empty()
                : OutdoorWork.findHardRain(situation.outlook(), at, at.plus(ahead))
                        .map(t -> OutdoorWork.isHourTold(situation.outlook(), t)
                                ? text("từ khoảng {0}", "from about {0} on", Say.time(t, zone(situation)))
                                : text(
                                        "từ ngày {0}",
                                        "from {0} on", Say.date(LocalDate.ofInstant(t, zone(situation)))));
    }

    /** That nobody goes out now, and when to; empty where work may begin now. */
    static Optional<Text> closed(Situation situation, Text later) {
        OutdoorWork work = work(situation);
        Closed closed = work.closed();
        if (closed == null) {
            return Optional.empty();
        }
        Instant from = work.from();
        Instant until = work.until();
        if (from == null || until == null) {
            return Optional.of(text(
                    "{0}: đừng ra, chờ tạnh mưa và sáng trời mới {1}.",
                    "{0}: stay in; only when the rain has stopped and it is light, {1}.",
                    why(closed, situation),
                    later));
        }
        Text said = text(
                work.isRainKnown() ? "{0}: {1} hãy {2}" : "{0}: {1}, không mưa to thì hãy {2}",
                work.isRainKnown() ? "{0}: {1}, {2}" : "{0}: {1}, unless it rains hard, {2}",
                why(closed, situation),
                when(from, until, situation),
                later);
        return Optional.of(closes(work, situation)
                .map(closes -> text("{0}; {1}.", "{0}; {1}.", said, closes))
                .orElse(text("{0}.", "{0}.", said)));
    }

    /** Times at which official bulletins say to stay in. */
    static List<Ban> stayIn(Situation situation) {
        return situation.bulletins().stream()
                .flatMap(b -> Optional.ofNullable(b.stayIn())
                        .map(s -> new Ban(
                                s.from(),
                                s.to(),
                                text(
                                        "bản tin của {0} dặn ở trong nhà",
                                        "the bulletin of {0} says to stay in", same(b.issuer()))))
                        .stream())
                .toList();
    }

    private static OutdoorWork work(Situation situation) {
        Instant at = situation.history().now();
        return OutdoorWork.of(new OutdoorWork.Known(
                at,
                situation.plot().place(),
                situation.history().rainMm(at.minus(Duration.ofHours(1)), at),
                situation.outlook(),
                stayIn(situation)));
    }

    private static Text why(Closed closed, Situation situation) {
        return switch (closed) {
            case BULLETIN_AHEAD ->
                stayIn(situation).stream()
                        .filter(b -> b.to().isAfter(situation.history().now()))
                        .min(Comparator.comparing(Ban::from))
                        .map(b -> text(
                                "Bản tin chính thức dặn ở trong nhà từ {0} đến {1}",
                                "The official bulletin says to stay in from {0} to {1}",
                                Say.time(b.from(), zone(situation)),
                                Say.time(b.to(), zone(situation))))
                        .orElseThrow();
            case BULLETIN ->
                new Text("Bản tin chính thức đang dặn ở trong nhà", "The official bulletin says to stay in now");
            case RAINING -> new Text("Đang mưa to", "It rains hard");
            case RAIN_AHEAD -> new Text("Sắp mưa to", "Hard rain is near");
            case NOT_YET_LIGHT -> new Text("Trời chưa sáng", "It is not light yet");
            case NEARLY_DARK -> new Text("Trời sắp tối", "It is nearly dark");
            case DARK -> new Text("Trời tối", "It is dark");
        };
    }

    /** "sáng nay từ 06:30 đến 18:00", "sáng mai (11/3) từ …", "sáng ngày 12/3 từ …". */
    private static Text when(Instant from, Instant until, Situation situation) {
        ZoneId zone = zone(situation);
        ZonedDateTime local = from.atZone(zone);
        LocalDate today = LocalDate.ofInstant(situation.history().now(), zone);
        Text part = local.getHour() < 11
                ? new Text("sáng", "morning")
                : local.getHour() < 13 ? new Text("trưa", "noon") : new Text("chiều", "afternoon");
        Text date = Say.date(local.toLocalDate());
        long days = ChronoUnit.DAYS.between(today, local.toLocalDate());
        Text day = days == 0
                ? text("{0} nay", "this {0}", part)
                : days == 1
                        ? text("{0} mai ({1})", "tomorrow {0} ({1})", part, date)
                        : text("{0} ngày {1}", "on the {0} of {1}", part, date);
        return text("{0} từ {1} đến {2}", "{0} from {1} to {2}", day, hour(from, zone), hour(until, zone));
    }

    private static Text hour(Instant time, ZoneId zone) {
        return same(HOUR.format(time.atZone(zone)));
    }

    private static ZoneId zone(Situation situation) {
        return situation.history().zone();
    }
}
