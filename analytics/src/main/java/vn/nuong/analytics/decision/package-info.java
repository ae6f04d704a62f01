/** When and how much to irrigate, weighed over the days ahead. Pure. docs/advice.md has the rules with their sources. */
package vn.nuong.analytics.decision;
