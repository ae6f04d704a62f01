/** {@code nuong bench}: measures the product as its users run it, as processes beside a real broker and a real InfluxDB. */
package vn.nuong.standalone.bench;
