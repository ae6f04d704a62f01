package vn.nuong.telemetry.site;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Limits of the quality tests for the devices of a plot: the {@code quality} section of a plot in {@code site.yaml}, in which
 * anything may be left out. {@code docs/quality.md} says where each default comes from.
 *
 * @param soilMoistureMinM3PerM3 RANGE: driest soil believed, m³/m³; default 0 (ISMN C01)
 * @param soilMoistureMaxM3PerM3 RANGE: wettest soil believed, m³/m³; default 0.60 (ISMN C02)
 * @param saturationMarginM3PerM3 SATURATION: how far above the soil's saturation a probe may read, m³/m³; null for 0.02 where
 *     saturation was measured and 0.10 where texture tells it
 * @param spikeM3PerM3 SPIKE: least height in soil moisture, m³/m³; default 0.04
 * @param breakM3PerM3 BREAK: least height in soil moisture, m³/m³; default 0.05
 * @param stuckHours STUCK: least time at one value, h; default 20
 * @param riseM3PerM3 RISE_WITHOUT_WATER: least rise of soil moisture within a day, m³/m³; default 0.03
 * @param riseMaxDepthCm RISE_WITHOUT_WATER: deepest probe that is judged, cm; default 20
 * @param depthsM3PerM3 DEPTHS_DISAGREE: least rise of a depth while those around it stay, m³/m³; default 0.10
 * @param neighboursM3PerM3 NEIGHBOURS_DISAGREE: how far a probe's change in a day may differ from its neighbours', m³/m³;
 *     default 0.10
 * @param driftM3PerM3 DRIFT: least drift in ten days, m³/m³; default 0.04
 * @param batteryMinV LOW_BATTERY: voltage below which the device's readings are doubted, V; null to go by the kind of cell
 * @param airTemperatureMinC RANGE: coldest air believed, °C; null for the property's own limit
 * @param airTemperatureMaxC RANGE: hottest air believed, °C; null for the property's own limit
 * @param airTemperatureStepC STEP: largest change of air temperature within an hour, °C; default 15
 * @param relativeHumidityStepPercent STEP: largest change of relative humidity within an hour, percent; default 80
 * @param airPressureStepKpa STEP: largest change of air pressure within an hour, kPa; default 1.5
 * @param windSpeedStepMPerS STEP: largest change of wind speed within an hour, m/s; default 40
 * @param solarRadiationStepWPerM2 STEP: largest change of solar radiation within an hour, W/m²; default 1000
 * @param persistenceHours PERSISTENCE: least time at one value, h; default 12
 * @param rainHumidityMinPercent RAIN_WITHOUT_HUMIDITY: driest air in which rain is believed, percent; default 40
 * @param clearSkyFactor ABOVE_CLEAR_SKY: how many times clear-sky radiation a day may bring; default 1.2
 * @param gaugesMm GAUGES_DISAGREE: rain in a day that no gauge beside it may miss, mm; default 20
 */
public record QualitySettings(
        Double soilMoistureMinM3PerM3,
        Double soilMoistureMaxM3PerM3,
        @Nullable Double saturationMarginM3PerM3,
        Double spikeM3PerM3,
        Double breakM3PerM3,
        Double stuckHours,
        Double riseM3PerM3,
        Integer riseMaxDepthCm,
        Double depthsM3PerM3,
        Double neighboursM3PerM3,
        Double driftM3PerM3,
        @Nullable Double batteryMinV,
        @Nullable Double airTemperatureMinC,
        @Nullable Double airTemperatureMaxC,
        Double airTemperatureStepC,
        Double relativeHumidityStepPercent,
        Double airPressureStepKpa,
        @JsonProperty("wind_speed_step_m_per_s") Double windSpeedStepMPerS,
        @JsonProperty("solar_radiation_step_w_per_m2") Double solarRadiationStepWPerM2,
        Double persistenceHours,
        Double rainHumidityMinPercent,
        Double clearSkyFactor,
        Double gaugesMm) {

    /** What holds for a plot that sets nothing, and for devices that stand in no plot. */
    @SuppressWarnings("NullAway") // null asks for the default
    public static final QualitySettings DEFAULT = new QualitySettings(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null, null, null);

    @SuppressWarnings("NullAway") // the YAML may leave anything out; every default is put in here
    public QualitySettings {
        soilMoistureMinM3PerM3 = given(soilMoistureMinM3PerM3, 0);
        soilMoistureMaxM3PerM3 = given(soilMoistureMaxM3PerM3, 0.60);
        spikeM3PerM3 = given(spikeM3PerM3, 0.04);
        breakM3PerM3 = given(breakM3PerM3, 0.05);
        stuckHours = given(stuckHours, 20);
        riseM3PerM3 = given(riseM3PerM3, 0.03);
        riseMaxDepthCm = riseMaxDepthCm == null ? 20 : riseMaxDepthCm;
        depthsM3PerM3 = given(depthsM3PerM3, 0.10);
        neighboursM3PerM3 = given(neighboursM3PerM3, 0.10);
        driftM3PerM3 = given(driftM3PerM3, 0.04);
        airTemperatureStepC = given(airTemperatureStepC, 15);
        relativeHumidityStepPercent = given(relativeHumidityStepPercent, 80);
        airPressureStepKpa = given(airPressureStepKpa, 1.5);
        windSpeedStepMPerS = given(windSpeedStepMPerS, 40);
        solarRadiationStepWPerM2 = given(solarRadiationStepWPerM2, 1000);
        persistenceHours = given(persistenceHours, 12);
        rainHumidityMinPercent = given(rainHumidityMinPercent, 40);
        clearSkyFactor = given(clearSkyFactor, 1.2);
        gaugesMm = given(gaugesMm, 20);

        within("soil_moisture_min_m3_per_m3", soilMoistureMinM3PerM3, -0.05, 0.5, "m³/m³");
        within("soil_moisture_max_m3_per_m3", soilMoistureMaxM3PerM3, 0.1, 1, "m³/m³");
        within("saturation_margin_m3_per_m3", saturationMarginM3PerM3, 0, 0.5, "m³/m³");
        within("spike_m3_per_m3", spikeM3PerM3, 0.005, 0.5, "m³/m³");
        within("break_m3_per_m3", breakM3PerM3, 0.01, 0.5, "m³/m³");
        within("stuck_hours", stuckHours, 1, 240, "h");
        within("rise_m3_per_m3", riseM3PerM3, 0.005, 0.5, "m³/m³");
        within("rise_max_depth_cm", (double) riseMaxDepthCm, 0, 500, "cm");
        within("depths_m3_per_m3", depthsM3PerM3, 0.02, 0.5, "m³/m³");
        within("neighbours_m3_per_m3", neighboursM3PerM3, 0.02, 0.5, "m³/m³");
        within("drift_m3_per_m3", driftM3PerM3, 0.01, 0.5, "m³/m³");
        within("battery_min_v", batteryMinV, 0.5, 60, "V");
        within("air_temperature_min_c", airTemperatureMinC, -80, 40, "°C");
        within("air_temperature_max_c", airTemperatureMaxC, 0, 60, "°C");
        within("air_temperature_step_c", airTemperatureStepC, 1, 60, "°C");
        within("relative_humidity_step_percent", relativeHumidityStepPercent, 5, 100, "%");
        within("air_pressure_step_kpa", airPressureStepKpa, 0.1, 10, "kPa");
        within("wind_speed_step_m_per_s", windSpeedStepMPerS, 2, 75, "m/s");
        within("solar_radiation_step_w_per_m2", solarRadiationStepWPerM2, 100, 1600, "W/m²");
        within("persistence_hours", persistenceHours, 1, 240, "h");
        within("rain_humidity_min_percent", rainHumidityMinPercent, 0, 100, "%");
        within("clear_sky_factor", clearSkyFactor, 0.5, 3, "times");
        within("gauges_mm", gaugesMm, 1, 500, "mm");
        ordered("soil_moisture", soilMoistureMinM3PerM3, soilMoistureMaxM3PerM3, "m³/m³");
        if (airTemperatureMinC != null && airTemperatureMaxC != null) {
            ordered("air_temperature", airTemperatureMinC, airTemperatureMaxC, "°C");
        }
    }

    private static Double given(@Nullable Double value, double otherwise) {
        return value == null ? otherwise : value;
    }

    private static void within(String name, @Nullable Double value, double min, double max, String unit) {
        if (value != null && !(value >= min && value <= max)) { // written so that NaN is refused too
            throw new IllegalArgumentException("quality: " + name + " is " + value + ", outside " + min + " to " + max
                    + " " + unit + "; leave it out for the default (docs/quality.md)");
        }
    }

    private static void ordered(String name, double min, double max, String unit) {
        if (!(min < max)) {
            throw new IllegalArgumentException("quality: " + name + " has a smallest value of " + min
                    + " and a largest of " + max + " " + unit + "; the smallest has to be below the largest");
        }
    }
}
