/** Readings and outlooks from files, for advice without a server. */
package vn.nuong.analytics.files;
