package vn.nuong.portal.web;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.nuong.portal.diary.Totals;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.site.Plot;

/**
 * The plots and their control plots side by side.
 *
 * @param since the first day of the diaries' sums
 * @param columns each pilot plot followed by its control plot
 * @param trouble whether ingest could not be asked
 */
public record Comparison(LocalDate since, List<Column> columns, boolean trouble) {

    /**
     * One plot.
     *
     * @param soilMoisture mean over its depths of the newest readings of the last day, m³/m³; null without calibrated probes
     * @param probePercent the same of probes with a scale of their own, percent; null without
     * @param rain7dMm rain of the last seven days, mm; null without a gauge
     * @param moistureOrigin where the soil moisture comes from; null when it was measured in the plot
     * @param rainOrigin where the rain comes from; null likewise
     */
    public record Column(
            Plot plot,
            @Nullable Double soilMoisture,
            @Nullable Double probePercent,
            @Nullable Double rain7dMm,
            @Nullable Text moistureOrigin,
            @Nullable Text rainOrigin,
            Totals totals) {

        private @Nullable Double perSao(@Nullable Double value) {
            return value == null ? null : value * Plot.SAO_M2 / plot.areaM2();
        }

        private @Nullable Double costVnd() {
            Double inputs = totals.inputCostVnd();
            Double labour = totals.labourCostVnd();
            if (inputs == null) {
                return labour;
            }
            return labour == null ? inputs : Double.valueOf(inputs + labour);
        }

        private @Nullable Double sharesFollowed() {
            return totals.answered() == 0 ? null : 100.0 * totals.followed() / totals.answered();
        }
    }

    /**
     * A line of the table: its name in a program's words and in people's, how it is found, and how to tell where it comes
     * from.
     */
    public record Row(
            String code,
            Text label,
            int decimals,
            Function<Column, @Nullable Double> value,
            Function<Column, @Nullable Text> origin) {

        /** A line of the diary or of the plot itself. */
        Row(String code, Text label, int decimals, Function<Column, @Nullable Double> value) {
            this(code, label, decimals, value, column -> null);
        }

        /** As shown on the page; "–" for what is not known. */
        public String shown(Column column, Page page) {
            Double number = value.apply(column);
            if (number == null) {
                return "–";
            }
            Text from = origin.apply(column);
            return page.format().number(number, decimals) + (from == null ? "" : " (" + page.t(from) + ")");
        }
    }

    /** Whether any plot has a number in this line. */
    public boolean knows(Row row) {
        return columns.stream().anyMatch(column -> row.value().apply(column) != null);
    }

    public static final List<Row> ROWS = List.of(
            new Row(
                    "area_sao",
                    new Text("Diện tích (sào)", "Area (sào of 360 m²)"),
                    1,
                    c -> c.plot().areaM2() / Plot.SAO_M2),
            new Row(
                    "soil_moisture_percent_by_volume",
                    new Text("Độ ẩm đất (% thể tích)", "Soil moisture (% by volume)"),
                    1,
                    c -> {
                        Double moisture = c.soilMoisture();
                        return moisture == null ? null : moisture * 100;
                    },
                    Column::moistureOrigin),
            new Row(
                    "soil_moisture_percent_own_scale",
                    new Text("Độ ẩm đất (% thang đầu đo, chưa hiệu chuẩn)", "Soil moisture (% of an own scale)"),
                    0,
                    Column::probePercent,
                    Column::moistureOrigin),
            new Row(
                    "rain_7d_mm",
                    new Text("Mưa 7 ngày (mm)", "Rain of 7 days (mm)"),
                    1,
                    Column::rain7dMm,
                    Column::rainOrigin),
            new Row("irrigations", new Text("Số lần tưới", "Irrigations"), 0, c ->
                    (double) c.totals().irrigations()),
            new Row(
                    "pump_minutes",
                    new Text("Phút bơm", "Pump minutes"),
                    0,
                    c -> c.totals().pumpMinutes()),
            new Row(
                    "volume_m3",
                    new Text("Nước tưới (m³)", "Water given (m³)"),
                    1,
                    c -> c.totals().volumeM3()),
            new Row(
                    "volume_m3_per_sao",
                    new Text("Nước tưới (m³/sào)", "Water given (m³/sào)"),
                    1,
                    c -> c.perSao(c.totals().volumeM3())),
            new Row(
                    "energy_kwh",
                    new Text("Điện (kWh)", "Electricity (kWh)"),
                    1,
                    c -> c.totals().energyKwh()),
            new Row("pickings", new Text("Số lứa hái", "Picking rounds"), 0, c ->
                    (double) c.totals().pickings()),
            new Row(
                    "fresh_kg",
                    new Text("Chè tươi (kg)", "Fresh leaf (kg)"),
                    1,
                    c -> c.totals().freshKg()),
            new Row(
                    "fresh_kg_per_sao",
                    new Text("Chè tươi (kg/sào)", "Fresh leaf (kg/sào)"),
                    1,
                    c -> c.perSao(c.totals().freshKg())),
            new Row(
                    "made_tea_kg",
                    new Text("Chè khô (kg)", "Made tea (kg)"),
                    1,
                    c -> c.totals().madeTeaKg()),
            new Row(
                    "mean_price_vnd_per_kg",
                    new Text("Giá chè khô bình quân (đồng/kg)", "Mean price of made tea (đồng/kg)"),
                    0,
                    c -> c.totals().meanPriceVndPerKg()),
            new Row(
                    "input_cost_vnd",
                    new Text("Tiền phân, thuốc, vật tư (đồng)", "Cost of supplies (đồng)"),
                    0,
                    c -> c.totals().inputCostVnd()),
            new Row(
                    "labour_hours",
                    new Text("Giờ công", "Hours of labour"),
                    1,
                    c -> c.totals().labourHours()),
            new Row("cost_vnd", new Text("Tổng chi phí (đồng)", "Cost in all (đồng)"), 0, Column::costVnd),
            new Row("advice_answered", new Text("Lời khuyên đã trả lời", "Advice answered"), 0, c ->
                    (double) c.totals().answered()),
            new Row(
                    "advice_followed_percent",
                    new Text("Trong đó làm theo (%)", "Of these followed (%)"),
                    0,
                    Column::sharesFollowed));
}
