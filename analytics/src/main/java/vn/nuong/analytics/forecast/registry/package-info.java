/** Which model is in use, what each learned from and what it is worth: cards, a registry on disk, trials before a change. */
<<<<<<< HEAD
@org.jspecify.annotations.NullMarked
=======
>>>>>>> r6
package vn.nuong.analytics.forecast.registry;
