package vn.nuong.analytics.advice;

import vn.nuong.analytics.agronomy.water.DrainageRule;
import vn.nuong.analytics.history.PlotHistory;
import vn.nuong.telemetry.agronomy.SoilWater;
import vn.nuong.telemetry.site.Plot;

/** What the four matters are judged by: the plot, its history, what is expected, and the state of its root zone. */
record Situation(
        Plot plot,
        SoilWater soil,
        PlotHistory history,
        WeatherOutlook outlook,
        RootZoneState water,
        DrainageRule.Result drainage) {}
