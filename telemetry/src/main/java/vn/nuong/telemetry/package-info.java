package vn.nuong.telemetry;
