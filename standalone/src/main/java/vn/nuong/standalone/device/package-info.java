/** {@code nuong device}: one device looked at. */
package vn.nuong.standalone.device;
