/** Forecasts as they were issued, what came of them at each plot, and who makes the next one because of it. */
package vn.nuong.analytics.forecast.live;
