package vn.nuong.analytics.forecast.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Forecasts recorded files with any model of one kind, as if each of their hours were now. Implementations are thread-safe. */
public interface ModelForecaster {

    /** Which models it can run, such as {@link ModelCard#SOIL_MOISTURE}. */
    String kind();

    /** What two models are compared by. */
    default Measure measure() {
        return Measure.SKILL;
    }

    /** What a trial needs at least. */
    default Least least() {
        return Least.HOURLY;
    }

    /** What two models are compared by. Both order the models alike; which is told is a matter of what is usual in the field. */
    enum Measure {
        /** 1 − SSE/SSE(persistence): higher is better. */
        SKILL("skill against persistence, 1 - SSE/SSE(persistence)", false),
        /** Root mean square error of log(1 + catch): lower is better. */
        RMSE_LOG_CATCH("RMSE of log(1 + catch)", true);

        private final String words;
        private final boolean lowerIsBetter;

        Measure(String words, boolean lowerIsBetter) {
            this.words = words;
            this.lowerIsBetter = lowerIsBetter;
        }

        String words() {
            return words;
        }

        boolean lowerIsBetter() {
            return lowerIsBetter;
        }
    }

    /**
     * What a trial needs at least: from less a single storm or a single flight would decide.
     *
     * @param days from the first to the last forecast
     * @param forecasts at each horizon
     */
    record Least(int days, int forecasts) {
        static final Least HOURLY = new Least(14, 200);
    }

    /**
     * Forecasts.
     *
     * @param model which
     * @param files recordings, each by itself; what lies before {@code from} may be looked back at
     * @param from only forecasts issued at this time or later are given
     * @param progress takes a line for every step
     * @return each forecast whose end was observed
     * @throws IOException when the model or a file cannot be read
     * @throws IllegalArgumentException naming the file and the reason, when one cannot be used
     * @throws InterruptedException when the thread was asked to stop
     */
    List<Scored> forecast(ModelRegistry.Model model, List<Path> files, Instant from, Consumer<String> progress)
            throws IOException, InterruptedException;

    /**
     * A forecast and what came, all three in a unit in which squared errors may be added up.
     *
     * @param series station, or place and pest
     * @param issued when it was made
     * @param horizonHours how far ahead, h
     * @param observed what came
     * @param persistence what was observed when it was issued
     * @param forecast what was expected
     */
    record Scored(
            String series, Instant issued, int horizonHours, double observed, double persistence, double forecast) {}
}
