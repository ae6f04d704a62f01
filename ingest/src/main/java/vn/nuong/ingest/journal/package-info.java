/** Messages on disk in the order in which they came: what is in here is acknowledged, and dealt with afterwards. */
package vn.nuong.ingest.journal;
