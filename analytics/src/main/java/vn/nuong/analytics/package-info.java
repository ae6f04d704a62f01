/** The analytics service: reads what ingest and portal hold, makes advice, keeps it and publishes it. */
package vn.nuong.analytics;
