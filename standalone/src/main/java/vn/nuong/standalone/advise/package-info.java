/** {@code nuong advise}: a plot's advice from files alone. */
package vn.nuong.standalone.advise;
