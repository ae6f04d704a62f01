package vn.nuong.analytics.forecast.pest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.Skill;
import vn.nuong.analytics.forecast.registry.ModelCard.Season;
import vn.nuong.analytics.forecast.registry.ModelCard.SkillAt;

/** What forecasts of catches were worth against persistence, in log(1 + catch), by place, horizon and season of the week of issue. */
final class PestHeldOut {

    static final String WHAT = "log(1 + catch)";
    static final String ALL = "all series";
    static final int HOURS_A_WEEK = 7 * 24;

    private PestHeldOut() {}

    /** All series together first, then each location; without a row for what nothing was forecast for. */
    static List<SkillAt> skill(List<PestPrediction> rows) {
        Map<String, Map<Integer, Map<Season, Sum>>> sums = new TreeMap<>();
        Map<Integer, Map<Season, Sum>> all = new TreeMap<>();
        for (PestPrediction row : rows) {
            Season season = Season.of(Weeks.firstDay(row.year(), row.week()).getMonth());
            for (Map<Integer, Map<Season, Sum>> of :
                    List.of(all, sums.computeIfAbsent(row.key().location(), k -> new TreeMap<>()))) {
                Map<Season, Sum> bySeason = of.computeIfAbsent(row.horizon(), k -> new EnumMap<>(Season.class));
                for (Season s : List.of(Season.ALL, season)) {
                    bySeason.computeIfAbsent(s, k -> new Sum()).add(row);
                }
            }
        }
        List<SkillAt> skill = new ArrayList<>();
        tell(ALL, all, skill);
        sums.forEach((location, of) -> tell(location, of, skill));
        return skill;
    }

    private static void tell(String where, Map<Integer, Map<Season, Sum>> of, List<SkillAt> to) {
        of.forEach((weeks, bySeason) -> bySeason.forEach((season, sum) -> to.add(new SkillAt(
                WHAT,
                where,
                weeks * HOURS_A_WEEK,
                season,
                sum.skill.n(),
                rounded(sum.skill.score()),
                rounded((double) sum.inside / sum.skill.n())))));
    }

    private static @Nullable Double rounded(double value) {
        return Double.isNaN(value) ? null : (Double) (Math.round(value * 10_000) / 10_000.0);
    }

    private static final class Sum {
        private Skill skill = Skill.NONE;
        private int inside;

        void add(PestPrediction row) {
            double now = Math.log1p(row.persistence());
            skill = skill.plus(Math.log1p(row.forecast()) - now, Math.log1p(row.observed()) - now);
            inside += row.observed() >= row.lower() && row.observed() <= row.upper() ? 1 : 0;
        }
    }
}
