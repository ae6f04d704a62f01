package vn.nuong.analytics.outlook;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import vn.nuong.telemetry.site.Plot;

/**
 * How it usually rains at a public station, for plots near it that have no years of their own. A member is a week made of the month's
 * chances: a two-state Markov chain of wet and dry days with the amounts of the station's wet days. It knows nothing of this year's weather.
 * Immutable.
 *
 * <p>Source: Richardson (1981), Stochastic simulation of daily precipitation, temperature, and solar radiation, Water Resour. Res. 17,
 * 182–190, with the tenths of the recorded amounts in the place of a fitted distribution. Figures: SOURCES.md beside the table.
 */
public final class RainStation {

    /** The only one shipped. */
    private static final String THAI_NGUYEN = "thai-nguyen-rain.csv";

    private static final double LATITUDE = 21.59;
    private static final double LONGITUDE = 105.84;

    /** How far it may stand for, km. This project's choice. */
    private static final double NEAR_KM = 50;

    private static final double KM_PER_DEGREE = 111.2;

    /** A day of so much is wet, mm. */
    private static final double WET_MM = 1;

    private static final int DAYS = 7;
    private static final int MEMBERS = 60;

    private final String name;
    private final List<Month> months;

    /** Chances of a wet day, and the mean rain of each tenth of wet days, mm. */
    private record Month(double wetAfterDry, double wetAfterWet, double[] tenthsMm) {
        double wet() {
            return wetAfterDry / (1 - wetAfterWet + wetAfterDry);
        }
    }

    private RainStation(String name, List<Month> months) {
        this.name = name;
        this.months = months;
    }

    /** The station that may stand for a place; empty when none is near. */
    public static Optional<RainStation> near(Plot.Place place) {
        double north = (place.latitude() - LATITUDE) * KM_PER_DEGREE;
        double east = (place.longitude() - LONGITUDE) * KM_PER_DEGREE * Math.cos(Math.toRadians(LATITUDE));
        return Math.hypot(north, east) <= NEAR_KM ? Optional.of(thaiNguyen()) : Optional.empty();
    }

    static RainStation thaiNguyen() {
        return new RainStation("Thái Nguyên 1980–2015", read());
    }

    private static List<Month> read() {
        try (InputStream table =
                        Objects.requireNonNull(RainStation.class.getResourceAsStream(THAI_NGUYEN), THAI_NGUYEN);
                BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .skip(1)
                    .map(line -> Arrays.stream(line.split(",", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .map(cells -> new Month(cells[1], cells[2], Arrays.copyOfRange(cells, 3, cells.length)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(THAI_NGUYEN + " cannot be read", e);
        }
    }

    /** Chance of a day of 1 mm and more in a month, 0 to 1. */
    double chanceOfWet(int month) {
        return months.get(month - 1).wet();
    }

    /** Mean rain of such a day in a month, mm. */
    double meanOfWetMm(int month) {
        return Arrays.stream(months.get(month - 1).tenthsMm()).average().orElseThrow();
    }

    /**
     * The next seven days; the same for the same time.
     *
     * @param rainLastDayMm rain of the last 24 hours at the plot, from where the chain goes on; empty when it is not known
     */
    public Outlook outlook(Instant now, ZoneId zone, OptionalDouble rainLastDayMm) {
        Random random = new Random(now.getEpochSecond());
        List<Member> members = new ArrayList<>();
        for (int m = 0; m < MEMBERS; m++) {
            members.add(new Member("" + (m + 1), week(now, zone, rainLastDayMm, random)));
        }
        return Outlook.elsewhere(name, members);
    }

    private List<Member.Step> week(Instant now, ZoneId zone, OptionalDouble before, Random random) {
        List<Member.Step> steps = new ArrayList<>();
        Month first = month(now, zone);
        boolean wet = before.isPresent() ? before.getAsDouble() >= WET_MM : random.nextDouble() < first.wet();
        for (int day = 0; day < DAYS; day++) {
            Instant from = now.plus(Duration.ofDays(day));
            Month month = month(from, zone);
            wet = random.nextDouble() < (wet ? month.wetAfterWet() : month.wetAfterDry());
            double rain = wet ? month.tenthsMm()[random.nextInt(month.tenthsMm().length)] : 0;
            steps.add(new Member.Step(from, from.plus(Duration.ofDays(1)), rain, null, null, null, null, null));
        }
        return steps;
    }

    private Month month(Instant time, ZoneId zone) {
        return months.get(LocalDate.ofInstant(time, zone).getMonthValue() - 1);
    }
}
