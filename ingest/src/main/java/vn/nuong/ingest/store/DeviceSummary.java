package vn.nuong.ingest.store;

import java.time.Instant;

/**
 * What is stored of one device.
 *
 * @param readings how many
 * @param newestMeasured the newest measured time, by the device's clock
 * @param newestReceived when the newest arrived, by the wall clock
 */
public record DeviceSummary(
        String site, String device, long readings, Instant newestMeasured, Instant newestReceived) {}
