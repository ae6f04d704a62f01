package vn.nuong.portal.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nuong.telemetry.advice.Advice;
import vn.nuong.telemetry.site.Plot;

/**
 * The first page: the pilot plots side by side.
 *
 * @param cards one for each pilot plot
 * @param devices what ingest knows; empty when it cannot be asked
 */
public record HomeView(List<Card> cards, Optional<FieldData.Devices> devices) {

    private static final Duration STALE_AFTER = Duration.ofHours(6);

    public List<DeviceRow> unassigned() {
        return devices.stream()
                .flatMap(d -> d.unassigned().stream())
                .map(DeviceRow::new)
                .toList();
    }

    /**
     * One plot.
     *
     * @param advice empty while there is none
     * @param newest measured time of its newest reading up to now; null when there is none or ingest cannot be asked
     * @param devicesKnown whether ingest could be asked
     */
    public record Card(
            Plot plot, Optional<Advice> advice, @Nullable Instant newest, boolean devicesKnown) {

        public String household(Page page) {
            return Card.chosen(plot.household(), page);
        }

        public String hamlet(Page page) {
            return Card.chosen(plot.hamlet(), page);
        }

        static String chosen(@Nullable String name, Page page) {
            return name == null ? page.t("chưa chọn", "not chosen yet") : name;
        }

        public boolean stale(Page page) {
            return newest == null || Duration.between(newest, page.now()).compareTo(STALE_AFTER) > 0;
        }

        public String freshness(Page page) {
            if (newest != null) {
                return page.t("Số đo mới nhất: ", "Newest reading: ")
                        + page.format().age(newest, page.now());
            }
            return devicesKnown
                    ? page.t("Chưa có số đo nào", "No reading yet")
                    : page.t("Không hỏi được kho số đo", "The store of readings does not answer");
        }
    }
}
