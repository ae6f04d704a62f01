package vn.nuong.analytics.forecast.faults;

import java.util.ArrayDeque;
import java.util.Deque;

/** How much of the rises that were to be expected a probe has shown lately. Not thread-safe. */
final class Rises {

    /** A rise that tells something, m³/m³ over {@link Inputs#CHANGE_DAYS}. */
    private static final double LEAST_RISE = 0.015;

    private static final int DAYS = 60;
    private static final int LEAST_DAYS = 4;

    /** Together, m³/m³. */
    private static final double LEAST_SUM = 0.12;

    /** A probe that shows more of them is not suspect. */
    private static final double ENOUGH = 0.6;

    /** By how much rises may be expected wrongly all alike. This project's choice. */
    private static final double ALIKE_WRONG = 0.15;

    private record Rise(int day, double expected, double came, double variance) {}

    private final Deque<Rise> rises = new ArrayDeque<>();

    void add(int day, Expected.Day change) {
        while (!rises.isEmpty() && rises.getFirst().day() <= day - DAYS) {
            rises.removeFirst();
        }
        if (change.value() >= LEAST_RISE && !Double.isNaN(change.residual())) {
            rises.addLast(new Rise(day, change.value(), change.value() + change.residual(), change.variance()));
        }
    }

    /** In how many standard deviations they fell short; 0 when they did not by much, or were few. */
    double shortfall() {
        double expected = expected();
        double came = rises.stream().mapToDouble(Rise::came).sum();
        if (rises.size() < LEAST_DAYS || expected < LEAST_SUM || came > ENOUGH * expected) {
            return 0;
        }
        double wrong = ALIKE_WRONG * expected;
        double variance =
                Inputs.CHANGE_DAYS * rises.stream().mapToDouble(Rise::variance).sum() + wrong * wrong;
        return (expected - came) / Math.sqrt(variance);
    }

    /** What did not come of a rise, on the mean, m³/m³. */
    double missing() {
        return rises.stream()
                .mapToDouble(r -> r.expected() - r.came())
                .average()
                .orElse(0);
    }

    int first(int day) {
        return rises.isEmpty() ? day : rises.getFirst().day();
    }

    private double expected() {
        return rises.stream().mapToDouble(Rise::expected).sum();
    }
}
