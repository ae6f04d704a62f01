/**
 * Where the water comes from: how much a source holds, for how many days, whether it may be drawn and pumped onto tea, and how a
 * short one is shared. Pure. docs/source.md has the model with its sources.
 */
package vn.nuong.analytics.source;
