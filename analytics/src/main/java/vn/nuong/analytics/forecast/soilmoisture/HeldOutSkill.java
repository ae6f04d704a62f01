package vn.nuong.analytics.forecast.soilmoisture;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.Recession;
import vn.nuong.analytics.forecast.Skill;
import vn.nuong.analytics.forecast.registry.ModelCard.Season;
import vn.nuong.analytics.forecast.registry.ModelCard.SkillAt;

/**
 * Scores a model on the part of the records that it did not learn from, and beside it its adapted columns alone and the recession, which needs
 * no training.
 */
final class HeldOutSkill {

    static final String NETWORKS = "networks";
    static final String COLUMNS = "columns";
    static final String RECESSION = "recession";

    // The soil of recordings is seldom published: the loam that the sample site gives plot 1, through Saxton and Rawls
    // 2006
    // (sand 0.40, clay 0.20, organic matter 2.5 %), m³/m³ and mm/h.
    private static final double FIELD_CAPACITY = 0.280;
    private static final double WILTING_POINT = 0.137;
    private static final double SATURATION = 0.459;
    private static final double KSAT_MM_PER_HOUR = 15.5;
    private static final double ROOT_DEPTH_M = 0.6;
    private static final double TEA_DEPLETION_FRACTION = 0.40;

    private final SoilMoistureModel model;
    private final Progress progress;

    HeldOutSkill(SoilMoistureModel model, Progress progress) {
        this.model = model;
        this.progress = progress;
    }

    /** What stands in the card. */
    static String what(int depthCm, boolean observed, String by) {
        return "soil_moisture_" + depthCm + "cm, weather " + (observed ? "known" : "not known") + ", " + by;
    }

    /** Each station by itself, then all together; a station without a held-out forecast is left out. */
    List<SkillAt> of(List<SoilMoistureTraining.Trained> stations) throws InterruptedException {
        List<Integer> horizons = model.target().horizons();
        List<SkillAt> skill = new ArrayList<>();
        List<Sums> all = new ArrayList<>();
        horizons.forEach(h -> all.add(new Sums()));
        for (SoilMoistureTraining.Trained station : stations) {
            progress.checkNotStopped();
            Station tested = station.tested();
            int from = station.heldOutFrom();
            List<List<Prediction>> said = model.forecast(tested, from, progress);
            for (int h = 0; h < horizons.size(); h++) {
                MoistureFeatures at = model.features(tested, h);
                Sums sums = new Sums();
                for (Prediction row : said.get(h)) {
                    if (row.hour() >= from) {
                        sums.add(tested, row, at);
                        all.get(h).add(tested, row, at);
                    }
                }
                sums.tell(tested.name(), horizons.get(h), model.target(), skill);
            }
        }
        for (int h = 0; h < horizons.size() && stations.size() > 1; h++) {
            all.get(h).tell("all stations", horizons.get(h), model.target(), skill);
        }
        return skill;
    }

    private static double recession(Prediction row, double etoMm) {
        Recession recession = new Recession(
                FIELD_CAPACITY,
                WILTING_POINT,
                Recession.drainageHours(SATURATION, FIELD_CAPACITY, ROOT_DEPTH_M, KSAT_MM_PER_HOUR),
                Double.isNaN(etoMm) ? 0 : etoMm,
                ROOT_DEPTH_M,
                TEA_DEPLETION_FRACTION);
        return recession.after(row.persistence(), row.horizon())[row.horizon() - 1] - row.persistence();
    }

    private static final class Sums {
        private final Map<String, Map<Season, Skill>> skills = new LinkedHashMap<>();
        private final Map<Season, Integer> inside = new EnumMap<>(Season.class);

        void add(Station station, Prediction row, MoistureFeatures at) {
            Season season =
                    Season.of(station.time(row.hour()).atZone(ZoneOffset.UTC).getMonth());
            double columns = at.physics(row.hour());
            boolean within = row.observed() >= row.quantiles()[0]
                    && row.observed() <= row.quantiles()[row.quantiles().length - 1];
            for (Season of : List.of(Season.ALL, season)) {
                add(NETWORKS, of, row.forecast() - row.persistence(), row);
                add(COLUMNS, of, Double.isNaN(columns) ? 0 : columns, row);
                add(RECESSION, of, recession(row, at.etoOfDay(row.hour())), row);
                inside.merge(of, within ? 1 : 0, Integer::sum);
            }
        }

        private void add(String by, Season season, double change, Prediction row) {
            skills.computeIfAbsent(by, b -> new EnumMap<>(Season.class))
                    .merge(season, Skill.NONE.plus(change, row.observed() - row.persistence()), Skill::plus);
        }

        void tell(String where, int horizon, SoilMoistureModel.Target target, List<SkillAt> into) {
            skills.forEach((by, bySeason) -> bySeason.forEach((season, skill) -> into.add(new SkillAt(
                    what(target.depthCm(), target.observed(), by),
                    where,
                    horizon,
                    season,
                    skill.n(),
                    rounded(skill.score()),
                    by.equals(NETWORKS) ? rounded((double) inside.getOrDefault(season, 0) / skill.n()) : null))));
        }

        private static @Nullable Double rounded(double value) {
            return Double.isNaN(value) ? null : (Double) (Math.round(value * 10_000) / 10_000.0);
        }
    }
}
