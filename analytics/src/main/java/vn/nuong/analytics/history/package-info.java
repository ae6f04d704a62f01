/**
 * From stored readings and the farm diary to what agronomy asks for: series per depth, daily weather, water given, trap
 * catches, and the doubts that keep advice honest. Pure: no clock, no network; the same readings give the same history.
 */
package vn.nuong.analytics.history;
