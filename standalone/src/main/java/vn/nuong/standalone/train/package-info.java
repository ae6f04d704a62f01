/** {@code nuong train}: makes the models that the service forecasts with. docs/model.md tells what they are worth. */
package vn.nuong.standalone.train;
