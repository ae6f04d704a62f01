/** {@code nuong ingest}: ingest alone. */
package vn.nuong.standalone.ingest;
