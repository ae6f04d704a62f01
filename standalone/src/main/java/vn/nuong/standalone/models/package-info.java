/** {@code nuong models}: which models there are, which is in use, and how that changes. */
package vn.nuong.standalone.models;
