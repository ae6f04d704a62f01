/** When advice is worth interrupting somebody: once for each turn to irrigating or draining. */
package vn.nuong.analytics.alert;
