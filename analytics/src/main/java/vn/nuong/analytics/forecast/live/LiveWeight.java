package vn.nuong.analytics.forecast.live;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import vn.nuong.analytics.forecast.live.ForecastLog.Depletion;
import vn.nuong.telemetry.advice.ModelEffect;

/**
 * The record at each plot of what the learned forecast and the water balance expected of the root zone, used or not, from which comes {@link
 * ModelWeight}. Thread-safe, one call for a plot at a time.
 */
public final class LiveWeight {

    /** What was not read so long after its day will not be. */
    private static final Duration LATE = Duration.ofDays(2);

    private final ForecastLog log;

    public LiveWeight(ForecastLog log) {
        this.log = log;
    }

    /** What was measured and done at a plot. */
    public interface Field {

        /** By how much the probes saw the root-zone depletion change, mm; empty when that is not known. */
        OptionalDouble changeMm(Instant from, Instant to);

        /** Net irrigation that began in {@code (from, to]}, mm. */
        double wateredMm(Instant from, Instant to);
    }

    /**
     * The weight by what has come of the model's forecasts. Those over an irrigation are left out: they are for the case that nothing is
     * given.
     *
     * @param version of the learned model; another's forecasts do not count
     * @throws IOException when the log cannot be used
     */
    public ModelWeight of(String plot, String version, Field field, Instant now) throws IOException {
        List<ModelWeight.Came> known = new ArrayList<>();
        List<Depletion> settled = new ArrayList<>();
        for (Depletion row : log.dueDepletion(plot, now.minus(ModelWeight.SPAN), now)) {
            Double came = row.cameMm();
            if (came == null) {
                OptionalDouble seen = field.changeMm(row.issued(), row.valid());
                boolean watered = field.wateredMm(row.issued(), row.valid()) > 0;
                if (!watered && seen.isPresent()) {
                    came = seen.getAsDouble();
                    settled.add(with(row, came));
                } else if (watered || row.valid().isBefore(now.minus(LATE))) {
                    settled.add(row);
                }
            }
            if (came != null && row.version().equals(version)) {
                known.add(new ModelWeight.Came(row.issued(), row.leadDays(), row.balanceMm(), row.modelMm(), came));
            }
        }
        if (!settled.isEmpty()) {
            log.settleDepletion(plot, settled);
        }
        return ModelWeight.of(known);
    }

    private static Depletion with(Depletion row, double cameMm) {
        return new Depletion(row.issued(), row.leadDays(), row.version(), row.balanceMm(), row.modelMm(), cameMm);
    }

    /** Keeps what is expected now, once in {@value ModelWeight#EVERY_HOURS} hours. */
    public void keep(String plot, ModelEffect expected, Instant now) throws IOException {
        List<Depletion> rows = new ArrayList<>();
        for (int lead : ModelWeight.LEADS) {
            expected.days().stream()
                    .filter(d -> d.day() == lead)
                    .forEach(d -> rows.add(new Depletion(
                            now,
                            lead,
                            expected.name(),
                            d.withoutMm() - expected.nowMm(),
                            d.modelMm() - expected.nowMm(),
                            null)));
        }
        if (!rows.isEmpty()) {
            log.issueDepletion(plot, rows);
        }
    }
}
