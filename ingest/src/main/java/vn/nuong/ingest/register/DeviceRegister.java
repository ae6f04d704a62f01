package vn.nuong.ingest.register;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nuong.ingest.records.DeviceRow;

/**
 * Every device ever heard, and which of its measured times may be stored already. It decides without asking the store about
 * everything newer than a device's newest reading, which is nearly everything. Not thread-safe: belongs to the thread that
 * decides.
 */
public final class DeviceRegister {

    /** How many measured times of all devices together are remembered with their values. */
    private static final int REMEMBERED_TIMES = 65_536;

    private static final int MOST_TIMES_OF_A_DEVICE = 64;

    private final Map<String, Map<String, DeviceState>> sites = new HashMap<>();
    private final Set<DeviceState> touched = new LinkedHashSet<>();
    private int devices;

    /** @param rows as the records keep them */
    public DeviceRegister(List<DeviceRow> rows) {
        rows.forEach(this::add);
    }

    /** What is known of a device; a device heard for the first time is entered. */
    public DeviceState device(String site, String device, long receivedNs) {
        DeviceState known = find(site, device);
        return known != null ? known : add(DeviceRow.unheard(site, device, receivedNs));
    }

    public @Nullable DeviceState find(String site, String device) {
        Map<String, DeviceState> ofSite = sites.get(site);
        return ofSite == null ? null : ofSite.get(device);
    }

    private DeviceState add(DeviceRow row) {
        DeviceState state = new DeviceState(row);
        sites.computeIfAbsent(row.site(), s -> new HashMap<>()).put(row.device(), state);
        devices++;
        return state;
    }

    /** How many devices are known. */
    public int size() {
        return devices;
    }

    /** Something of this device changed: it goes into the next checkpoint. */
    public void touch(DeviceState device) {
        touched.add(device);
    }

    /** The devices that changed since this was last asked, as they are to be kept. */
    public List<DeviceRow> changed() {
        int times = Math.max(2, Math.min(MOST_TIMES_OF_A_DEVICE, REMEMBERED_TIMES / Math.max(1, devices)));
        List<DeviceRow> rows = touched.stream()
                .map(device -> {
                    device.trim(times);
                    return device.row();
                })
                .toList();
        touched.clear();
        return rows;
    }

    /** No older messages wait behind live ones any more. */
    public void closeGaps() {
        for (Map<String, DeviceState> ofSite : sites.values()) {
            for (DeviceState device : ofSite.values()) {
                if (device.hasGaps()) {
                    device.closeGaps();
                    touched.add(device);
                }
            }
        }
    }

    public Collection<DeviceState> of(String site) {
        return sites.getOrDefault(site, Map.of()).values();
    }
}
