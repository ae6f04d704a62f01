/** What ingest tells of its own work: its accounting, what it refused, and how complete each device's days are. */
package vn.nuong.portal.ingest;
