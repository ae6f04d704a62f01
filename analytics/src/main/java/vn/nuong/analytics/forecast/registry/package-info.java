/** Which model is in use, what each learned from and what it is worth: cards, a registry on disk, trials before a change. */
package vn.nuong.analytics.forecast.registry;
