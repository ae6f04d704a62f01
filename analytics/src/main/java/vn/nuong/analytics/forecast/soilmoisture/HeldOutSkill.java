package vn.nuong.analytics.forecast.soilmoisture;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import vn.nuong.analytics.forecast.Skill;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.analytics.forecast.registry.ModelCard.Season;
import vn.nuong.analytics.forecast.registry.ModelCard.SkillAt;

/** Scores a model, and its physical columns alone, on the part of the records that it did not learn from. */
final class HeldOutSkill {

    private final SoilMoistureModel model;
    private final Progress progress;

    HeldOutSkill(SoilMoistureModel model, Progress progress) {
        this.model = model;
        this.progress = progress;
    }

    /** What is said of the columns alone. */
    static String physics(int depthCm, boolean observed) {
        return what(depthCm, observed, "physics");
    }

    /** What is said of the model. */
    static String learned(int depthCm, boolean observed) {
        return what(depthCm, observed, "learned");
    }

    private static String what(int depthCm, boolean observed, String by) {
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
                double[] physics = model.physics(tested, h);
                Sums sums = new Sums();
                for (Prediction row : said.get(h)) {
                    if (row.hour() >= from) {
                        sums.add(tested, row, physics[row.hour()]);
                        all.get(h).add(tested, row, physics[row.hour()]);
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

    private static final class Sums {
        private final Map<Season, Skill> learned = new EnumMap<>(Season.class);
        private final Map<Season, Skill> physics = new EnumMap<>(Season.class);
        private final Map<Season, Integer> inside = new EnumMap<>(Season.class);

        void add(Station station, Prediction row, double columns) {
            double came = row.observed() - row.persistence();
            Season season = Season.of(
                    station.time(row.hour()).atZone(ZoneOffset.UTC).getMonth());
            boolean within =
                    row.observed() >= row.quantiles()[0] && row.observed() <= row.quantiles()[row.quantiles().length - 1];
            for (Season of : List.of(Season.ALL, season)) {
                learned.merge(of, Skill.NONE.plus(row.forecast() - row.persistence(), came), Skill::plus);
                physics.merge(of, Skill.NONE.plus(Double.isNaN(columns) ? 0 : columns, came), Skill::plus);
                inside.merge(of, within ? 1 : 0, Integer::sum);
            }
        }

        void tell(String where, int horizon, SoilMoistureModel.Target target, List<SkillAt> into) {
            learned.forEach((season, skill) -> into.add(at(
                    learned(target.depthCm(), target.observed()),
                    where,
                    horizon,
                    season,
                    skill,
                    (double) inside.getOrDefault(season, 0) / skill.n())));
            physics.forEach((season, skill) -> into.add(
                    at(HeldOutSkill.physics(target.depthCm(), target.observed()), where, horizon, season, skill, Double.NaN)));
        }

        private static String learned(int depthCm, boolean observed) {
            return HeldOutSkill.learned(depthCm, observed);
        }

        private static SkillAt at(
                String what, String where, int horizon, Season season, Skill skill, double inside) {
            return new SkillAt(
                    what,
                    where,
                    horizon,
                    season,
                    skill.n(),
                    Double.isNaN(skill.score()) ? null : (Double) (Math.round(skill.score() * 10_000) / 10_000.0),
                    Double.isNaN(inside) ? null : (Double) (Math.round(inside * 10_000) / 10_000.0));
        }
    }
}
