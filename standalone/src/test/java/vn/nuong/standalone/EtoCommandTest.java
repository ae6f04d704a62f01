package vn.nuong.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EtoCommandTest {

    private static final String DAY_HEADER = "date,air_temperature_min,air_temperature_max,relative_humidity_min,"
            + "relative_humidity_max,dew_point,vapour_pressure,solar_radiation_mj,solar_radiation,sunshine_hours,"
            + "wind_speed,rain\n";

    @TempDir
    Path dir;

    /** Published to two decimals by the ASCE equation, whose constants are rounded otherwise than FAO-56's. */
    @ParameterizedTest
    @CsvSource({"test03/cotton2019.wth,167", "test06/cotton2022.wth,194"})
    void findsThePublishedEtoOfMaricopa(String file, int days) throws IOException {
        List<String> published = new ArrayList<>();
        StringBuilder csv = new StringBuilder("date,air_temperature_min,air_temperature_max,relative_humidity_min,"
                + "relative_humidity_max,dew_point,solar_radiation_mj,wind_speed,rain\n");
        for (String line : Files.readAllLines(Path.of("src/test/resources/fao56-field", file))) {
            String[] c = line.strip().split(" +");
            if (line.matches("\\d{4}-\\d{3}.*")) {
                LocalDate date =
                        Year.of(Integer.parseInt(c[0].substring(0, 4))).atDay(Integer.parseInt(c[0].substring(5)));
                csv.append(String.join(",", date.toString(), c[3], c[2], c[7], c[6], c[5], c[1], c[8], c[9]))
                        .append('\n');
                published.add(c[10]);
            }
        }

        CommandRun run = eto(csv.toString(), "33.069", "-111.97", "361", "--wind-height", "3");

        assertThat(run).returns(0, CommandRun::code).returns("", CommandRun::err);
        assertThat(run.outLines()).hasSize(days + 1).startsWith("date,eto_mm,method");
        for (int i = 0; i < days; i++) {
            String[] cells = run.outLines().get(i + 1).split(",");
            assertThat(Double.parseDouble(cells[1]))
                    .as(cells[0])
                    .isCloseTo(Double.parseDouble(published.get(i)), within(0.0065));
            assertThat(cells[1]).matches("\\d+\\.\\d{4}");
            assertThat(cells[2])
                    .isEqualTo("penman_monteith humidity=dew_point radiation=solar_radiation_mj wind=wind_speed");
        }
    }

    /** FAO-56 Example 18: Uccle, 6 July, 3.88 mm. */
    @Test
    void findsTheDayOfFao56Example18() throws IOException {
        CommandRun run = eto(
                DAY_HEADER + "2025-07-06,12.3,21.5,63,84,,,,,9.25,2.7778,\n",
                "50.80",
                null,
                "100",
                "--wind-height",
                "10");

        assertThat(run.outLines().get(1))
                .startsWith("2025-07-06,3.88")
                .endsWith(",penman_monteith humidity=relative_humidity radiation=sunshine_hours wind=wind_speed");
    }

    @ParameterizedTest
    @CsvSource({
        "'20,35,20,60,8,1.1,28,,,2,0', humidity=vapour_pressure radiation=solar_radiation_mj wind=wind_speed",
        "'20,35,20,60,8,,,324,,2,0', humidity=dew_point radiation=solar_radiation wind=wind_speed",
        "'20,35,20,60,,,,,11,2,0', humidity=relative_humidity radiation=sunshine_hours wind=wind_speed",
        "'20,35,,60,,,,,,,', humidity=relative_humidity_max radiation=temperature_range wind=default_2",
        "'20,35,20,,,,,,,,', humidity=relative_humidity_min radiation=temperature_range wind=default_2",
        "'20,35,,,,,,,,,', humidity=air_temperature_min radiation=temperature_range wind=default_2"
    })
    void namesWhatItTookInTheOrderOfTrust(String cells, String sources) throws IOException {
        CommandRun run = eto(DAY_HEADER + "2024-06-01," + cells + "\n", "33.07", "-111.97", "361");

        assertThat(run.code()).isZero();
        assertThat(run.outLines().get(1)).matches("2024-06-01,\\d\\.\\d{4},penman_monteith " + sources);
    }

    @ParameterizedTest
    @CsvSource({
        "'36,35,20,60,,,28,,,2,0', air_temperature_min 36.0 °C is above air_temperature_max 35.0 °C",
        "'20,35,20,160,,,28,,,2,0', relative_humidity_max 160 % is outside 0 to 103 %",
        "'20,35,70,60,,,28,,,2,0', relative_humidity_min 70.0 % is above relative_humidity_max 60.0 %",
        "'20,35,20,60,,,280,,,2,0', under a clear sky that day",
        "'20,35,20,60,,,,28,,2,0', if it is in MJ/m²/d call the column solar_radiation_mj",
        "'20,35,20,60,,,28,,,2,-1', rain -1 mm is outside 0 to 2000 mm",
        "'20,35,20,60,,,28,,,-2,0', wind_speed -2 m/s is outside 0 to 75 m/s",
        "'20,35,20,60,41,,28,,,2,0', dew_point 41.0 °C is above air_temperature_max 35.0 °C",
        "'20,35,20,60,,11,28,,,2,0', vapour_pressure 11.0 kPa is above saturation",
        "'20,35,20,60,,,,,15,2,0', sunshine_hours 15.0 h is above the day's length 14.05 h",
        "'20,,20,60,,,28,,,2,0', air_temperature_max is missing",
        "'20,35,x,60,,,28,,,2,0', is not a number"
    })
    void leavesAnImpossibleDayEmptyAndSaysWhy(String cells, String why) throws IOException {
        CommandRun run = eto(DAY_HEADER + "2024-06-01," + cells + "\n", "33.07", "-111.97", "361");

        assertThat(run.code()).as("no row can be used").isEqualTo(2);
        assertThat(run.outLines().get(1))
                .startsWith("2024-06-01,,")
                .contains("impossible: line 2: ")
                .contains(why);
        assertThat(run.err()).contains("weather.csv: impossible: line 2").contains(why);
    }

    @Test
    void takesAProbeInSaturatedAirAsSaturatedAndSaysSo() throws IOException {
        CommandRun run = eto(
                DAY_HEADER + "2024-06-01,20,35,40,102.5,,,28,,,2,0\n2024-06-02,20,35,40,100,NaN,NA,28,,,2,0\n",
                "33.07",
                null,
                "361");

        assertThat(run.code()).isZero();
        assertThat(run.outLines().get(1)).endsWith(" note=relative_humidity_max_102.5_taken_as_100");
        assertThat(run.outLines().get(2)).endsWith(" wind=wind_speed").contains("humidity=relative_humidity ");
    }

    @Test
    void countsADayWrittenTwiceOnceAndNeitherOfTwoThatDiffer() throws IOException {
        CommandRun run = eto(
                "date,air_temperature_min,air_temperature_max\n2024-06-01,20,35\n2024-06-01,20,35\n2024-06-04,20,35\n"
                        + "2024-06-04,20,36\n",
                "33.07",
                null,
                "361");

        assertThat(run.code()).isZero();
        assertThat(run.outLines().get(1)).startsWith("2024-06-01,6");
        assertThat(run.outLines().get(2)).startsWith("2024-06-01,,impossible: line 3: repeats line 2");
        assertThat(run.outLines().get(3)).startsWith("2024-06-04,,impossible: line 4: the same day stands in line 5");
        assertThat(run.outLines().get(4)).startsWith("2024-06-04,,impossible: line 5: the same day stands in line 4");
        assertThat(run.err()).contains("line 4: 2 days are missing before 2024-06-04");
    }

    /** FAO-56 Example 19: N'Diaye, 1 October, 14:00–15:00; Rs 2.450 MJ/m²/h is 680.56 W/m². */
    @Test
    void findsTheHourOfFao56Example19() throws IOException {
        CommandRun run = eto(
                "time,air_temperature,relative_humidity,solar_radiation,wind_speed\n"
                        + "2025-10-01T14:00:00-01:00,38,52,680.556,3.3\n",
                "16.22",
                "-16.25",
                "8");

        assertThat(run.outLines().get(1))
                .startsWith("2025-10-01T14:00:00-01:00,0.62")
                .endsWith(
                        ",penman_monteith_hourly humidity=relative_humidity radiation=solar_radiation wind=wind_speed");
        assertThat(Double.parseDouble(run.outLines().get(1).split(",")[1])).isCloseTo(0.627, within(0.0005));
    }

    @Test
    void noticesLightInTheNightOfAWrongOffset() throws IOException {
        String hour = "time,air_temperature,relative_humidity,solar_radiation,wind_speed\n"
                + "2026-06-10T12:00:00%s,30,70,800,2\n";
        assertThat(eto(String.format(hour, "+07:00"), "21.55", "105.75", "50").code())
                .isZero();
        CommandRun wrong = eto(String.format(hour, "-05:00"), "21.55", "105.75", "50");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.outLines().get(1)).contains("when the sun is down").contains("--longitude");
    }

    /** A dry month of June: 5.6 kWh/m²/d, where 20 MJ/m²/d were measured. */
    @Test
    void noticesRadiationThatIsTooWeakForAWholeMonth() throws IOException {
        StringBuilder month = new StringBuilder(DAY_HEADER);
        for (int day = 1; day <= 30; day++) {
            month.append(String.format("2024-06-%02d,20,35,20,60,,,5.6,,,2,0\n", day));
        }
        CommandRun run = eto(month.toString(), "33.07", null, "361");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.outLines().get(1))
                .contains("impossible")
                .contains("% of clear sky in this file; if it is in kWh/m²/d multiply it by 3.6");

        String rain = month.substring(0, month.indexOf("2024-06-11"));
        CommandRun tenDays = eto(rain, "33.07", null, "361");
        assertThat(tenDays.code()).isZero();
        assertThat(tenDays.outLines().get(1)).contains("note=radiation_in_the_whole_file_at_most_");
    }

    @Test
    void noticesHourlyRadiationInMegajoules() throws IOException {
        StringBuilder hours = new StringBuilder("time,air_temperature,relative_humidity,solar_radiation,wind_speed\n");
        for (int hour = 0; hour < 24; hour++) {
            double light = Math.max(0, 2.5 * Math.sin((hour - 6) * Math.PI / 12));
            hours.append(String.format(Locale.ROOT, "2026-06-10T%02d:00:00+07:00,28,70,%.3f,1.5\n", hour, light));
        }
        CommandRun run = eto(hours.toString(), "21.55", "105.75", "50");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.outLines().get(12)).contains("impossible").contains("W/m² are MJ/m²/h times 277.8");
    }

    @Test
    void refusesARowWhoseOtherRadiationIsImpossible() throws IOException {
        CommandRun run = eto(DAY_HEADER + "2024-06-01,20,35,20,60,,,28,500,,2,0\n", "33.07", null, "361");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.outLines().get(1)).contains("solar_radiation 500 is 43.2 MJ/m²/d");
    }

    @Test
    void saysThatADewPointIsAboveTheLowestTemperature() throws IOException {
        CommandRun run = eto(DAY_HEADER + "2024-06-01,15,35,,,25,,28,,,2,0\n", "33.07", null, "361");
        assertThat(run.code()).isZero();
        assertThat(run.outLines().get(1)).endsWith(" note=dew_point_25_above_air_temperature_min_15");
    }

    @Test
    void takesTheSameHourForTheSameInstantOfAnotherOffset() throws IOException {
        String head = "time,air_temperature,relative_humidity,solar_radiation,wind_speed\n";
        String east = eto(head + "2026-06-10T07:00:00+07:00,30,70,300,2\n", "21.55", "105.75", "50")
                .outLines()
                .get(1)
                .split(",")[1];
        String utc = eto(head + "2026-06-10T00:00:00Z,30,70,300,2\n", "21.55", "105.75", "50")
                .outLines()
                .get(1)
                .split(",")[1];
        assertThat(Double.parseDouble(utc)).isCloseTo(Double.parseDouble(east), within(0.0002));
    }

    @Test
    void refusesAFileWithoutTemperaturesAndNamesItsColumns() throws IOException {
        CommandRun run = eto("date,tmin,tmax\n2024-06-01,20,35\n", "33.07", null, "361");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("there is no column air_temperature_min among date, tmin, tmax");
        assertThat(run.outLines())
                .as("a row a row all the same")
                .containsExactly(
                        "date,eto_mm,method",
                        "2024-06-01,,impossible: line 2: air_temperature_min is missing: there is no such column; ETo needs both"
                                + " temperatures");
    }

    private static final String HOUR_HEADER = "time,air_temperature,relative_humidity,solar_radiation,wind_speed\n";

    /** A day of June in Tân Cương by the hour, its brightest hour so many W/m². */
    private static String hour(String start, int hour, double brightest) {
        double light = Math.max(0, brightest * Math.sin((hour + 0.5 - 6) * Math.PI / 12));
        return String.format(Locale.ROOT, "%s,28,70,%.1f,1.5\n", start, light);
    }

    private static String day(String date, String offset, double brightest) {
        StringBuilder rows = new StringBuilder();
        for (int hour = 0; hour < 24; hour++) {
            rows.append(hour(String.format("%sT%02d:00:00%s", date, hour, offset), hour, brightest));
        }
        return rows.toString();
    }

    private CommandRun hours(String rows) throws IOException {
        return eto(HOUR_HEADER + rows, "21.55", "105.75", "50");
    }

    @ParameterizedTest
    @CsvSource({
        "10, 'the rows of this file are 10 minutes apart (143 of 143 steps) and not an hour; average them to hours'",
        "30, the rows of this file are 30 minutes apart (47 of 47 steps)",
        "180, the rows of this file are 180 minutes apart (7 of 7 steps) and not an hour; give hours or average them to days"
    })
    void refusesAFileWhoseRowsAreNoHourApart(int minutes, String why) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int minute = 0; minute < 24 * 60; minute += minutes) {
            rows.append(
                    hour(String.format("2026-06-10T%02d:%02d:00+07:00", minute / 60, minute % 60), minute / 60, 800));
        }
        CommandRun run = hours(rows.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.outLines()).hasSize(24 * 60 / minutes + 1);
        assertThat(run.outLines().stream().skip(1)).allMatch(line -> line.contains(",,impossible: "));
        assertThat(run.err())
                .contains("weather.csv: impossible: line 2: " + why)
                .contains("more rows)");
    }

    @Test
    void refusesARowBetweenTheHours() throws IOException {
        CommandRun run = hours(day("2026-06-10", "+07:00", 800)
                + hour("2026-06-11T07:15:00+07:00", 7, 800)
                + hour("2026-06-11T08:00:02+07:00", 8, 800));
        assertThat(run.code()).isZero();
        assertThat(run.outLines().get(25))
                .contains(
                        "impossible: line 26: time 2026-06-11T07:15:00+07:00 lies between the hours of this file which"
                                + " begin at minute 00");
        assertThat(run.outLines().get(26)).as("a logger's second").contains("penman_monteith_hourly");
    }

    @Test
    void takesHoursThatBeginAtTheHalf() throws IOException {
        CommandRun run = eto(
                HOUR_HEADER + hour("2026-06-10T07:30:00+05:30", 7, 800) + hour("2026-06-10T08:30:00+05:30", 8, 800),
                "27.7",
                "83",
                "100");
        assertThat(run).returns(0, CommandRun::code).returns("", CommandRun::err);
    }

    @Test
    void namesMissingHoursAndForgetsTheCloudsOfMoreThanADayAgo() throws IOException {
        String evening = hour("2026-06-10T19:00:00+07:00", 19, 800);
        CommandRun run = hours(hour("2026-06-10T15:00:00+07:00", 15, 800)
                + evening
                + evening.replace("06-10T19", "06-10T20")
                + evening.replace("06-10T19", "06-12T20"));
        assertThat(run.code()).isZero();
        assertThat(run.outLines().get(3)).as("five hours ago").doesNotContain("cloudiness");
        assertThat(run.outLines().get(4)).contains("cloudiness=default_0.5");
        assertThat(run.err())
                .contains("weather.csv line 3: 3 hours are missing before 2026-06-10T19:00:00+07:00")
                .contains("weather.csv line 5: 47 hours are missing before 2026-06-12T20:00:00+07:00");
    }

    @Test
    void notesADayOfHoursAboveClearSkyAndRefusesOneAboveWhatTheSunGives() throws IOException {
        CommandRun run = hours(day("2026-06-10", "+07:00", 900)
                + day("2026-06-11", "+07:00", 1200)
                + day("2026-06-12", "+07:00", 1500));
        assertThat(run.code()).isZero();
        assertThat(run.outLines().get(12)).endsWith("wind=wind_speed");
        assertThat(run.outLines().get(36)).matches(".* note=radiation_of_the_day_11\\d\\.\\d+%_of_clear_sky");
        assertThat(run.outLines().get(60))
                .contains("impossible: line 61: solar_radiation of 2026-06-12 sums to 41.")
                .contains("but the sun gives 39.");
    }

    @Test
    void countsAnHourWrittenTwiceOnceAndNeitherOfTwoThatDiffer() throws IOException {
        CommandRun run = hours("2026-06-10T07:00:00+07:00,28,70,300,1\n2026-06-10T00:00:00Z,28,70,300,1\n"
                + "2026-06-10T08:00:00+07:00,28,70,300,1\n2026-06-10T08:00:00+07:00,29,70,300,1\n");
        assertThat(run.code()).isZero();
        assertThat(run.outLines().get(1)).contains("penman_monteith_hourly");
        assertThat(run.outLines().get(2)).contains("impossible: line 3: repeats line 2; remove one");
        assertThat(run.outLines().get(3))
                .contains("impossible: line 4: the same hour stands in line 5 with other values");
        assertThat(run.outLines().get(4))
                .contains("impossible: line 5: the same hour stands in line 4 with other values");
    }

    @ParameterizedTest
    @CsvSource({"Z", "+04:00", "-05:00"})
    void refusesAllOfAFileWhoseClockIsWrong(String offset) throws IOException {
        CommandRun run = hours(day("2026-06-10", offset, 800));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("the clock of this file is wrong: ")
                .contains("hours of light lie where the sun is more than 6° below the horizon")
                .contains("check the offset of the times")
                .contains("(and 23 more rows)");
    }

    @Test
    void keepsAFileWithOneLampInTheNight() throws IOException {
        String day = day("2026-06-10", "+07:00", 800).replace("T02:00:00+07:00,28,70,0.0", "T02:00:00+07:00,28,70,90");
        CommandRun run = hours(day);
        assertThat(run.code()).isZero();
        assertThat(run.outLines().stream().filter(line -> line.contains("impossible")))
                .singleElement()
                .asString()
                .contains("solar_radiation 90.0 W/m² is outside 0 to 50 W/m² that hour when the sun is down");
    }

    @Test
    void refusesHumidityThatIsAFraction() throws IOException {
        CommandRun hours = hours("2026-06-10T07:00:00+07:00,28,0.7,300,1\n2026-06-10T08:00:00+07:00,28,1,300,1\n");
        assertThat(hours.code()).isEqualTo(2);
        assertThat(hours.err()).contains("line 2: relative_humidity 0.7 %").contains("multiply it by 100");

        CommandRun days = eto(
                DAY_HEADER + "2024-06-01,20,35,0.2,0.6,,,28,,,2,0\n2024-06-02,20,35,20,60,,,28,,,2,0\n",
                "33.07",
                null,
                "361");
        assertThat(days.outLines().get(1))
                .contains("line 2: relative_humidity_max 0.6 %")
                .contains("multiply it by 100");
        assertThat(days.outLines().get(2)).contains("penman_monteith ");
        assertThat(eto(DAY_HEADER + "2024-06-01,20,35,0.2,,,,28,,,2,0\n", "33.07", null, "361")
                        .err())
                .contains("relative_humidity_min 0.2 %");
    }

    @Test
    void saysThatTwoColumnsOfRadiationContradictEachOther() throws IOException {
        CommandRun run = eto(
                DAY_HEADER + "2024-06-01,20,35,20,60,,,28,324,,2,0\n2024-06-02,20,35,20,60,,,28,150,,2,0\n",
                "33.07",
                null,
                "361");
        assertThat(run.outLines().get(1)).endsWith("wind=wind_speed");
        assertThat(run.outLines().get(2)).endsWith(" note=solar_radiation_says_12.96_MJ_and_is_not_used");
    }

    @Test
    void takesAPyranometersOffsetInThePolarNightAsNone() throws IOException {
        String head = "date,air_temperature_min,air_temperature_max,solar_radiation_mj\n";
        CommandRun run = eto(head + "2024-12-21,-5,-1,0.01\n2024-12-22,-5,-1,0.5\n", "75", null, "5");
        assertThat(run.outLines().get(1)).endsWith(" note=radiation_0.01_taken_as_0_MJ");
        assertThat(run.outLines().get(2)).contains("impossible").contains("but the sun gives 0 to 0 above the air");
    }

    @Test
    void takesWindMeasuredAtTwoMetresAsItIs() throws IOException {
        String day = "date,air_temperature_min,air_temperature_max,wind_speed\n2024-06-01,20,35,%s\n";
        String measured =
                eto(String.format(day, "3"), "33.07", null, "361").outLines().get(1);
        String assumed = eto(String.format(day, ""), "33.07", null, "361", "--default-wind", "3")
                .outLines()
                .get(1);
        assertThat(measured.split(",")[1]).isEqualTo(assumed.split(",")[1]);
    }

    @Test
    void saysHowToWriteSemicolonsAndDecimalCommas() throws IOException {
        assertThat(eto("date;air_temperature_min\n2024-06-01;20\n", "33.07", null, "361"))
                .returns(2, CommandRun::code)
                .satisfies(run -> assertThat(run.err())
                        .contains("line 1: its columns are separated by semicolons; save it with commas"));
        assertThat(eto("date,air_temperature_min,air_temperature_max\n2024-06-01,\"24,5\",33\n", "33.07", null, "361")
                        .err())
                .contains("air_temperature_min \"24,5\" is not a number; write a decimal point: 24.5");
    }

    @Test
    void refusesALongitudeOffTheEarthForDaysToo() throws IOException {
        CommandRun run = eto(DAY_HEADER + "2024-06-01,20,35,20,60,,,28,,,2,0\n", "33.07", "400", "361");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--longitude is 400.0 degrees, outside -180.0 to 180.0");
    }

    private CommandRun eto(String csv, String latitude, String longitude, String elevation, String... more)
            throws IOException {
        Path file = Files.writeString(dir.resolve("weather.csv"), csv);
        List<String> args = new ArrayList<>(List.of("eto", "--latitude", latitude, "--elevation", elevation));
        if (longitude != null) {
            args.addAll(List.of("--longitude", longitude));
        }
        args.addAll(List.of(more));
        args.add(file.toString());
        return CommandRun.of(args.toArray(String[]::new));
    }
}
