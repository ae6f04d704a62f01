/** What several commands have in common. */
package vn.nuong.standalone.cli;
