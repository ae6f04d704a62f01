/**
 * Quality control of readings, after the International Soil Moisture Network (Dorigo et al. 2013) and the World
 * Meteorological Organization (WMO-No. 8): one class for each test, pure, with its source. {@code docs/quality.md} has them in
 * one table.
 *
 * <p>{@link vn.nuong.ingest.quality.OnlineJudge} judges every reading on arrival with what a few numbers per series can tell;
 * {@link vn.nuong.ingest.quality.Judge} judges again with the readings around it and beside it. A value is never changed, and
 * what cannot be judged is not flagged.
 */
package vn.nuong.ingest.quality;
