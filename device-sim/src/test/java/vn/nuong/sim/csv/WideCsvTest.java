package vn.nuong.sim.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import vn.nuong.telemetry.property.PropertyKey;

class WideCsvTest {

    private final List<String> reports = new ArrayList<>();

    private WideCsv open(String text, WideCsv.Options options) throws IOException {
        return WideCsv.open(
                "field.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), options, reports::add);
    }

    private WideCsv open(String text) throws IOException {
        return open(text, WideCsv.Options.PLAIN);
    }

    private static PropertyKey key(String code) {
        return PropertyKey.parse(code);
    }

    @Test
    void readsColumnsNamedAsPropertiesWithoutAMapping() throws IOException {
        try (WideCsv csv = open("time,soil_moisture_20cm,rain\n2022-03-01T00:00:00Z,0.312,1.5\n")) {
            assertThat(csv.readAll())
                    .containsExactly(new WideCsv.Row(
                            Instant.parse("2022-03-01T00:00:00Z"),
                            Map.of(key("soil_moisture_20cm"), 0.312, key("rain"), 1.5)));
        }
        assertThat(reports).isEmpty();
    }

    @Test
    void leavesOutEmptyCells() throws IOException {
        try (WideCsv csv = open("time,rain,battery\n2022-03-01T00:00:00Z,,3.6\n2022-03-01T01:00:00Z,,\n")) {
            assertThat(csv.readAll())
                    .extracting(WideCsv.Row::values)
                    .containsExactly(Map.of(key("battery"), 3.6), Map.of());
            assertThat(csv.badCells()).isZero();
        }
    }

    @Test
    void reportsColumnsThatAreNoPropertyOnceAndSkipsThem() throws IOException {
        try (WideCsv csv =
                open("time,rain,colour,mood\n2022-03-01T00:00:00Z,1,red,9\n2022-03-01T01:00:00Z,2,red,9\n")) {
            assertThat(csv.readAll()).hasSize(2);
            assertThat(csv.keys()).containsExactly(key("rain"));
        }
        assertThat(reports).singleElement().asString().contains("colour, mood", "--map colour=PROPERTY");
    }

    @Test
    void takesMappedColumnsIn() throws IOException {
        var options = new WideCsv.Options(Map.of("irrigating", key("valve_open")), null);
        try (WideCsv csv = open("time,irrigating\n2019-03-01T00:00:00Z,1\n", options)) {
            assertThat(csv.readAll().get(0).values()).containsExactly(Map.entry(key("valve_open"), 1.0));
        }
    }

    @Test
    void reportsABadCellWithLineAndColumnAndGoesOn() throws IOException {
        try (WideCsv csv = open("time,rain,battery\n2022-03-01T00:00:00Z,1,3.6\n\n2022-03-01T01:00:00Z,n/a,3.5\n"
                + "2022-03-01T02:00:00Z,NaN,3.4")) {
            assertThat(csv.readAll())
                    .extracting(row -> row.values().get(key("battery")))
                    .containsExactly(3.6, 3.5, 3.4);
            assertThat(csv.badCells()).isEqualTo(2);
        }
        assertThat(reports)
                .containsExactly(
                        "field.csv line 4 column rain: \"n/a\" is not a number",
                        "field.csv line 5 column rain: \"NaN\" is not a number");
    }

    @Test
    void stopsNamingBadCellsAfterTheFirstTwentyButCountsThemAll() throws IOException {
        StringBuilder text = new StringBuilder("time,rain\n");
        for (int i = 10; i < 40; i++) {
            text.append("2022-03-01T00:").append(i).append(":00Z,x\n");
        }
        try (WideCsv csv = open(text.toString())) {
            csv.readAll();
            assertThat(csv.badCells()).isEqualTo(30);
        }
        assertThat(reports).hasSize(WideCsv.MAX_REPORTS + 1);
    }

    @Test
    void refusesATimeWithoutOffsetNamingLineAndText() throws IOException {
        try (WideCsv csv = open("time,rain\n2022-03-01T00:00:00Z,1\n2022-03-01 01:00,2\n")) {
            csv.next();
            assertThatThrownBy(csv::next)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("field.csv line 3")
                    .hasMessageContaining("\"2022-03-01 01:00\"");
        }
    }

    @Test
    void takesADateAsTheStartOfTheDayInItsZone() throws IOException {
        var options = new WideCsv.Options(Map.of(), ZoneId.of("Asia/Ho_Chi_Minh"));
        try (WideCsv csv = open("date,rain\n2022-03-01,1\n", options)) {
            assertThat(csv.readAll().get(0).time()).isEqualTo("2022-02-28T17:00:00Z");
        }
    }

    @Test
    void refusesDatesWithoutAZone() {
        assertThatThrownBy(() -> open("date,rain\n2022-03-01,1\n")).hasMessageContaining("--zone");
    }

    @Test
    void refusesATableWithoutTimeFirst() {
        assertThatThrownBy(() -> open("rain,time\n1,2022-03-01T00:00:00Z\n"))
                .hasMessageContaining("first column is \"rain\"");
    }

    @Test
    void refusesAMappingOfAColumnThatIsNotThere() {
        var options = new WideCsv.Options(Map.of("theta", key("soil_moisture")), null);
        assertThatThrownBy(() -> open("time,rain\n", options)).hasMessageContaining("no column \"theta\"");
    }

    @Test
    void refusesTwoColumnsOfOneProperty() {
        var options = new WideCsv.Options(Map.of("gauge", key("rain")), null);
        assertThatThrownBy(() -> open("time,rain,gauge\n", options)).hasMessageContaining("two columns are rain");
    }

    @Test
    void refusesATableWithoutAnyProperty() {
        assertThatThrownBy(() -> open("time,colour\n2022-03-01T00:00:00Z,red\n"))
                .hasMessageContaining("no column that is a property");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThatThrownBy(() -> open("")).hasMessageContaining("no header line");
    }

    @Test
    void unpacksGzipAndIgnoresAByteOrderMark() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("\uFEFFtime,rain\n2022-03-01T00:00:00Z,1\n".getBytes(StandardCharsets.UTF_8));
        }
        try (WideCsv csv = WideCsv.open(
                "field.csv.gz", new ByteArrayInputStream(packed.toByteArray()), WideCsv.Options.PLAIN, reports::add)) {
            assertThat(csv.readAll()).hasSize(1);
        }
    }

    @Test
    void movesTimesByWholeYearsKeepingSeasonAndHour() {
        assertThat(new YearShift(8).apply(Instant.parse("2018-05-31T15:00:00Z")))
                .contains(Instant.parse("2026-05-31T15:00:00Z"));
        assertThat(new YearShift(-2).apply(Instant.parse("2026-02-28T23:59:00Z")))
                .contains(Instant.parse("2024-02-28T23:59:00Z"));
    }

    @Test
    void leavesOutTheLeapDayWhereThereIsNone() {
        assertThat(new YearShift(1).apply(Instant.parse("2024-02-29T12:00:00Z")))
                .isEmpty();
        assertThat(new YearShift(4).apply(Instant.parse("2024-02-29T12:00:00Z")))
                .contains(Instant.parse("2028-02-29T12:00:00Z"));
    }
}
