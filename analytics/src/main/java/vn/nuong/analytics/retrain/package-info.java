/** Trains the soil-moisture model anew from the plots' own readings, now and then, in a process of its own. */
package vn.nuong.analytics.retrain;
