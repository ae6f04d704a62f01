/**
 * The weather expected: one interface, several sources. Expected rain is a chance, never booked as fallen.
 */
package vn.nuong.analytics.outlook;
