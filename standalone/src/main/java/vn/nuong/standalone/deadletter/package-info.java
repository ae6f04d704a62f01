/** {@code nuong deadletter}: what was sent and not taken. */
package vn.nuong.standalone.deadletter;
