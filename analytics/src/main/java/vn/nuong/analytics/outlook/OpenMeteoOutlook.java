package vn.nuong.analytics.outlook;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.nuong.analytics.agronomy.weather.WindProfile;
import vn.nuong.telemetry.http.JsonClient;
import vn.nuong.telemetry.site.Plot;

/**
 * A forecast in Open-Meteo's format over HTTP: hourly arrays beside {@code hourly.time}, and for an ensemble one array for each member,
 * {@code precipitation_member01} and so on beside the control {@code precipitation}. Thread-safe.
 *
 * <p>Source: Open-Meteo's documentation of {@code /v1/forecast} and {@code /v1/ensemble}: precipitation and et0 are sums of the hour before,
 * the rest are values at the hour; wind at 10 m, brought to 2 m by FAO-56 Eq. 47. Data are under CC BY 4.0: name Open-Meteo where
 * they are shown.
 */
public final class OpenMeteoOutlook implements OutlookSource {

    private static final String RAIN = "precipitation";
    private static final String TEMPERATURE = "temperature_2m";
    private static final String HUMIDITY = "relative_humidity_2m";
    private static final String WIND = "wind_speed_10m";
    private static final String ETO = "et0_fao_evapotranspiration";

    /** Units that it may answer in though asked for the first of each, as factors. */
    private static final Map<String, Map<String, Double>> UNITS = Map.of(
            RAIN, Map.of("mm", 1.0, "inch", 25.4),
            TEMPERATURE, Map.of("°C", 1.0),
            HUMIDITY, Map.of("%", 1.0),
            WIND, Map.of("m/s", 1.0, "km/h", 1 / 3.6, "mp/h", 0.44704, "kn", 1852 / 3600.0),
            ETO, Map.of("mm", 1.0, "inch", 25.4));

    private static final double WIND_HEIGHT_M = 10;

    private final URI address;
    private final Plot.Place place;

    /**
     * @param address of the service with its path, such as {@code https://api.open-meteo.com/v1/forecast}; a query, such as a
     *     customer's {@code ?apikey=}, is sent on and never shown
     * @param place where the plot lies
     */
    public OpenMeteoOutlook(URI address, Plot.Place place) {
        if (!address.isAbsolute() || address.getHost() == null) {
            throw new IllegalArgumentException("\"" + shown(address)
                    + "\" is no address of a forecast; give one such as https://api.open-meteo.com/v1/forecast");
        }
        this.address = address;
        this.place = place;
    }

    @Override
    public Outlook outlook(Instant now) throws IOException {
        Map<String, String> query = new LinkedHashMap<>(own());
        query.put("latitude", "" + place.latitude());
        query.put("longitude", "" + place.longitude());
        query.put("hourly", String.join(",", List.of(RAIN, TEMPERATURE, HUMIDITY, WIND, ETO)));
        query.put("wind_speed_unit", "ms");
        query.put("timeformat", "unixtime");
        query.put("timezone", "GMT");
        query.put("forecast_days", "8");
        URI base = URI.create(address.getScheme() + "://" + address.getAuthority());
        JsonNode answer;
        try {
            answer = new JsonClient(base).get(address.getPath(), query);
        } catch (IllegalArgumentException e) {
            throw new IOException(shown(address) + " answered with what is no JSON: " + e.getMessage(), e);
        } catch (IOException e) {
            throw hidden(e);
        }
        try {
            return read(answer, now);
        } catch (IllegalArgumentException e) {
            throw new IOException(shown(address) + " answered with what is no forecast: " + e.getMessage(), e);
        }
    }

    /** What the address asks for itself. */
    private Map<String, String> own() {
        Map<String, String> own = new LinkedHashMap<>();
        String query = address.getQuery();
        if (query != null) {
            for (String part : query.split("&", -1)) {
                int equals = part.indexOf('=');
                own.put(equals < 0 ? part : part.substring(0, equals), equals < 0 ? "" : part.substring(equals + 1));
            }
        }
        return own;
    }

    /** A fault without what the address's own query says; also without the cause, which says it again. */
    private IOException hidden(IOException e) {
        String message = String.valueOf(e.getMessage());
        for (String value : own().values()) {
            if (!value.isEmpty()) {
                message = message.replace(URLEncoder.encode(value, StandardCharsets.UTF_8), "…")
                        .replace(value, "…");
            }
        }
        return own().isEmpty() ? e : new IOException(message);
    }

    private static String shown(URI address) {
        String text = address.toString();
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }

    private Outlook read(JsonNode answer, Instant now) {
        JsonNode hourly = answer.path("hourly");
        JsonNode times = hourly.path("time");
        if (!times.isArray()) {
            throw new IllegalArgumentException("it has no hourly.time");
        }
        List<Instant> ends = times(answer, times);
        Map<String, Double> factors = new HashMap<>();
        UNITS.forEach((name, known) -> {
            String told = answer.path("hourly_units").path(name).asText("");
            Double factor = told.isEmpty() ? Double.valueOf(1) : known.get(told);
            if (factor == null) {
                throw new IllegalArgumentException("its " + name + " is in " + told + ", not in "
                        + known.keySet().stream().sorted().collect(Collectors.joining(" or ")));
            }
            factors.put(name, factor);
        });
        hourly.fields().forEachRemaining(array -> {
            if (array.getValue().size() != times.size()) {
                throw new IllegalArgumentException("its " + array.getKey() + " has "
                        + array.getValue().size() + " values for " + times.size() + " hours");
            }
        });
        TreeSet<String> suffixes = new TreeSet<>();
        hourly.fieldNames().forEachRemaining(name -> {
            if (name.equals(RAIN) || name.startsWith(RAIN + "_member")) {
                suffixes.add(name.substring(RAIN.length()));
            }
        });
        List<Member> members = new ArrayList<>();
        for (String suffix : suffixes) {
            List<Member.Step> steps = steps(hourly, ends, suffix, factors, now);
            if (!steps.isEmpty()) {
                members.add(new Member(suffix.isEmpty() ? "control" : suffix.substring(1), steps));
            }
        }
        return members.isEmpty() ? Outlook.none() : new Outlook("Open-Meteo", members);
    }

    /** In seconds since 1970 as asked for, or by the clock of the zone that the answer names. */
    private static List<Instant> times(JsonNode answer, JsonNode times) {
        ZoneOffset offset =
                ZoneOffset.ofTotalSeconds(answer.path("utc_offset_seconds").asInt());
        List<Instant> ends = new ArrayList<>();
        for (JsonNode time : times) {
            try {
                ends.add(
                        time.isNumber()
                                ? Instant.ofEpochSecond(time.asLong())
                                : LocalDateTime.parse(time.asText()).toInstant(offset));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "its time \"" + time.asText() + "\" is neither in seconds nor such as 2026-04-01T06:00", e);
            }
        }
        return ends;
    }

    private static List<Member.Step> steps(
            JsonNode hourly, List<Instant> times, String suffix, Map<String, Double> factors, Instant now) {
        List<Member.Step> steps = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            Instant to = times.get(i);
            Double rain = value(hourly, RAIN + suffix, i, factors.get(RAIN));
            Double temperature = value(hourly, TEMPERATURE + suffix, i, 1.0);
            Double wind = value(hourly, WIND + suffix, i, factors.get(WIND));
            Double humidity = value(hourly, HUMIDITY + suffix, i, 1.0);
            Double eto = value(hourly, ETO + suffix, i, factors.get(ETO));
            boolean empty = rain == null && temperature == null && wind == null && humidity == null && eto == null;
            if (!empty && to.isAfter(now)) {
                steps.add(new Member.Step(
                        to.minus(Duration.ofHours(1)),
                        to,
                        rain,
                        temperature,
                        temperature,
                        humidity,
                        wind == null ? null : WindProfile.atTwoMetres(wind, WIND_HEIGHT_M),
                        eto));
            }
        }
        return steps;
    }

    private static @Nullable Double value(JsonNode hourly, String name, int i, @Nullable Double factor) {
        JsonNode value = hourly.path(name).path(i);
        return value.isNumber() && factor != null ? value.asDouble() * factor : null;
    }
}
