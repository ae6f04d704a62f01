package vn.nuong.analytics.forecast.soilmoisture;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.registry.ModelCard;
import vn.nuong.telemetry.advice.MoistureForecast.Method;

/**
 * What makes the forecast at one depth and horizon, by what the model's card says of the held-out part: the networks where they beat the
 * physical columns and persistence and at least two places say so; else the columns where they beat persistence; else persistence.
 *
 * @param method what makes it
 * @param skill of that on the held-out part; of the better of both when neither beats persistence; null when nothing was measured
 * @param where it was measured
 */
record Choice(Method method, @Nullable Double skill, String where) {

    private static final int LEAST_PLACES = 2;
    private static final String ALL = "all stations";

    static Choice of(ModelCard card, int depthCm, boolean observed, int horizon) {
        List<ModelCard.SkillAt> learned = rows(card, HeldOutSkill.learned(depthCm, observed), horizon);
        List<ModelCard.SkillAt> physics = rows(card, HeldOutSkill.physics(depthCm, observed), horizon);
        long places = learned.stream().filter(r -> !r.where().equals(ALL)).count();
        @Nullable Double byLearned = skill(learned);
        @Nullable Double byPhysics = skill(physics);
        String where = pooled(learned).map(ModelCard.SkillAt::where).orElse("");
        double floor = Math.max(0, byPhysics == null ? 0 : byPhysics);
        if (places >= LEAST_PLACES && byLearned != null && byLearned > floor) {
            return new Choice(Method.LEARNED, byLearned, where);
        }
        if (byPhysics != null && byPhysics > 0) {
            return new Choice(Method.PHYSICS, byPhysics, where);
        }
        Double better = byLearned == null || (byPhysics != null && byPhysics > byLearned) ? byPhysics : byLearned;
        return new Choice(Method.PERSISTENCE, better == null ? null : (Double) Math.min(0, better), where);
    }

    private static List<ModelCard.SkillAt> rows(ModelCard card, String what, int horizon) {
        return card.skill().stream()
                .filter(r -> r.what().equals(what)
                        && r.horizonHours() == horizon
                        && r.season() == ModelCard.Season.ALL)
                .toList();
    }

    private static Optional<ModelCard.SkillAt> pooled(List<ModelCard.SkillAt> rows) {
        return rows.stream()
                .filter(r -> r.where().equals(ALL))
                .findFirst()
                .or(() -> rows.stream().findFirst());
    }

    private static @Nullable Double skill(List<ModelCard.SkillAt> rows) {
        return pooled(rows).map(ModelCard.SkillAt::skill).orElse(null);
    }
}
