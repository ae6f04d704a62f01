package vn.nuong.ingest.pipeline;

import java.time.ZoneId;
import vn.nuong.ingest.records.AboutMessage;
import vn.nuong.ingest.register.DeviceState;
import vn.nuong.ingest.store.Point;

/** What is known of devices beyond their readings. For the thread that settles. */
public interface Devices {

    /** The time zone whose days the device's ledger counts. */
    ZoneId zone(String site, String device);

    /**
     * A message of the device came with these readings, all new or not.
     *
     * @param live whether it is among the newest, not one that waited for the store
     */
    void heard(DeviceState device, Point point, boolean live);

    /** A message of the device came whose time was refused, as from the future. */
    void refusedTime(DeviceState device, long measuredNs, long receivedNs);

    /** Whether something measured then and received then came late, for this device. */
    boolean isLate(DeviceState device, long measuredNs, long receivedNs);

    /** The device said something of itself. */
    void described(AboutMessage about);
}
