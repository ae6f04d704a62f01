package vn.nuong.analytics.forecast.soilmoisture;

import java.util.List;

/**
 * A station made ready for one target.
 *
 * @param station as read
 * @param targetCm depth that is forecast, cm
 * @param column its probes as layers
 * @param forcing its rain and evapotranspiration
 */
record Site(Station station, int targetCm, Column column, Forcing forcing) {

    /**
     * @param depths layers, cm, ascending
     * @param usual range of each layer at the training stations
     */
    static Site of(Station station, List<Integer> depths, int targetCm, double[][] usual) {
        return new Site(station, targetCm, new Column(station, depths, targetCm, usual), new Forcing(station));
    }
}
