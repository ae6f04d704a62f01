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
        "'20,35,20,160,,,28,,,2,0', relative_humidity_max 160 % is outside 0 to 100 %",
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

        // The anemometer's height makes 1.0002 of its speed (Eq. 47), which the example leaves out.
        assertThat(run.outLines().get(1))
                .startsWith("2025-10-01T14:00:00-01:00,0.62")
                .endsWith(
                        ",penman_monteith_hourly humidity=relative_humidity radiation=solar_radiation wind=wind_speed");
        assertThat(Double.parseDouble(run.outLines().get(1).split(",")[1])).isCloseTo(0.627, within(0.0006));
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
