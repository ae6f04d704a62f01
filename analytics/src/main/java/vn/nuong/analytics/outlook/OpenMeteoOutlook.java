package vn.nuong.analytics.outlook;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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

    private static final Map<String, String> UNITS =
            Map.of("time", "unixtime", RAIN, "mm", TEMPERATURE, "°C", HUMIDITY, "%", WIND, "m/s", ETO, "mm");

    private static final double WIND_HEIGHT_M = 10;

    private final URI address;
    private final Plot.Place place;

    /**
     * @param address of the service with its path, such as {@code https://api.open-meteo.com/v1/forecast}
     * @param place where the plot lies
     */
    public OpenMeteoOutlook(URI address, Plot.Place place) {
        if (!address.isAbsolute() || address.getHost() == null || address.getQuery() != null) {
            throw new IllegalArgumentException("\"" + address
                    + "\" is no address of a forecast; give one such as https://api.open-meteo.com/v1/forecast");
        }
        this.address = address;
        this.place = place;
    }

    @Override
    public Outlook outlook(Instant now) throws IOException {
        Map<String, String> query = new LinkedHashMap<>();
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
            throw new IOException(address + " answered with what is no JSON: " + e.getMessage(), e);
        }
        try {
            return read(answer, now);
        } catch (IllegalArgumentException e) {
            throw new IOException(address + " answered with what is no forecast: " + e.getMessage(), e);
        }
    }

    private Outlook read(JsonNode answer, Instant now) {
        JsonNode hourly = answer.path("hourly");
        JsonNode times = hourly.path("time");
        if (!times.isArray()) {
            throw new IllegalArgumentException("it has no hourly.time");
        }
        UNITS.forEach((name, unit) -> {
            String told = answer.path("hourly_units").path(name).asText(unit);
            if (!told.equals(unit)) {
                throw new IllegalArgumentException("its " + name + " is in " + told + ", not in " + unit);
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
            List<Member.Step> steps = steps(hourly, times, suffix, now);
            if (!steps.isEmpty()) {
                members.add(new Member(suffix.isEmpty() ? "control" : suffix.substring(1), steps));
            }
        }
        return members.isEmpty() ? Outlook.none() : new Outlook("Open-Meteo", members);
    }

    private static List<Member.Step> steps(JsonNode hourly, JsonNode times, String suffix, Instant now) {
        List<Member.Step> steps = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            Instant to = Instant.ofEpochSecond(times.get(i).asLong());
            Double rain = value(hourly, RAIN + suffix, i);
            Double temperature = value(hourly, TEMPERATURE + suffix, i);
            Double wind = value(hourly, WIND + suffix, i);
            Double humidity = value(hourly, HUMIDITY + suffix, i);
            Double eto = value(hourly, ETO + suffix, i);
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

    private static @Nullable Double value(JsonNode hourly, String name, int i) {
        JsonNode value = hourly.path(name).path(i);
        return value.isNumber() ? value.asDouble() : null;
    }
}
