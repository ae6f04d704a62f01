package vn.nuong.analytics.forecast.soilmoisture;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.telemetry.advice.MoistureForecast;

/**
 * What makes the forecast at one depth and horizon, by what the model's card says of the held-out part: the best of the networks, the adapted
 * columns and the recession, as far as it beats persistence. The networks must have been best at two places or more together: what they
 * learned at one place did not hold at another (docs/model.md).
 *
 * @param by {@link HeldOutSkill#NETWORKS} and so on, or {@link #PERSISTENCE}
 * @param skill of that on the held-out part; of the best, at most 0, where persistence is better; null when nothing was measured
 * @param where it was measured
 */
record Choice(String by, @Nullable Double skill, String where) {

    static final String PERSISTENCE = "persistence";

    private static final int LEAST_PLACES = 2;

    /** Less than this is no gain. */
    private static final double LEAST_SKILL = 0.01;

    private static final String ALL = "all stations";

    static Choice of(ModelCard card, int depthCm, boolean observed, int horizon) {
        @Nullable Choice best = null;
        for (String by : List.of(HeldOutSkill.COLUMNS, HeldOutSkill.RECESSION, HeldOutSkill.NETWORKS)) {
            List<ModelCard.SkillAt> rows = card.skill().stream()
                    .filter(r -> r.what().equals(HeldOutSkill.what(depthCm, observed, by))
                            && r.horizonHours() == horizon
                            && r.season() == ModelCard.Season.ALL)
                    .toList();
            long places = rows.stream().filter(r -> !r.where().equals(ALL)).count();
            ModelCard.SkillAt row = rows.stream()
                    .filter(r -> r.where().equals(ALL))
                    .findFirst()
                    .orElse(rows.isEmpty() ? null : rows.get(0));
            Double skill = row == null ? null : row.skill();
            if (row != null
                    && skill != null
                    && (places >= LEAST_PLACES || !by.equals(HeldOutSkill.NETWORKS))
                    && (best == null || best.skill == null || skill > best.skill)) {
                best = new Choice(by, skill, row.where());
            }
        }
        if (best == null || best.skill == null) {
            return new Choice(PERSISTENCE, null, "");
        }
        return best.skill >= LEAST_SKILL ? best : new Choice(PERSISTENCE, Math.min(0, best.skill), best.where);
    }

    /** In the words of a forecast. */
    MoistureForecast.Method method() {
        return switch (by) {
            case HeldOutSkill.NETWORKS, HeldOutSkill.COLUMNS -> MoistureForecast.Method.LEARNED;
            case HeldOutSkill.RECESSION -> MoistureForecast.Method.PHYSICS;
            default -> MoistureForecast.Method.PERSISTENCE;
        };
    }
}
