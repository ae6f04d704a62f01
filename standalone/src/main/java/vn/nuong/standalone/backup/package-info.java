/** {@code nuong backup} and {@code nuong restore}. */
package vn.nuong.standalone.backup;
