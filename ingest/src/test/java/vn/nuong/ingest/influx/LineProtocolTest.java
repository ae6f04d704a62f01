package vn.nuong.ingest.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.nuong.ingest.store.Aggregate;
import vn.nuong.ingest.store.Flagged;
import vn.nuong.ingest.store.Point;
import vn.nuong.telemetry.property.ObservedProperty;
import vn.nuong.telemetry.property.PropertyKey;
import vn.nuong.telemetry.reading.Flag;
import vn.nuong.telemetry.reading.TimeSource;

class LineProtocolTest {

    private static final PropertyKey MOISTURE_20 = PropertyKey.of(ObservedProperty.SOIL_MOISTURE, 20);
    private static final PropertyKey BATTERY = PropertyKey.of(ObservedProperty.BATTERY);

    private final LineProtocol request = new LineProtocol();

    private void point(TimeSource source, boolean first) {
        Point point = new Point(
                "pilot",
                "my-probe",
                17,
                18,
                source,
                first,
                List.of(new Point.Value(MOISTURE_20, 0.312), new Point.Value(BATTERY, 3.6)));
        request.point(point, point.values());
    }

    @Test
    void writesOneLineForAllReadingsOfAMessage() {
        point(TimeSource.DEVICE, true);
        point(TimeSource.GATEWAY, true);
        assertThat(request).hasToString("""
                readings,device=my-probe,site=pilot soil_moisture_20cm=0.312,battery=3.6,received=18i 17
                readings,device=my-probe,site=pilot soil_moisture_20cm=0.312,battery=3.6,received=18i,time_source="gateway" 17
                """);
    }

    @Test
    void givesWhatALaterMessageBringsAReceivedTimeAndAClockOfItsOwn() {
        point(TimeSource.DEVICE, false);
        point(TimeSource.INGEST, false);
        assertThat(request).hasToString("""
                readings,device=my-probe,site=pilot soil_moisture_20cm=0.312,battery=3.6,received.soil_moisture_20cm=18i,received.battery=18i 17
                readings,device=my-probe,site=pilot soil_moisture_20cm=0.312,battery=3.6,received.soil_moisture_20cm=18i,time_source.soil_moisture_20cm="ingest",received.battery=18i,time_source.battery="ingest" 17
                """);
    }

    @Test
    void writesFlagsWithAnyReason() {
        request.flagged(
                new Flagged("pilot", "p", MOISTURE_20, 5, Set.of(Flag.SPIKE, Flag.RANGE), "0,7 \"=\" \\ nhảy", 6));
        request.flagged(new Flagged("pilot", "p", MOISTURE_20, 5, Set.of(), "", 7));
        assertThat(request).hasToString("""
                flags,device=p,property=soil_moisture_20cm,site=pilot tests="range,spike",why="0,7 \\"=\\" \\\\ nhảy",judged=6i 5
                flags,device=p,property=soil_moisture_20cm,site=pilot tests="",why="",judged=7i 5
                """);
    }

    @Test
    void writesAggregates() {
        double nan = Double.NaN;
        request.aggregate(new Aggregate(Aggregate.Resolution.HOUR, "pilot", "p", BATTERY, 5, 3.5, 3, 4, 7, 2, 1));
        request.aggregate(new Aggregate(Aggregate.Resolution.DAY, "pilot", "p", BATTERY, 5, nan, nan, nan, nan, 0, 9));
        assertThat(request).hasToString("""
                hourly,device=p,property=battery,site=pilot count=2i,flagged=1i,mean=3.5,min=3,max=4,sum=7 5
                daily,device=p,property=battery,site=pilot count=0i,flagged=9i 5
                """);
    }

    @Test
    void noNameEndsItsTag() {
        Point point =
                new Point("a site", "x,y=z\n", 1, 2, TimeSource.DEVICE, true, List.of(new Point.Value(BATTERY, 1)));
        request.point(point, point.values());
        assertThat(request).hasToString("readings,device=x\\,y\\=z_,site=a\\ site battery=1,received=2i 1\n");
    }

    private static String number(double value) {
        StringBuilder out = new StringBuilder();
        LineProtocol.number(out, value);
        return out.toString();
    }

    @Test
    void writesProbesNumbersShort() {
        assertThat(List.of(
                        number(0),
                        number(-0.0),
                        number(5),
                        number(-40),
                        number(0.312),
                        number(-0.05),
                        number(21.5),
                        number(0.000001),
                        number(1e15)))
                .containsExactly("0", "0", "5", "-40", "0.312", "-0.05", "21.5", "0.000001", "1000000000000000");
    }

    @Test
    void everyNumberIsReadAsWhatItWas() {
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            double value = switch (i % 4) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> random.nextInt(2_000_000) / 1000.0 - 1000;
                case 2 -> random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
                default -> (double) random.nextLong();
            };
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(number(value))).isEqualTo(value);
            }
        }
        for (double value : new double[] {Double.MIN_VALUE, Double.MAX_VALUE, 0x1p53, 0x1p53 - 1, 0.1 + 0.2}) {
            assertThat(Double.parseDouble(number(value))).isEqualTo(value);
            assertThat(Double.parseDouble(number(-value))).isEqualTo(-value);
        }
    }
}
