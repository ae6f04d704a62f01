package vn.nuong.analytics.forecast.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.Skill;
import vn.nuong.telemetry.advice.Text;

/**
 * Whether something that makes forecasts may be shown at a plot, or has stepped aside. It steps aside when its skill 24 h ahead over the
 * last {@value #SPAN_DAYS} days is below 0, or at once when an input is outside of what it learned from. It comes back when the skill is
 * above {@value #BACK_ABOVE} over as long, and when the inputs have been inside for {@link #INSIDE_FOR}. The gap between the two keeps it
 * from going to and fro. Fewer than {@value #FEWEST} forecasts decide nothing. The limits are this project's.
 *
 * @param version of what makes the forecasts: a new one starts anew
 * @param aside whether it has stepped aside
 * @param since when that last changed, or when it was first looked at
 * @param reason of the last change; null when there was none
 * @param lastOutside when an input was last outside; null when none was
 */
record Standing(
        String version,
        boolean aside,
        Instant since,
        @Nullable Reason reason,
        @Nullable Instant lastOutside) {

    /** How far live skill looks back. */
    static final int SPAN_DAYS = 14;

    /** Half of the forecasts that are kept in the span. */
    static final int FEWEST = 56;

    static final double BACK_ABOVE = 0.05;
    static final Duration INSIDE_FOR = Duration.ofHours(24);

    /** Why it changed. */
    enum Reason {
        SKILL,
        INPUTS
    }

    /**
     * After a change.
     *
     * @param now the standing
     * @param why in words; null when nothing changed
     */
    record Step(Standing now, @Nullable Text why) {}

    static Standing start(String version, Instant now) {
        return new Standing(version, false, now, null, null);
    }

    /**
     * The standing after an evaluation.
     *
     * @param live skill over the span
     * @param outside inputs outside of what it learned from
     */
    Step next(String current, Skill live, List<String> outside, Instant now) {
        if (!current.equals(version) || now.isBefore(since)) {
            return start(current, now).next(current, live, outside, now);
        }
        boolean enough = live.n() >= FEWEST && !Double.isNaN(live.score());
        Instant out = outside.isEmpty() ? lastOutside : now;
        if (!aside) {
            if (!outside.isEmpty()) {
                return changed(true, Reason.INPUTS, out, now, outside(outside));
            }
            return enough && live.score() < 0
                    ? changed(true, Reason.SKILL, out, now, worse(live))
                    : new Step(new Standing(version, false, since, reason, out), null);
        }
        boolean inside = out == null || !now.isBefore(out.plus(INSIDE_FOR));
        boolean bad = enough && live.score() < 0;
        if (reason == Reason.INPUTS && inside && !bad) {
            return changed(false, Reason.INPUTS, out, now, inside());
        }
        if (reason == Reason.SKILL && inside && enough && live.score() > BACK_ABOVE) {
            return changed(false, Reason.SKILL, out, now, better(live));
        }
        return new Step(new Standing(version, true, since, reason, out), null);
    }

    private Step changed(boolean toAside, Reason why, @Nullable Instant out, Instant now, Text words) {
        return new Step(new Standing(version, toAside, now, why, out), words);
    }

    private static Text outside(List<String> outside) {
        String list = String.join(", ", outside);
        return new Text(
                "số đo nằm ngoài những gì đã học: " + list, "readings are outside of what it learned from: " + list);
    }

    private static Text inside() {
        return new Text(
                "số đo đã trở lại trong khoảng đã học được 24 giờ",
                "readings have been inside of what it learned from for 24 h");
    }

    private static Text worse(Skill live) {
        return new Text(
                SPAN_DAYS + " ngày qua đoán kém hơn cách \"mai như hôm nay\" (độ khéo " + vi(live) + ", " + live.n()
                        + " lần)",
                "over the last " + SPAN_DAYS + " days it was worse than \"tomorrow as today\" (skill " + en(live) + ", "
                        + live.n() + " forecasts)");
    }

    private static Text better(Skill live) {
        return new Text(
                SPAN_DAYS + " ngày qua đã lại đoán hơn cách \"mai như hôm nay\" (độ khéo " + vi(live) + ", " + live.n()
                        + " lần)",
                "over the last " + SPAN_DAYS + " days it was better than \"tomorrow as today\" again (skill " + en(live)
                        + ", " + live.n() + " forecasts)");
    }

    private static String en(Skill live) {
        return String.format(Locale.ROOT, "%.2f", live.score()).replace('-', '−');
    }

    private static String vi(Skill live) {
        return en(live).replace('.', ',');
    }
}
