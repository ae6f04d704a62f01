package vn.nuong.sim.weather;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Weather as it could be in Thái Nguyên: wet and dry days follow each other as a two-state Markov chain with exponential
 * amounts (Richardson 1981, Water Resources Research 17:182), days' temperatures as a first-order autoregression, hours as a
 * cosine with its lowest an hour after sunrise. The monthly numbers are those of the measured days: rain at Thái Nguyên
 * 1980–2015 (a day is wet from 0.5 mm), temperature and humidity at Hà Nội 2015–2022, 60 km away. The same seed gives the same
 * weather.
 */
public final class WeatherGenerator {

    /** By month: chance of rain after a dry and after a wet day, mm on a wet day, mean °C, its deviation, daily range, humidity. */
    private static final double[][] MONTHS = {
        {0.15, 0.46, 3.5, 17.9, 3.3, 5.4, 79},
        {0.21, 0.52, 3.5, 18.7, 3.6, 5.5, 78},
        {0.29, 0.65, 4.8, 21.9, 2.7, 4.9, 84},
        {0.31, 0.52, 7.9, 24.7, 2.8, 6.0, 83},
        {0.34, 0.54, 18.7, 28.4, 2.2, 7.2, 80},
        {0.37, 0.55, 19.2, 30.5, 2.0, 8.1, 76},
        {0.42, 0.67, 23.2, 30.0, 1.9, 7.2, 78},
        {0.36, 0.66, 19.4, 29.2, 1.8, 6.9, 82},
        {0.25, 0.58, 18.8, 28.5, 1.5, 6.9, 80},
        {0.17, 0.50, 13.5, 25.7, 2.5, 6.7, 75},
        {0.12, 0.48, 9.7, 23.3, 2.7, 6.6, 74},
        {0.09, 0.37, 5.6, 18.6, 3.0, 6.5, 70},
    };

    private static final double DAY_TO_DAY = 0.7; // correlation of a day's temperature with the day's before
    private static final int COLDEST_HOUR = 6;
    private static final double HUMIDITY_PER_DEGREE = 4; // percent less for each °C above the day's mean

    private final ZoneId zone;
    private final Random random;
    private boolean wet;
    private double anomaly; // in deviations

    private WeatherGenerator(ZoneId zone, Random random) {
        this.zone = zone;
        this.random = random;
    }

    /**
     * Hourly weather.
     *
     * @param start the first hour begins here; a full hour
     * @param hours how many
     * @param zone whose days count
     */
    public static List<WeatherHour> generate(Instant start, int hours, ZoneId zone, Random random) {
        WeatherGenerator generator = new WeatherGenerator(zone, random);
        List<WeatherHour> weather = new ArrayList<>(hours);
        LocalDate today = null;
        Day day = generator.day(start.atZone(zone).toLocalDate());
        for (int i = 0; i < hours; i++) {
            Instant begin = start.plus(Duration.ofHours(i));
            LocalDate date = begin.atZone(zone).toLocalDate();
            if (!date.equals(today)) {
                today = date;
                day = generator.day(date);
            }
            weather.add(generator.hour(begin, day));
        }
        return weather;
    }

    private record Day(double mean, double range, double humidity, double rainMm, int rainFrom, int rainHours) {}

    private Day day(LocalDate date) {
        double[] month = MONTHS[date.getMonthValue() - 1];
        wet = random.nextDouble() < month[wet ? 1 : 0];
        anomaly = DAY_TO_DAY * anomaly + Math.sqrt(1 - DAY_TO_DAY * DAY_TO_DAY) * random.nextGaussian();
        double rain = wet ? 0.5 - (month[2] - 0.5) * Math.log(1 - random.nextDouble()) : 0;
        int rainHours = 1 + random.nextInt(6);
        return new Day(
                month[3] + month[4] * anomaly - (wet ? 0.5 : 0),
                month[5] * (wet ? 0.7 : 1.15),
                month[6] + (wet ? 8 : -3),
                rain,
                random.nextInt(24 - rainHours),
                rainHours);
    }

    private WeatherHour hour(Instant begin, Day day) {
        int hour = begin.atZone(zone).getHour();
        double warmth = -day.range / 2 * Math.cos(Math.PI / 12 * (hour - COLDEST_HOUR - 1));
        boolean rains = day.rainMm > 0 && hour >= day.rainFrom && hour < day.rainFrom + day.rainHours;
        double humidity = rains ? 97 : day.humidity - HUMIDITY_PER_DEGREE * warmth;
        return new WeatherHour(
                begin.plus(Duration.ofHours(1)),
                rains ? day.rainMm / day.rainHours : 0,
                day.mean + warmth,
                Math.max(20, Math.min(100, humidity)),
                Math.abs(1.2 + 0.3 * warmth + 0.6 * random.nextGaussian()));
    }
}
