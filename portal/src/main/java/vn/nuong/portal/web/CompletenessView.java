package vn.nuong.portal.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calendars of some devices.
 *
 * @param calendars one for each device of this part of the list
 * @param trouble whether ingest could not be asked
 * @param previous the address of the part before; null on the first
 * @param next the address of the part after; null on the last
 */
public record CompletenessView(
        List<Calendar> calendars,
        boolean trouble,
        @Nullable String previous,
        @Nullable String next) {

    public static final String PATH = "/van-hanh/day-du";
}
