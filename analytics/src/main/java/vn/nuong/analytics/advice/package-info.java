/**
 * From a plot's history to what its farmer reads: one class per matter, each asking agronomy and putting the answer into
 * words. Pure. The rules with their ids, figures and sources are in docs/advice.md.
 */
package vn.nuong.analytics.advice;
