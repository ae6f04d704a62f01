package vn.nuong.analytics.forecast.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * How much the learned forecast counts beside the water balance in a plot's advice, by how right both were there: by the changes of root-zone
 * depletion that they expected one day, three and seven ahead, against those that the probes then saw. Pure.
 *
 * <p>w = (1 − Σ e²model/l ÷ Σ e²balance/l) · n/(n + {@value #HALF_AFTER_DAYS}), not below 0, l the lead in days (the squared error of what
 * wanders grows with it), n the days on which forecasts were issued that have come true or not. A model that was no better than the balance
 * has none; fewer than {@value #FEWEST_DAYS} days decide nothing. For independent errors the best weight is 1/(2 − s), s the bracket (Bates
 * and Granger 1969); s is never more than that, and 0 where both are equally right. The limits are this project's.
 *
 * @param weight 0 to 1
 * @param days n
 * @param modelErrorMm root mean square of the model's errors, each over √l, mm; NaN without any
 * @param balanceErrorMm the same of the balance
 */
public record ModelWeight(double weight, int days, double modelErrorMm, double balanceErrorMm) {

    /** Leads that are compared, days. */
    public static final int[] LEADS = {1, 3, 7};

    /** One forecast in so many hours is compared; neighbours err alike. */
    public static final int EVERY_HOURS = 3;

    /** After so many days the weight is half of what it would be after ever so many. */
    static final int HALF_AFTER_DAYS = 7;

    static final int FEWEST_DAYS = 7;

    /** How far it looks back. */
    static final Duration SPAN = Duration.ofDays(30);

    /** Nothing is known of the model here. */
    public static final ModelWeight NONE = new ModelWeight(0, 0, Double.NaN, Double.NaN);

    /**
     * A forecast and what came: changes of root-zone depletion since the issue, mm.
     *
     * @param leadDays how far ahead
     * @param balanceMm what the water balance expected
     * @param modelMm what the learned forecast expected
     * @param cameMm what the probes saw
     */
    public record Came(Instant issued, int leadDays, double balanceMm, double modelMm, double cameMm) {}

    /** By what came. */
    public static ModelWeight of(Collection<Came> record) {
        double model = 0;
        double balance = 0;
        for (Came one : record) {
            model += (one.modelMm() - one.cameMm()) * (one.modelMm() - one.cameMm()) / one.leadDays();
            balance += (one.balanceMm() - one.cameMm()) * (one.balanceMm() - one.cameMm()) / one.leadDays();
        }
        int days = (int) record.stream()
                .map(c -> c.issued().getEpochSecond() / 86_400)
                .distinct()
                .count();
        if (record.isEmpty()) {
            return NONE;
        }
        double better = balance > 0 ? 1 - model / balance : 0;
        double weight = days < FEWEST_DAYS ? 0 : Math.max(0, better) * days / (days + HALF_AFTER_DAYS);
        return new ModelWeight(weight, days, Math.sqrt(model / record.size()), Math.sqrt(balance / record.size()));
    }

    /** Whether so little came that nothing can be said. */
    public boolean isTooShort() {
        return days < FEWEST_DAYS;
    }
}
