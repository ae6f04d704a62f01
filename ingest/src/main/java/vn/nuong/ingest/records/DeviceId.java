package vn.nuong.ingest.records;

/** A device within its site. */
public record DeviceId(String site, String device) implements Comparable<DeviceId> {

    @Override
    public int compareTo(DeviceId other) {
        int bySite = site.compareTo(other.site);
        return bySite != 0 ? bySite : device.compareTo(other.device);
    }
}
