package vn.nuong.ingest.watch;

/**
 * What was counted of one device and one of the site's days, by measured time.
 *
 * @param onTime measured times ("lần đo") that came on time
 * @param late measured times that came late; one that came on time and brings further readings late stays on time
 * @param stored readings stored
 * @param duplicate readings that came again
 * @param conflicting readings that came again with another value; the first is kept
 * @param refused readings refused; one whose measured time could not be read or believed counts for the day on which it came
 * @param flagged stored readings that a quality test has caught
 */
public record DayCounts(
        long onTime, long late, long stored, long duplicate, long conflicting, long refused, long flagged) {

    public static final DayCounts NONE = new DayCounts(0, 0, 0, 0, 0, 0, 0);

    public DayCounts {
        if (onTime < 0 || late < 0 || stored < 0 || duplicate < 0 || conflicting < 0 || refused < 0 || flagged < 0) {
            throw new IllegalArgumentException("counts are never negative: on time " + onTime + ", late " + late
                    + ", stored " + stored + ", duplicate " + duplicate + ", conflicting " + conflicting + ", refused "
                    + refused + ", flagged " + flagged);
        }
    }

    /** Measured times that came. */
    public long came() {
        return onTime + late;
    }

    public DayCounts plus(DayCounts other) {
        return new DayCounts(
                onTime + other.onTime,
                late + other.late,
                stored + other.stored,
                duplicate + other.duplicate,
                conflicting + other.conflicting,
                refused + other.refused,
                flagged + other.flagged);
    }
}
