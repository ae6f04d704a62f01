package vn.nuong.analytics.decision;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.water.DailyStep;
import vn.nuong.analytics.agronomy.water.WaterStress;
import vn.nuong.analytics.outlook.Member;
import vn.nuong.analytics.outlook.Outlook;
import vn.nuong.telemetry.advice.WhatIf;
import vn.nuong.telemetry.agronomy.Limits;

/**
 * The next ten days with an irrigation and without, by FAO-56's balance ({@link DailyStep}) in every member of the outlook, from the same
 * three values of the depletion as {@link ExpectedCost}. Pure; for any thread.
 */
public final class Foresight {

    private static final int DAYS = 10;

    /** Above this chance it is more likely than not. */
    private static final double THIRSTY = 0.5;

    private static final double MOST_RAIN_MM = 1000;
    private static final double MOST_ETC_MM = 25;

    private final ExpectedCost.Now now;
    private final List<double[]> rainMm = new ArrayList<>();
    private final List<double[]> etcMm = new ArrayList<>();
    private int outlookDays = DAYS;

    private Foresight(ExpectedCost.Now now) {
        this.now = now;
    }

    /**
     * @param now the plot now
     * @param netMm what is given from now on in the second course, mm
     * @param outlook without one no rain falls
     * @param kc crop coefficient
     * @param usualEtcMm crop evapotranspiration where the outlook tells none, mm/day
     */
    public static WhatIf of(
            ExpectedCost.Now now,
            double netMm,
            Outlook outlook,
            Instant at,
            ZoneId zone,
            double kc,
            double usualEtcMm) {
        Foresight ahead = new Foresight(now);
        ahead.weather(outlook, at, kc, usualEtcMm);
        List<WhatIf.Course> without = ahead.course(0);
        List<WhatIf.Course> with = ahead.course(netMm);
        List<WhatIf.Day> days = new ArrayList<>();
        for (int d = 0; d < DAYS; d++) {
            days.add(new WhatIf.Day(
                    LocalDate.ofInstant(day(at, d + 1), zone), ahead.rawMm(d), without.get(d), with.get(d)));
        }
        return new WhatIf(
                netMm,
                now.turnMm(),
                ahead.rainMm.size(),
                outlook.isKnown() ? ahead.outlookDays : 0,
                thirsty(days, WhatIf.Day::without, false),
                thirsty(days, WhatIf.Day::with, true),
                days);
    }

    /** The first day of thirst; with several turns the one after those that it takes to quench the first. */
    private static @Nullable LocalDate thirsty(
            List<WhatIf.Day> days, Function<WhatIf.Day, WhatIf.Course> course, boolean quenched) {
        List<WhatIf.Day> after = quenched
                ? days.stream()
                        .dropWhile(d -> course.apply(d).thirsty() > THIRSTY)
                        .toList()
                : days;
        return (after.isEmpty() ? days : after)
                .stream()
                        .filter(d -> course.apply(d).thirsty() > THIRSTY)
                        .map(WhatIf.Day::date)
                        .findFirst()
                        .orElse(null);
    }

    private void weather(Outlook outlook, Instant at, double kc, double usualEtcMm) {
        for (Member member : outlook.members()) {
            double[] rain = new double[DAYS];
            double[] etc = new double[DAYS];
            int told = 0;
            for (int d = 0; d < DAYS; d++) {
                OptionalDouble rainOf = member.rainMm(day(at, d), day(at, d + 1));
                OptionalDouble etoOf = member.etoMm(day(at, d), day(at, d + 1));
                told += rainOf.isPresent() && told == d ? 1 : 0;
                rain[d] = Math.min(MOST_RAIN_MM, rainOf.orElse(0));
                etc[d] = etoOf.isPresent() ? Math.min(MOST_ETC_MM, kc * etoOf.getAsDouble()) : usualEtcMm;
            }
            outlookDays = Math.min(outlookDays, told);
            rainMm.add(rain);
            etcMm.add(etc);
        }
        if (rainMm.isEmpty()) {
            double[] usual = new double[DAYS];
            Arrays.fill(usual, usualEtcMm);
            rainMm.add(new double[DAYS]);
            etcMm.add(usual);
        }
    }

    private double rawMm(int day) {
        double mean = etcMm.stream().mapToDouble(e -> e[day]).average().orElseThrow();
        return WaterStress.readilyAvailableMm(now.tawMm(), WaterStress.depletionFraction(now.tableFraction(), mean));
    }

    private List<WhatIf.Course> course(double netMm) {
        List<TreeMap<Double, Double>> weightOf = new ArrayList<>();
        double[] ks = new double[DAYS];
        double[] thirsty = new double[DAYS];
        for (int d = 0; d < DAYS; d++) {
            weightOf.add(new TreeMap<>());
        }
        for (int s = 0; s < ExpectedCost.SIGMAS.length; s++) {
            for (int m = 0; m < rainMm.size(); m++) {
                double weight = ExpectedCost.WEIGHTS[s] / rainMm.size();
                double depletion =
                        Limits.clamp(now.depletionMm() + ExpectedCost.SIGMAS[s] * now.sigmaMm(), 0, now.tawMm());
                double left = netMm;
                for (int d = 0; d < DAYS; d++) {
                    double given = Math.min(now.turnMm(), left);
                    left -= given;
                    double etc = etcMm.get(m)[d];
                    double fraction = WaterStress.depletionFraction(now.tableFraction(), etc);
                    DailyStep step = DailyStep.of(
                            depletion, given + now.soaks(rainMm.get(m)[d], depletion), etc, now.tawMm(), fraction);
                    depletion = step.depletionEndMm();
                    weightOf.get(d).merge(depletion, weight, Double::sum);
                    ks[d] += weight * step.ks();
                    thirsty[d] += ExpectedCost.isThirsty(depletion, now.tawMm(), fraction) ? weight : 0;
                }
            }
        }
        List<WhatIf.Course> course = new ArrayList<>();
        for (int d = 0; d < DAYS; d++) {
            TreeMap<Double, Double> of = weightOf.get(d);
            course.add(new WhatIf.Course(
                    quantile(of, 0.1), quantile(of, 0.5), quantile(of, 0.9), ks[d], Math.min(1, thirsty[d])));
        }
        return course;
    }

    private static double quantile(TreeMap<Double, Double> weightOf, double share) {
        double sum = 0;
        for (var entry : weightOf.entrySet()) {
            sum += entry.getValue();
            if (sum >= share - 1e-9) {
                return entry.getKey();
            }
        }
        return weightOf.lastKey();
    }

    private static Instant day(Instant at, int day) {
        return at.plus(Duration.ofDays(day));
    }
}
