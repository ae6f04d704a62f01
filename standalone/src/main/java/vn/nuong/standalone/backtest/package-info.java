/** {@code nuong backtest}: tries the learned models on recorded files, as if each hour or week in them were now. */
package vn.nuong.standalone.backtest;
