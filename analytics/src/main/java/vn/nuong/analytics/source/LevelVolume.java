package vn.nuong.analytics.source;

import java.util.List;
import java.util.Objects;
import vn.nuong.telemetry.site.WaterSource;

/**
 * How much water a pond or tank holds by its level. Immutable.
 *
 * <p>Where the survey gives surfaces, each slice is a frustum: V = Δh/3 · (A1 + A2 + √(A1·A2)), and within a slice √A is linear in
 * the level, so that volume and surface are exact at every level. Where it gives volumes, they are linear between the points and the
 * surface is their slope. The curve is never extended: below its lowest point there is what the lowest point holds, above its
 * highest it overflows.
 */
public final class LevelVolume {

    private final double[] level;
    private final double[] volume;
    /** Square roots of the surfaces; of no use where volumes were surveyed. */
    private final double[] side;

    private final boolean surfaces;

    /** @param points from the bottom up, as {@link WaterSource} checks them */
    public LevelVolume(List<WaterSource.LevelPoint> points) {
        int n = points.size();
        level = new double[n];
        volume = new double[n];
        side = new double[n];
        surfaces = points.get(0).areaM2() != null;
        for (int i = 0; i < n; i++) {
            WaterSource.LevelPoint point = points.get(i);
            level[i] = point.levelM();
            if (surfaces) {
                side[i] = Math.sqrt(Objects.requireNonNull(point.areaM2()));
                volume[i] = i == 0 ? 0 : volume[i - 1] + slice(side[i - 1], side[i], level[i] - level[i - 1]);
            } else {
                volume[i] = Objects.requireNonNull(point.volumeM3());
            }
        }
    }

    /** Volume of a frustum from the square roots of its two surfaces, m³. */
    private static double slice(double below, double above, double height) {
        return height / 3 * (below * below + above * above + below * above);
    }

    public double lowestM() {
        return level[0];
    }

    public double fullM() {
        return level[level.length - 1];
    }

    /** What it holds when full, m³. */
    public double fullM3() {
        return volume[volume.length - 1];
    }

    /** Volume at a level, m³. Levels beyond the curve count as its ends. */
    public double volumeM3(double levelM) {
        double h = Math.max(lowestM(), Math.min(fullM(), levelM));
        int i = slice(level, h);
        double up = h - level[i];
        return surfaces
                ? volume[i] + slice(side[i], sideAt(i, h), up)
                : volume[i] + up / (level[i + 1] - level[i]) * (volume[i + 1] - volume[i]);
    }

    /** Level at a volume, m: the inverse of {@link #volumeM3}. */
    public double levelM(double volumeM3) {
        double v = Math.max(volume[0], Math.min(fullM3(), volumeM3));
        int i = slice(volume, v);
        double more = v - volume[i];
        double height = level[i + 1] - level[i];
        if (!surfaces) {
            return level[i] + more / (volume[i + 1] - volume[i]) * height;
        }
        double below = side[i];
        double slope = (side[i + 1] - below) / height;
        double at = Math.cbrt(below * below * below + 3 * slope * more);
        return level[i] + 3 * more / (at * at + at * below + below * below);
    }

    /** Water surface at a volume, m². */
    public double surfaceM2(double volumeM3) {
        double v = Math.max(volume[0], Math.min(fullM3(), volumeM3));
        int i = slice(volume, v);
        if (!surfaces) {
            return (volume[i + 1] - volume[i]) / (level[i + 1] - level[i]);
        }
        double at = sideAt(i, levelM(v));
        return at * at;
    }

    private double sideAt(int i, double levelM) {
        return side[i] + (levelM - level[i]) / (level[i + 1] - level[i]) * (side[i + 1] - side[i]);
    }

    /** The slice in which a value lies. */
    private static int slice(double[] bounds, double value) {
        int i = 0;
        while (i < bounds.length - 2 && value > bounds[i + 1]) {
            i++;
        }
        return i;
    }
}
