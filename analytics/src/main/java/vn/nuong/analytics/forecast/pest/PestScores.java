package vn.nuong.analytics.forecast.pest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Scores predictions. */
final class PestScores {

    private static final double DECIMALS = 1e4;

    private PestScores() {}

    static Map<String, PestReport.Score> by(List<PestPrediction> rows, Function<SeriesKey, String> group) {
        Map<String, Sum> sums = new TreeMap<>();
        rows.forEach(
                r -> sums.computeIfAbsent(group.apply(r.key()), k -> new Sum()).add(r));
        Map<String, PestReport.Score> scores = new TreeMap<>();
        sums.forEach((name, sum) -> scores.put(name, sum.score()));
        return scores;
    }

    static PestReport.Score all(List<PestPrediction> rows) {
        Sum sum = new Sum();
        rows.forEach(sum::add);
        return sum.score();
    }

    private static final class Sum {
        private int n;
        private final double[] squares = new double[4];
        private int inside;
        private int insidePersistence;
        private double widthLog;
        private double width;
        private double persistenceWidthLog;
        private double persistenceWidth;

        void add(PestPrediction r) {
            double observed = Math.log1p(r.observed());
            double persistence = Math.log1p(r.persistence());
            double seasonal = Math.log1p(r.seasonal());
            n++;
            square(0, Math.log1p(r.forecast()) - observed);
            square(1, persistence - observed);
            square(2, seasonal - observed);
            square(3, (persistence + seasonal) / 2 - observed);
            inside += r.observed() >= r.lower() && r.observed() <= r.upper() ? 1 : 0;
            insidePersistence += r.observed() >= r.persistenceLower() && r.observed() <= r.persistenceUpper() ? 1 : 0;
            widthLog += Math.log1p(r.upper()) - Math.log1p(r.lower());
            width += r.upper() - r.lower();
            persistenceWidthLog += Math.log1p(r.persistenceUpper()) - Math.log1p(r.persistenceLower());
            persistenceWidth += r.persistenceUpper() - r.persistenceLower();
        }

        private void square(int at, double error) {
            squares[at] += error * error;
        }

        PestReport.Score score() {
            return new PestReport.Score(
                    n,
                    mean(squares[0], true),
                    mean(squares[1], true),
                    mean(squares[2], true),
                    mean(squares[3], true),
                    mean(inside, false),
                    mean(widthLog, false),
                    mean(width, false),
                    mean(insidePersistence, false),
                    mean(persistenceWidthLog, false),
                    mean(persistenceWidth, false));
        }

        private @Nullable Double mean(double sum, boolean root) {
            if (n == 0) {
                return null;
            }
            double mean = root ? Math.sqrt(sum / n) : sum / n;
            return Math.rint(mean * DECIMALS) / DECIMALS;
        }
    }
}
