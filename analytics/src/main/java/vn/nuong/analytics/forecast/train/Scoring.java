package vn.nuong.analytics.forecast.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.LagFeatures;
import vn.nuong.analytics.forecast.ModelReport.Measured;
import vn.nuong.analytics.forecast.Recession;
import vn.nuong.analytics.forecast.Skill;
import vn.nuong.analytics.forecast.train.Samples.Sample;
import vn.nuong.analytics.forecast.train.Splits.Unseen;

/** Scores the finished model, and the physics beside it, on what neither saw. */
final class Scoring {

    private static final long SECONDS_PER_WEEK = 7 * 24 * 3600L;
    private static final int DRAWS = 1000;

    // Wufeng's soil is not published: the loam that the sample site gives plot 1, through Saxton and Rawls 2006
    // (sand 0.40, clay 0.20, organic matter 2.5 %), m³/m³ and mm/h.
    private static final double FIELD_CAPACITY = 0.280;
    private static final double WILTING_POINT = 0.137;
    private static final double SATURATION = 0.459;
    private static final double KSAT_MM_PER_HOUR = 15.5;
    private static final double ROOT_DEPTH_M = 0.6;
    private static final double TEA_DEPLETION_FRACTION = 0.40;

    private final long seed;

    Scoring(long seed) {
        this.seed = seed;
    }

    /** The scores of one situation, by lead. */
    List<Measured> score(Unseen unseen, double[][] changes, Chosen chosen) {
        List<Measured> scores = new ArrayList<>();
        for (int lead = 0; lead < Splits.LEADS.size(); lead++) {
            Skill skill = Skill.NONE;
            Skill physics = Skill.NONE;
            Map<Long, Skill> weeks = new TreeMap<>();
            int inside = 0;
            for (int i = 0; i < changes.length; i++) {
                Sample sample = unseen.samples().get(i);
                double came = sample.changes()[lead];
                double forecast = changes[i][lead];
                skill = skill.plus(forecast, came);
                weeks.merge(
                        sample.issued().getEpochSecond() / SECONDS_PER_WEEK,
                        Skill.NONE.plus(forecast, came),
                        Skill::plus);
                double error = (came - forecast) / sample.usualChange();
                inside += error >= chosen.low().get(lead)
                                && error <= chosen.high().get(lead)
                        ? 1
                        : 0;
                if (unseen.decides()) {
                    physics = physics.plus(physicalChange(sample, Splits.LEADS.get(lead)), came);
                }
            }
            double[] interval = interval(new ArrayList<>(weeks.values()));
            @Nullable Double physicsScore = unseen.decides() ? (Double) round(physics.score()) : null;
            scores.add(new Measured(
                    unseen.site(),
                    unseen.months(),
                    unseen.where(),
                    unseen.depthCm(),
                    Splits.LEADS.get(lead),
                    skill.n(),
                    round(skill.score()),
                    round(interval[0]),
                    round(interval[1]),
                    physicsScore,
                    round((double) inside / skill.n()),
                    unseen.decides()));
        }
        return scores;
    }

    /** 5th and 95th percentile of the score when whole weeks are drawn again with replacement. */
    private double[] interval(List<Skill> weeks) {
        Random random = new Random(seed);
        double[] scores = random.longs(DRAWS)
                .mapToObj(Random::new)
                .mapToDouble(draw -> {
                    Skill sum = Skill.NONE;
                    for (int i = 0; i < weeks.size(); i++) {
                        sum = sum.plus(weeks.get(draw.nextInt(weeks.size())));
                    }
                    return sum.score();
                })
                .sorted()
                .toArray();
        return new double[] {scores[DRAWS / 20], scores[DRAWS - 1 - DRAWS / 20]};
    }

    /** What the recession says from the same start; ETc from the day before, with a crop coefficient of 1. */
    private static double physicalChange(Sample sample, int leadHours) {
        double moisture = feature(sample, "moisture");
        double radiation = feature(sample, "solar_radiation_24h");
        double temperature = feature(sample, "air_temperature_24h");
        // Hargreaves 1975: ETo = 0.0135 (T + 17.8) Rs, Rs in mm/day; 1 W/m² is 0.0864 MJ/m²/day, 2.45 MJ evaporate 1
        // mm.
        double eto = 0.0135 * (temperature + 17.8) * radiation * 0.0864 / 2.45;
        Recession recession = new Recession(
                FIELD_CAPACITY,
                WILTING_POINT,
                Recession.drainageHours(SATURATION, FIELD_CAPACITY, ROOT_DEPTH_M, KSAT_MM_PER_HOUR),
                Double.isNaN(eto) ? 0 : Math.max(0, eto),
                ROOT_DEPTH_M,
                TEA_DEPLETION_FRACTION);
        return recession.after(moisture, leadHours)[leadHours - 1] - moisture;
    }

    private static double feature(Sample sample, String name) {
        return sample.features()[LagFeatures.names().indexOf(name)];
    }

    private static double round(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
