/**
 * Agronomy as pure functions: numbers in, numbers out, each formula with its publication.
 *
 * <p>Nothing here knows where a number came from (MQTT, a store, a model) or what will be said about it. Everything is
 * immutable and static, so all of it is safe to use from any thread. Words for the farmer are made elsewhere.
 *
 * <ul>
 *   <li>{@code weather}: a day's weather and what follows from it (radiation, humidity, wet bulb).
 *   <li>{@code eto}: FAO-56 reference evapotranspiration.
 *   <li>{@code soil}: field capacity, wilting point, saturation and conductivity of a soil.
 *   <li>{@code water}: root-zone water balance, irrigation and drainage rules.
 *   <li>{@code pest}: when to go and look.
 *   <li>{@code nutrient}: when to fertilise, and how much.
 * </ul>
 */
package vn.nuong.analytics.agronomy;
