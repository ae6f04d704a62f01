package vn.nuong.telemetry.site;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.Ids;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;

/**
 * A plot of one crop, farmed by one household.
 *
 * @param id as in topics and addresses
 * @param name what people call it, such as "Nương mẫu 1"
 * @param household who farms it; null while the Economics Office has not chosen it ("chưa chọn")
 * @param hamlet where it lies; null while not chosen
 * @param controlPlot id of the paired control plot (đối chứng) of the same household, farmed as before; null when there is
 *     none yet
 * @param crop id of the crop, {@code tea} by default
 * @param place where it is
 * @param areaM2 area in m², greater than 0 (a sào of the north is 360 m²)
 * @param soil what is known of its soil
 * @param irrigation how it is watered; null when it has no irrigation
 * @param fertiliser the season's plan; null when there is none yet
 * @param devices ids of the devices that stand in it
 * @param quality limits of the quality tests for its devices
 * @param calibrations how raw values of single probes become soil moisture; null for none
 * @param source where its water comes from; null where that is not known, or where {@code sources} of the site tells it
 */
public record Plot(
        String id,
        String name,
        @Nullable String household,
        @Nullable String hamlet,
        @Nullable String controlPlot,
        String crop,
        Place place,
        double areaM2,
        Soil soil,
        @Nullable Irrigation irrigation,
        @Nullable Fertiliser fertiliser,
        List<String> devices,
        QualitySettings quality,
        List<Calibration> calibrations,
        @Nullable WaterSource source) {

    /** One sào of northern Việt Nam, m². */
    public static final double SAO_M2 = 360;

    private static final double SMALLEST_M2 = 1;
    private static final double LARGEST_M2 = 1e7;

    @SuppressWarnings("NullAway") // the YAML may leave anything out; what must be there is checked here
    public Plot {
        Ids.check("plot", id == null ? "" : id);
        name = name == null ? id : name;
        crop = crop == null ? "tea" : crop;
        devices = devices == null ? List.of() : List.copyOf(devices);
        quality = quality == null ? QualitySettings.DEFAULT : quality;
        calibrations = calibrations == null ? List.of() : List.copyOf(calibrations);
        if (place == null || soil == null) {
            throw new IllegalArgumentException("plot \"" + id + "\" needs place and soil");
        }
        if (!(areaM2 >= SMALLEST_M2 && areaM2 <= LARGEST_M2)) {
            throw new IllegalArgumentException("plot \"" + id + "\": area_m2 "
                    + (areaM2 == 0 ? "is missing or 0" : areaM2 + " is outside 1..10000000 m² (1000 ha)")
                    + "; give its area in m²");
        }
        devices.forEach(d -> Ids.check("device", d));
        if (source != null) {
            checkSource(id, areaM2, source);
        }
    }

    private static void checkSource(String id, double areaM2, WaterSource source) {
        if (!source.users().isEmpty()
                && source.users().stream().noneMatch(u -> u.plot().equals(id))) {
            throw new IllegalArgumentException(
                    "users of the plot's source do not name the plot itself; add {plot: " + id + "} to them");
        }
        source.checkAreas(Map.of(id, areaM2));
    }

    /** The same plot with other devices in it. */
    public Plot withDevices(List<String> others) {
        return new Plot(
                id,
                name,
                household,
                hamlet,
                controlPlot,
                crop,
                place,
                areaM2,
                soil,
                irrigation,
                fertiliser,
                others,
                quality,
                calibrations,
                source);
    }

    /** The same plot with another irrigation. */
    public Plot withIrrigation(Irrigation other) {
        return new Plot(
                id,
                name,
                household,
                hamlet,
                controlPlot,
                crop,
                place,
                areaM2,
                soil,
                other,
                fertiliser,
                devices,
                quality,
                calibrations,
                source);
    }

    /** Area in sào of 360 m². */
    public double areaSao() {
        return areaM2 / SAO_M2;
    }

    /**
     * Where a plot lies.
     *
     * @param latitude degrees, north positive
     * @param longitude degrees, east positive
     * @param elevationM metres above the sea
     * @param timeZone whose day a "day" is, such as {@code Asia/Ho_Chi_Minh}
     */
    public record Place(double latitude, double longitude, double elevationM, ZoneId timeZone) {
        public Place {
            if (timeZone == null) {
                throw new IllegalArgumentException("time_zone is missing; give it, such as Asia/Ho_Chi_Minh");
            }
            if (!(Math.abs(latitude) <= 66.5)) {
                throw new IllegalArgumentException(
                        "latitude " + latitude + " is outside -66.5..66.5 degrees, where FAO-56's day length holds");
            }
            if (!(Math.abs(longitude) <= 180)) {
                throw new IllegalArgumentException("longitude " + longitude + " is outside -180..180 degrees");
            }
            if (!(elevationM >= -100 && elevationM <= 5000)) {
                throw new IllegalArgumentException("elevation_m " + elevationM + " is outside -100..5000 m");
            }
        }
    }

    /**
     * What is known of a soil. Values measured in the field win over those from texture.
     *
     * @param sand share of sand by weight, 0 to 1
     * @param clay share of clay by weight, 0 to 1
     * @param organicMatterPercent organic matter by weight, percent
     * @param fieldCapacity m³/m³ measured in the field; null to derive it from texture
     * @param wiltingPoint m³/m³; null to derive it from texture
     * @param saturation m³/m³; null to derive it from texture
     * @param calibrated whether the probes were calibrated in this soil
     * @param curve a laboratory's water retention curve, at least from 33 to 1500 kPa; null without one
     * @param stonePercent stones by volume, which hold no water, percent; null for none
     * @param tensionLimitKpa where its tension probes end, kPa, 10 to 250; null for 200, a granular matrix sensor's
     * @param slopePercent how steep the plot is, %; null where nobody measured it
     * @param curveNumber curve number of its runoff at average moisture, 30 to 98; null to take it from the soil's conductivity
     */
    public record Soil(
            double sand,
            double clay,
            double organicMatterPercent,
            @Nullable Double fieldCapacity,
            @Nullable Double wiltingPoint,
            @Nullable Double saturation,
            boolean calibrated,
            @Nullable List<CurvePoint> curve,
            @Nullable Double stonePercent,
            @Nullable Double tensionLimitKpa,
            @Nullable Double slopePercent,
            @Nullable Double curveNumber) {

        /** Suctions that a curve must reach: those of field capacity and wilting point, kPa. */
        private static final double FIELD_CAPACITY_KPA = 33;

        private static final double WILTING_POINT_KPA = 1500;

        /**
         * One point of a retention curve.
         *
         * @param suctionKpa suction, kPa; 0 is saturation
         * @param theta soil moisture, m³/m³
         */
        public record CurvePoint(double suctionKpa, double theta) {}

        public Soil {
            curve = curve == null ? null : List.copyOf(curve);
            if (curve != null) {
                checkCurve(curve);
            }
            if (fieldCapacity != null && wiltingPoint != null && !(wiltingPoint < fieldCapacity)) {
                throw new IllegalArgumentException("field_capacity " + fieldCapacity + " is not above wilting_point "
                        + wiltingPoint + " m³/m³; exchange them, or see to their unit");
            }
            if (fieldCapacity != null && saturation != null && !(fieldCapacity < saturation)) {
                throw new IllegalArgumentException("saturation " + saturation + " is not above field_capacity "
                        + fieldCapacity + " m³/m³; exchange them, or see to their unit");
            }
            if (stonePercent != null && !(stonePercent >= 0 && stonePercent <= 80)) {
                throw new IllegalArgumentException(
                        "stone_percent " + stonePercent + " is outside 0..80 % of the volume");
            }
            if (tensionLimitKpa != null && !(tensionLimitKpa >= 10 && tensionLimitKpa <= 250)) {
                throw new IllegalArgumentException(
                        "tension_limit_kpa " + tensionLimitKpa
                                + " is outside 10..250 kPa; give the driest that the probes can tell, such as 80 for tensiometers");
            }
            if (slopePercent != null && !(slopePercent >= 0 && slopePercent <= 150)) {
                throw new IllegalArgumentException("slope_percent " + slopePercent
                        + " is outside 0..150 %; give the fall in metres on 100 m of level distance");
            }
            if (curveNumber != null && !(curveNumber >= 30 && curveNumber <= 98)) {
                throw new IllegalArgumentException("curve_number " + curveNumber
                        + " is outside 30..98; leave it out to have it taken from the soil");
            }
            if (!(sand >= 0 && clay >= 0 && sand + clay <= 1)) {
                throw new IllegalArgumentException(
                        "sand " + sand + " and clay " + clay + " are not shares of 1; write 40 % sand as 0.40");
            }
            if (!(organicMatterPercent >= 0 && organicMatterPercent <= 15)) {
                throw new IllegalArgumentException(
                        "organic_matter_percent " + organicMatterPercent + " is outside 0..15 %");
            }
        }

        private static void checkCurve(List<CurvePoint> curve) {
            CurvePoint wetter = null;
            for (CurvePoint point : curve.stream()
                    .sorted(Comparator.comparingDouble(CurvePoint::suctionKpa))
                    .toList()) {
                if (wetter != null && point.suctionKpa == wetter.suctionKpa) {
                    throw new IllegalArgumentException("the curve has " + point.suctionKpa + " kPa twice; keep one");
                }
                if (wetter != null && point.theta > wetter.theta) {
                    throw new IllegalArgumentException("the curve rises from " + wetter.theta + " m³/m³ at "
                            + wetter.suctionKpa + " kPa to " + point.theta + " at " + point.suctionKpa
                            + " kPa; soil holds less water the harder it is sucked: check the table");
                }
                wetter = point;
            }
            if (curve.stream().noneMatch(point -> point.suctionKpa <= FIELD_CAPACITY_KPA)
                    || wetter == null
                    || wetter.suctionKpa < WILTING_POINT_KPA) {
                throw new IllegalArgumentException("the curve must reach from at most " + FIELD_CAPACITY_KPA
                        + " to at least " + WILTING_POINT_KPA + " kPa, but it "
                        + (wetter == null
                                ? "has no points"
                                : "reaches from "
                                        + curve.stream()
                                                .mapToDouble(CurvePoint::suctionKpa)
                                                .min()
                                                .orElseThrow() + " to " + wetter.suctionKpa)
                        + "; have those points measured, or leave it out");
            }
        }
    }

    /**
     * A probe's calibration in this soil: θ = offset + scale · value.
     *
     * @param property what it sends, such as {@code soil_moisture_20cm}, or {@code soil_moisture_percent_20cm} on a scale of its own
     * @param device the device; null for every one that sends it
     * @param scale m³/m³ for each unit it sends, above 0
     * @param offset m³/m³
     */
    public record Calibration(
            PropertyKey property, @Nullable String device, double scale, double offset) {
        public Calibration {
            boolean moisture = property != null
                    && property.depthCm() != null
                    && (property.property() == ObservedProperty.SOIL_MOISTURE
                            || property.property() == ObservedProperty.SOIL_MOISTURE_PERCENT);
            if (!moisture) {
                throw new IllegalArgumentException("calibration of \"" + property
                        + "\": only soil moisture with a depth is calibrated, as in soil_moisture_20cm");
            }
            if (!(scale > 0 && scale <= 10 && Math.abs(offset) <= 2)) {
                throw new IllegalArgumentException("calibration of " + property + ": scale " + scale + " and offset "
                        + offset + " are outside 0..10 and -2..2");
            }
        }
    }

    /**
     * How a plot is watered.
     *
     * @param pumpM3PerHour what the pump delivers at the plot, m³/h, greater than 0
     * @param applicationEfficiency share of the water that reaches the root zone, 0 to 1 (FAO-56: sprinkler 0.75 to 0.85)
     * @param pumpKw electrical power of the pump, kW; null when not known
     * @param method how the water reaches the soil; null for {@link Method#SPRINKLER}
     * @param applicationRateMmPerHour how fast water falls where the sprinklers stand, mm/h; null to spread the pump's water over
     *     the whole plot at once
     * @param costs what water and the want of it cost; null for the defaults
     */
    public record Irrigation(
            double pumpM3PerHour,
            double applicationEfficiency,
            @Nullable Double pumpKw,
            @Nullable Method method,
            @Nullable Double applicationRateMmPerHour,
            @Nullable Costs costs) {

        /** How the water reaches the soil. */
        public enum Method {
            /** From above, onto leaves. */
            SPRINKLER,
            /** To the soil alone. */
            DRIP
        }

        public Irrigation {
            if (applicationRateMmPerHour != null
                    && !(applicationRateMmPerHour > 0 && applicationRateMmPerHour <= 1000)) {
                throw new IllegalArgumentException("application_rate_mm_per_hour " + applicationRateMmPerHour
                        + " is outside 0..1000 mm/h; measure it with a tin between the sprinklers");
            }
            if (!(pumpM3PerHour > 0 && pumpM3PerHour <= 1000)) {
                throw new IllegalArgumentException(
                        (pumpM3PerHour == 0 ? "pump_m3_per_hour is missing or 0" : "pump_m3_per_hour " + pumpM3PerHour)
                                + "; measure what the pump delivers: above 0, at most 1000 m³/h");
            }
            if (!(applicationEfficiency > 0 && applicationEfficiency <= 1)) {
                throw new IllegalArgumentException(
                        "application_efficiency " + applicationEfficiency + " is not a share above 0 and up to 1");
            }
        }

        /** The same with a pump that delivers so much, at so many kW. */
        public Irrigation withPump(double m3PerHour, double kw) {
            return new Irrigation(m3PerHour, applicationEfficiency, kw, method, applicationRateMmPerHour, costs);
        }
    }

    /**
     * What irrigation is weighed by, in đồng; null asks for the default that docs/advice.md gives.
     *
     * @param stressVndPerM2Mm tea lost for each millimetre that the crop cannot transpire, đồng/m²
     * @param electricityVndPerKwh price of electricity or fuel for the pump, đồng/kWh
     * @param turnVnd labour of one turn, đồng
     * @param leachingVndPerM2Mm fertiliser lost with each millimetre that drains below the roots, đồng/m²
     */
    public record Costs(
            @JsonProperty("stress_vnd_per_m2_mm") @Nullable Double stressVndPerM2Mm,
            @Nullable Double electricityVndPerKwh,
            @Nullable Double turnVnd,

            @JsonProperty("leaching_vnd_per_m2_mm") @Nullable
            Double leachingVndPerM2Mm) {
        public Costs {
            check("stress_vnd_per_m2_mm", stressVndPerM2Mm, 1e6);
            check("electricity_vnd_per_kwh", electricityVndPerKwh, 1e6);
            check("turn_vnd", turnVnd, 1e9);
            check("leaching_vnd_per_m2_mm", leachingVndPerM2Mm, 1e6);
        }

        private static void check(String name, @Nullable Double value, double limit) {
            if (value != null && !(value >= 0 && value <= limit)) {
                throw new IllegalArgumentException(name + " " + value + " is outside 0.." + limit + " đồng");
            }
        }
    }

    /**
     * The season's fertiliser plan, decided by a person with a soil test.
     *
     * @param yieldTonnesPerHa expected fresh leaf, t/ha a year; null when not known
     * @param soilPhKcl pH(KCl) of a laboratory test; null without one
     * @param lastApplied when fertiliser was last given; null when not recorded
     */
    public record Fertiliser(
            @Nullable Double yieldTonnesPerHa,
            @Nullable Double soilPhKcl,
            @Nullable LocalDate lastApplied) {}
}
