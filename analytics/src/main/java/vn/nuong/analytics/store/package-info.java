/** What analytics keeps: every advice with its inputs and version, where alerts stand, and alerts not yet delivered. */
package vn.nuong.analytics.store;
