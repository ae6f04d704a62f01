/** Readings going out of the store again. */
package vn.nuong.standalone.history;
