/** The soil-moisture forecast tried on recorded stations: {@code nuong backtest soil-moisture}. docs/backtest.md tells it at length. */
package vn.nuong.analytics.forecast.soilmoisture;
