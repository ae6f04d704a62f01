/** Commands that reckon with water from files alone, without a server. */
package vn.nuong.standalone.water;
