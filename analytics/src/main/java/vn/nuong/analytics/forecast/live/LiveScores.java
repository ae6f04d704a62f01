package vn.nuong.analytics.forecast.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.forecast.Skill;
import vn.nuong.telemetry.advice.ModelUse;

/** Scores issued forecasts against what came. Pure. */
final class LiveScores {

    private LiveScores() {}

    /** Skill at one horizon of what has come since a time; rows without an answer of the maker are left out. */
    static Skill skill(List<Issued> rows, int horizonHours, Instant since, Function<Issued, @Nullable Double> maker) {
        Skill skill = Skill.NONE;
        for (Issued row : rows) {
            Double forecast = maker.apply(row);
            Double came = row.came();
            if (row.horizonHours() == horizonHours
                    && forecast != null
                    && came != null
                    && !row.valid().isBefore(since)) {
                skill = skill.plus(forecast - row.before(), came - row.before());
            }
        }
        return skill;
    }

    /** By horizon. Where the learned model answered at all, only the hours at which it did count, so that all are compared on the same. */
    static List<ModelUse.Score> by(List<Issued> rows, Instant since) {
        TreeMap<Integer, List<Issued>> byHorizon = new TreeMap<>();
        for (Issued row : rows) {
            if (row.came() != null && !row.valid().isBefore(since)) {
                byHorizon
                        .computeIfAbsent(row.horizonHours(), h -> new ArrayList<>())
                        .add(row);
            }
        }
        List<ModelUse.Score> scores = new ArrayList<>();
        byHorizon.forEach((horizon, all) -> {
            List<Issued> answered =
                    all.stream().filter(r -> r.learned() != null).toList();
            scores.add(score(horizon, answered.isEmpty() ? all : answered, since));
        });
        return scores;
    }

    private static ModelUse.Score score(int horizon, List<Issued> rows, Instant since) {
        int banded = 0;
        int inside = 0;
        int answered = 0;
        double learned = 0;
        double physics = 0;
        double persistence = 0;
        for (Issued row : rows) {
            Double came = row.came();
            if (came == null) {
                continue;
            }
            Double expected = row.learned();
            Double low = row.low();
            Double high = row.high();
            if (expected != null) {
                answered++;
                learned += Math.abs(expected - came);
            }
            if (low != null && high != null) {
                banded++;
                inside += came >= low && came <= high ? 1 : 0;
            }
            physics += Math.abs(row.physics() - came);
            persistence += Math.abs(row.before() - came);
        }
        int n = rows.size();
        double skill = skill(rows, horizon, since, Issued::learned).score();
        return new ModelUse.Score(
                horizon,
                n,
                banded == 0 ? null : (Double) ((double) inside / banded),
                answered == 0 ? null : (Double) (learned / answered),
                physics / n,
                persistence / n,
                Double.isNaN(skill) ? null : (Double) skill);
    }
}
