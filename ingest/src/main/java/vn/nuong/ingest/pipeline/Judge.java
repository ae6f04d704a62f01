package vn.nuong.ingest.pipeline;

import java.util.List;
import vn.nuong.ingest.store.Flagged;
import vn.nuong.ingest.store.Point;

/** Judges new readings as they arrive, one point after the other. */
@FunctionalInterface
public interface Judge {

    /** What the quality tests find in a point, or in one of the same device just before it. */
    List<Flagged> judge(Point point);
}
