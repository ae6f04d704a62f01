/** How a service logs. */
package vn.nuong.telemetry.log;
