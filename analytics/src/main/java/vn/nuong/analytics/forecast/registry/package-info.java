/** Which model is in use, what each learned from and what it is worth: cards, a registry on disk, trials before a change. */
@org.jspecify.annotations.NullMarked
package vn.nuong.analytics.forecast.registry;
