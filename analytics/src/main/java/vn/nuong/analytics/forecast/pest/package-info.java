/** Weekly catches of pests forecast from the series' own past, the season and the weather, with honest intervals. */
package vn.nuong.analytics.forecast.pest;
