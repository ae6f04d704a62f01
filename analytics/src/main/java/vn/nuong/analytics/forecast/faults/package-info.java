/** Which probes drift, answer no more or grow noisy, judged by what each should have read. */
package vn.nuong.analytics.forecast.faults;
