/**
 * The second look at stored readings, behind the pipeline and at its own pace: flags by the whole window around a reading, and the
 * hourly and daily aggregates that follow from them.
 */
package vn.nuong.ingest.review;
