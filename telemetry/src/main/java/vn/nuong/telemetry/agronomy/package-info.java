/**
 * The formulas of soil and sun that more than one service needs: numbers in, numbers out, each with its publication. Nothing
 * here knows where a number came from. What only advice needs is in analytics' {@code agronomy}.
 */
package vn.nuong.telemetry.agronomy;
