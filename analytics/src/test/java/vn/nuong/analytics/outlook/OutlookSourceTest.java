package vn.nuong.analytics.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nuong.telemetry.site.Plot;

/** What every source keeps to, and what each is for. */
class OutlookSourceTest {

    private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Plot.Place PLACE = new Plot.Place(21.55, 105.75, 50, ZONE);

    @TempDir
    Path folder;

    private HttpServer server;
    private volatile String answer = "";
    private volatile int status = 200;
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/ensemble", exchange -> {
            asked.add(exchange.getRequestURI().getQuery());
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        answer = openMeteo();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private OutlookSource openMeteoSource() {
        return new OpenMeteoOutlook(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/ensemble"), PLACE);
    }

    /** The shape of an answer of Open-Meteo's ensemble, from a day before NOW for eight days. */
    private static String openMeteo() {
        long first = NOW.minus(Duration.ofDays(1)).getEpochSecond();
        String times =
                IntStream.range(0, 192).mapToObj(i -> "" + (first + 3600L * i)).collect(Collectors.joining(","));
        String dry = IntStream.range(0, 192).mapToObj(i -> "0.0").collect(Collectors.joining(","));
        String wet =
                IntStream.range(0, 192).mapToObj(i -> i == 30 ? "12.5" : "0.1").collect(Collectors.joining(","));
        String cold =
                IntStream.range(0, 192).mapToObj(i -> i == 28 ? "2.0" : "15.0").collect(Collectors.joining(","));
        String gaps =
                IntStream.range(0, 192).mapToObj(i -> i < 180 ? "4.0" : "null").collect(Collectors.joining(","));
        return "{\"latitude\":21.5,\"longitude\":105.75,\"generationtime_ms\":0.2,\"utc_offset_seconds\":0,"
                + "\"timezone\":\"GMT\",\"elevation\":50.0,\"hourly_units\":{\"time\":\"unixtime\",\"precipitation\":\"mm\","
                + "\"precipitation_member01\":\"mm\",\"temperature_2m\":\"°C\",\"wind_speed_10m\":\"m/s\"},"
                + "\"hourly\":{\"time\":[" + times + "],\"precipitation\":[" + dry + "],\"precipitation_member01\":["
                + wet
                + "],\"temperature_2m\":[" + cold + "],\"wind_speed_10m\":[" + gaps + "]}}";
    }

    private List<OutlookSource> sources() throws IOException {
        Path csv = Files.writeString(
                folder.resolve("o.csv"),
                "time,rain\n"
                        + IntStream.rangeClosed(-4, 28)
                                .mapToObj(i -> NOW.plus(Duration.ofHours(6L * i)) + "," + Math.floorMod(i, 5))
                                .collect(Collectors.joining("\n")));
        return List.of(
                OutlookSource.NONE,
                new CsvOutlook(csv, line -> {}),
                openMeteoSource(),
                new ClimatologyOutlook((from, to) -> OptionalDouble.of(3), ZONE, Optional.empty()));
    }

    @Test
    void everySourceTellsOnlyOfWhatIsToCome() throws IOException {
        for (OutlookSource source : sources()) {
            Outlook outlook = source.outlook(NOW);
            assertThat(outlook.members())
                    .allSatisfy(m -> assertThat(m.steps()).isNotEmpty().allMatch(s -> s.to().isAfter(NOW)));
        }
    }

    @Test
    void everySourceSaysTheSameWhenAskedAgain() throws IOException {
        for (OutlookSource source : sources()) {
            assertThat(source.outlook(NOW)).isEqualTo(source.outlook(NOW));
        }
    }

    @Test
    void everySourceThatKnowsRainTellsNoNegativeAndNoSumOfWhatItDoesNotKnow() throws IOException {
        for (OutlookSource source : sources()) {
            Outlook outlook = source.outlook(NOW);
            if (outlook.isKnown()) {
                assertThat(outlook.rainMm(NOW, 48).orElseThrow()).isNotNegative();
                assertThat(outlook.chanceOfRain(1, NOW, NOW.plus(Duration.ofDays(2)))
                                .orElseThrow())
                        .isBetween(0.0, 1.0);
            }
            assertThat(outlook.rainMm(NOW, 24 * 60)).isEmpty();
        }
    }

    @Test
    void openMeteoIsAskedForThePlaceInUnitsThatNeedNoGuessing() throws IOException {
        Outlook outlook = openMeteoSource().outlook(NOW);

        assertThat(asked.get(0))
                .contains(
                        "latitude=21.55",
                        "longitude=105.75",
                        "wind_speed_unit=ms",
                        "timeformat=unixtime",
                        "precipitation");
        assertThat(outlook.source()).isEqualTo("Open-Meteo");
        assertThat(outlook.members()).extracting(Member::name).containsExactly("control", "member01");
        // Hour 30 of the answer ends six hours from NOW: 12.5 mm in one of two members, 0.1 mm in each other hour of
        // it.
        assertThat(outlook.rainMm(NOW, 24)).hasValueCloseTo((12.5 + 23 * 0.1) / 2, within(1e-9));
        // FAO-56 Eq. 47: 4 m/s at 10 m is 4 · 4.87 / ln(67.8 · 10 − 5.42) = 2.99 m/s at 2 m.
        assertThat(outlook.members().get(0).windMs(NOW, NOW.plus(Duration.ofHours(3))))
                .hasValueSatisfying(w -> assertThat(w).isEqualTo(2.99, within(0.005)));
    }

    @Test
    void aServiceThatFailsOrSpeaksAnotherLanguageIsAnIoException() {
        status = 503;
        assertThatThrownBy(() -> openMeteoSource().outlook(NOW)).isInstanceOf(IOException.class);
        status = 200;
        for (String wrong : List.of(
                "<html>",
                "{}",
                openMeteo().replace("\"m/s\"", "\"Bft\""),
                openMeteo().replace("\"time\":[", "\"time\":[1,"),
                openMeteo().replace("\"time\":[", "\"time\":[\"morgen\",").replace("12.5,", "12.5,0,"),
                openMeteo().replace("12.5", "-12.5"))) {
            answer = wrong;
            assertThatThrownBy(() -> openMeteoSource().outlook(NOW))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("/v1/ensemble");
        }
    }

    /** As a browser gets it: local time without an offset, wind in km/h. */
    @Test
    void openMeteosDefaultAnswerIsReadToo() throws IOException {
        Outlook asked = openMeteoSource().outlook(NOW);
        Matcher epoch = Pattern.compile("\\d{10}").matcher(openMeteo());
        answer = epoch.replaceAll(t -> "\""
                        + Instant.ofEpochSecond(Long.parseLong(t.group()) + 7 * 3600)
                                .toString()
                                .substring(0, 16)
                        + "\"")
                .replace("\"utc_offset_seconds\":0", "\"utc_offset_seconds\":25200")
                .replace("unixtime", "iso8601")
                .replace("\"m/s\"", "\"km/h\"")
                .replace("[4.0", "[14.4")
                .replace(",4.0", ",14.4");

        Outlook read = openMeteoSource().outlook(NOW);

        assertThat(read.rainMm(NOW, 24)).isEqualTo(asked.rainMm(NOW, 24));
        Instant later = NOW.plus(Duration.ofHours(3));
        assertThat(read.members().get(0).windMs(NOW, later).orElseThrow())
                .isCloseTo(asked.members().get(0).windMs(NOW, later).orElseThrow(), within(1e-9));
    }

    @Test
    void aKeyInTheAddressIsSentButNeverSaid() throws IOException {
        OpenMeteoOutlook source = new OpenMeteoOutlook(
                URI.create(
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/ensemble?apikey=s3cr3t&models=icon"),
                PLACE);
        assertThat(source.outlook(NOW).isKnown()).isTrue();
        assertThat(asked.get(0)).contains("apikey=s3cr3t", "models=icon", "latitude=21.55");

        status = 500;
        assertThatThrownBy(() -> source.outlook(NOW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("500")
                .hasMessageNotContaining("s3cr3t")
                .hasNoCause();
    }

    /** A forecast of two days that is twelve hours old. */
    @Test
    void aStormInThePartOfTheTimeThatIsToldIsCertainThoughTheRestIsNotTold() {
        Instant issued = NOW.minus(Duration.ofHours(12));
        List<Member> members = new ArrayList<>();
        for (int m = 0; m < 4; m++) {
            List<Member.Step> steps = new ArrayList<>();
            for (int h = 0; h < 48; h++) {
                Instant from = issued.plus(Duration.ofHours(h));
                double rain = m < 3 && h >= 18 && h < 36 ? 120.0 / 18 : 0;
                steps.add(new Member.Step(from, from.plus(Duration.ofHours(1)), rain, null, null, null, null, null));
            }
            members.add(new Member("" + m, steps));
        }
        Outlook old = new Outlook("old", members);
        Instant twoDays = NOW.plus(Duration.ofHours(48));

        assertThat(old.rainMm(NOW, 48)).isEmpty();
        assertThat(old.chanceOfRain(80, NOW, twoDays)).hasValue(0.75);
        assertThat(old.chanceOfRain(130, NOW, twoDays)).isEmpty();
        assertThat(old.chanceOfRain(80, NOW, NOW.plus(Duration.ofHours(36)))).hasValue(0.75);
        assertThat(old.chanceOfRain(130, NOW, NOW.plus(Duration.ofHours(36)))).hasValue(0);
    }

    @Test
    void anAddressWithoutHostIsRefused() {
        assertThatThrownBy(() -> new OpenMeteoOutlook(URI.create("forecast"), PLACE))
                .hasMessageContaining("forecast");
    }

    @Test
    void climatologyIsWhatTheSameDatesBroughtInEarlierYears() {
        ClimatologyOutlook source = new ClimatologyOutlook(
                (from, to) -> {
                    LocalDate date = LocalDate.ofInstant(from, ZONE);
                    return date.getYear() < 2024
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(date.getYear() == 2024 ? 10 : 0);
                },
                ZONE,
                Optional.empty());
        Outlook outlook = source.outlook(NOW);
        assertThat(outlook.members()).hasSize(6); // two years, at three shifts each
        assertThat(outlook.rainMm(NOW, 24)).hasValue(5);
        assertThat(outlook.chanceOfRain(5, NOW, NOW.plus(Duration.ofDays(1)))).hasValue(0.5);
    }

    @Test
    void withoutEarlierYearsThereIsNoClimatology() {
        assertThat(new ClimatologyOutlook((from, to) -> OptionalDouble.empty(), ZONE, Optional.empty()).outlook(NOW))
                .isEqualTo(Outlook.none());
    }

    @Test
    void aNightOfFrostAcrossMidnightIsOneWarningOfItsMorning() {
        List<Member.Step> steps = new ArrayList<>();
        for (int hour = 0; hour < 72; hour++) {
            Instant from = NOW.plus(Duration.ofHours(hour));
            int local = from.atZone(ZONE).getHour();
            double celsius = hour < 36 && (local >= 21 || local < 6) ? 1 : 14;
            steps.add(new Member.Step(from, from.plus(Duration.ofHours(1)), null, celsius, celsius, null, null, null));
        }
        Outlook night = new Outlook("made up", List.of(new Member("1", steps)));
        LocalDate morning = LocalDate.ofInstant(NOW, ZONE).plusDays(1);
        assertThat(WeatherWarning.of(night, NOW, ZONE))
                .filteredOn(w -> w.date().equals(morning))
                .singleElement()
                .satisfies(w -> assertThat(w.sentence().vi()).startsWith("Đêm rạng ngày " + morning.getDayOfMonth()));
        assertThat(WeatherWarning.of(night, NOW, ZONE))
                .extracting(WeatherWarning::date)
                .doesNotHaveDuplicates();
    }

    @Test
    void frostAndHeatAreWarnedOfByTheShareOfMembers() throws IOException {
        // The control has 2 °C four hours from NOW; the other member tells no temperature.
        List<WeatherWarning> warnings = WeatherWarning.of(openMeteoSource().outlook(NOW), NOW, ZONE);
        assertThat(warnings).singleElement().satisfies(w -> {
            assertThat(w.kind()).isEqualTo(WeatherWarning.Kind.FROST);
            assertThat(w.date()).isEqualTo(LocalDate.of(2026, 4, 1));
            assertThat(w.chance()).isEqualTo(0.5);
            assertThat(w.sentence().vi()).contains("sương muối", "1/4", "2 °C");
        });
        Member hot = new Member(
                "1", List.of(new Member.Step(NOW, NOW.plus(Duration.ofHours(6)), null, 26.0, 37.0, null, null, null)));
        assertThat(WeatherWarning.of(new Outlook("made up", List.of(hot)), NOW, ZONE))
                .extracting(WeatherWarning::kind)
                .containsExactly(WeatherWarning.Kind.HEAT);
        assertThat(WeatherWarning.of(Outlook.none(), NOW, ZONE)).isEmpty();
    }
}
