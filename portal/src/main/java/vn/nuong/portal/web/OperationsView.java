package vn.nuong.portal.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vn.nuong.portal.ingest.Accounting;

/**
 * The operator's first page.
 *
 * @param accounting empty when ingest cannot be asked
 * @param clocks devices whose clock is wrong
 * @param devicesKnown whether ingest could be asked for its devices
 */
public record OperationsView(Optional<Accounting> accounting, List<WrongClock> clocks, boolean devicesKnown) {

    /** Below this nobody waits for anything. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    /** @param sentence what is wrong with it */
    public record WrongClock(DeviceRow row, String sentence) {}

    /** Whether work piles up. */
    public boolean isBehind() {
        return accounting.filter(a -> a.lagMs() >= AT_ONCE.toMillis()).isPresent();
    }

    /** What is acknowledged and not dealt with yet, in a sentence. */
    public String waiting(Page page) {
        Accounting now = accounting.orElseThrow();
        if (now.waitingBytes() == 0) {
            return page.t("Mọi bản tin đã nhận đều xử lý xong.", "Every message received has been dealt with.");
        }
        String bytes = Phrases.bytes(now.waitingBytes(), page);
        if (!isBehind()) {
            return page.t(
                    "Đang xử lý " + bytes + " vừa nhận, không bị chậm.",
                    bytes + " just received are being dealt with, without delay.");
        }
        int seconds = (int) Math.min(now.lagMs() / 1000, Integer.MAX_VALUE);
        String since = Phrases.interval(seconds < 120 ? seconds : seconds / 60 * 60, page);
        return page.t(
                "Còn " + bytes + " đã nhận, giữ an toàn trên đĩa và đang chờ vào kho; bản tin cũ nhất đã chờ " + since
                        + ".",
                bytes + " are received, safe on disk and waiting for the store; the oldest has waited for " + since
                        + ".");
    }
}
