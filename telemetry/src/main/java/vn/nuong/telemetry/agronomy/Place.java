package vn.nuong.telemetry.agronomy;

/**
 * Where the weather was measured.
 *
 * @param latitudeDeg latitude, degrees, north positive, -90 to 90
 * @param elevationM height above sea level, m, -500 to 6000
 */
public record Place(double latitudeDeg, double elevationM) {
    public Place {
        Limits.within("latitude", latitudeDeg, -90, 90, "degrees");
        Limits.within("elevation", elevationM, -500, 6000, "m");
    }

    /** Latitude in radians. */
    public double latitudeRad() {
        return Math.toRadians(latitudeDeg);
    }
}
