package vn.nuong.analytics.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import vn.nuong.analytics.outlook.Member;
import vn.nuong.analytics.outlook.Outlook;

/**
 * The outlook as the decision needs it: rain and crop evapotranspiration of each of the next days, counted from now, in every
 * member.
 *
 * @param rainMm by member and day, mm
 * @param etcMm by member and day without stress, mm/day
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; made once and only read
record Week(double[][] rainMm, double[][] etcMm) {

    static final int DAYS = 7;

    /** With fewer days than this an outlook says too little to weigh by. */
    static final int LEAST_DAYS = 2;

    private static final double MOST_RAIN_MM = 1000;

    int members() {
        return rainMm.length;
    }

    int days() {
        return rainMm[0].length;
    }

    /** Mean of the members' rain on a day, mm. */
    double meanRainMm(int day) {
        double sum = 0;
        for (double[] member : rainMm) {
            sum += member[day];
        }
        return sum / members();
    }

    /**
     * Of an outlook; as many days as every member tells the rain of. Hours that are not told before a day that is count as without rain.
     * Empty when those days are too few.
     *
     * @param kc crop coefficient
     * @param usualEtcMm crop evapotranspiration where the outlook tells none, mm/day
     */
    static Optional<Week> of(Outlook outlook, Instant now, double kc, double usualEtcMm) {
        int days = DAYS;
        for (Member member : outlook.members()) {
            int told = days;
            while (told > 0 && member.rainMm(day(now, told - 1), day(now, told)).isEmpty()) {
                told--;
            }
            days = Math.min(days, told);
        }
        if (!outlook.isKnown() || days < LEAST_DAYS) {
            return Optional.empty();
        }
        List<double[]> rain = new ArrayList<>();
        List<double[]> etc = new ArrayList<>();
        for (Member member : outlook.members()) {
            double[] rainOf = new double[days];
            double[] etcOf = new double[days];
            for (int d = 0; d < days; d++) {
                rainOf[d] = Math.min(MOST_RAIN_MM, member.toldRainMm(day(now, d), day(now, d + 1)));
                OptionalDouble eto = member.etoMm(day(now, d), day(now, d + 1));
                etcOf[d] = eto.isPresent() ? Math.min(25, kc * eto.getAsDouble()) : usualEtcMm;
            }
            rain.add(rainOf);
            etc.add(etcOf);
        }
        return Optional.of(new Week(rain.toArray(double[][]::new), etc.toArray(double[][]::new)));
    }

    private static Instant day(Instant now, int day) {
        return now.plus(Duration.ofDays(day));
    }
}
