/**
 * What ingest tells of readings, devices and of what became of everything received. The HTTP API answers with it, and the command
 * line that reads a data folder itself shows the same.
 */
package vn.nuong.ingest.api;
