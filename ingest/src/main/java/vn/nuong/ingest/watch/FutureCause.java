package vn.nuong.ingest.watch;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import vn.nuong.telemetry.advice.Text;
import vn.nuong.telemetry.payload.PayloadParser;
import vn.nuong.telemetry.time.Times;

/** Why a reading came from the future, as far as that can be told; it is judged again whenever somebody asks. */
public enum FutureCause {
    /** Our own clock was behind: others came from the same future, or it was set forward since. Trying again puts it in. */
    OWN_CLOCK(new Text(
            "Đồng hồ của máy chủ bị chậm lúc nhận. Thử lại là được.",
            "The server's clock was slow when it came. Try it again.")),
    /** The device's clock is ahead by as much, steadily. */
    DEVICE_AHEAD(new Text(
            "Đồng hồ của thiết bị chạy nhanh đều. Hãy chỉnh giờ thiết bị.",
            "The device's clock is steadily fast. Set it right.")),
    /** The device's clock jumps about. */
    DEVICE_JUMPING(new Text(
            "Đồng hồ của thiết bị nhảy lung tung. Hãy kiểm tra pin đồng hồ và phần mềm thiết bị.",
            "The device's clock jumps about. Look at its battery and its software.")),
    /** The device's clock was right before and after. */
    ONE_WRONG_STAMP(new Text(
            "Chỉ số đo này ghi sai giờ; sau đó thiết bị lại đúng giờ.",
            "This one was stamped wrongly; the device was right again afterwards.")),
    /** Too little has come since. */
    UNKNOWN_YET(new Text("Chưa rõ vì sao.", "Not known yet."));

    private static final int OTHERS_NEEDED = 3;

    private final Text text;

    FutureCause(Text text) {
        this.text = text;
    }

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In words for a page. */
    public Text text() {
        return text;
    }

    /** Whether it is likely to be taken when it is tried again as it is. */
    public boolean isWorthRetrying() {
        return this == OWN_CLOCK;
    }

    /**
     * Judges one reading.
     *
     * @param measured its measured time
     * @param received when it came, by the steady clock
     * @param clock what is known of the device's clock now
     * @param others how far the newest messages of the site's other devices were ahead of ours around {@code received}, one for
     *     each device that was heard in the same quarter of an hour
     * @param steppedForward how far our wall clock was stepped forward since {@code received}
     *     ({@link SteadyClock#steppedForwardSince})
     */
    public static FutureCause judge(
            Instant measured, Instant received, DeviceClock clock, List<Duration> others, Duration steppedForward) {
        Duration ahead = Duration.between(received, measured);
        if (ahead.minus(PayloadParser.CLOCK_TOLERANCE).compareTo(steppedForward) <= 0) {
            return OWN_CLOCK;
        }
        long same = others.stream().filter(other -> isNear(other, ahead)).count();
        if (same >= OTHERS_NEEDED && 2 * same > others.size()) {
            return OWN_CLOCK;
        }
        ClockError error = clock.error();
        return switch (error.kind()) {
            case AHEAD -> isNear(error.offset(), ahead) ? DEVICE_AHEAD : wrongOrUnknown(received, clock);
            case JUMPING, NEVER_SET -> DEVICE_JUMPING;
            default -> wrongOrUnknown(received, clock);
        };
    }

    private static FutureCause wrongOrUnknown(Instant received, DeviceClock clock) {
        return clock.lastGoodNs() > Times.toEpochNanos(received) ? ONE_WRONG_STAMP : UNKNOWN_YET;
    }

    /** Within ten minutes or a twentieth of each other. */
    private static boolean isNear(Duration one, Duration other) {
        Duration close = other.dividedBy(20);
        Duration tolerance = close.compareTo(PayloadParser.CLOCK_TOLERANCE) > 0 ? close : PayloadParser.CLOCK_TOLERANCE;
        return one.minus(other).abs().compareTo(tolerance) <= 0;
    }
}
