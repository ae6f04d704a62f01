/** All that an ingest keeps, in one file, and back again. */
package vn.nuong.ingest.backup;
