// Draws the last days of soil moisture and rain, and the forecast, from the plot's chart.json.
(function () {
  "use strict";
  var place = document.getElementById("chart");
  if (!place || !window.uPlot) return;
  var plot = null, lastLoad = 0;
  // Thicker and darker the deeper, so that depths tell apart without colour.
  var colours = ["#c2410c", "#0b6e4f", "#0b3b8c", "#6b21a8", "#111111"];

  function options(data, width) {
    var series = [{ label: data.labels.time, value: function (u, t) { return t == null ? "–" : when(t, data); } }];
    data.series.forEach(function (s, i) {
      series.push({
        label: s.label, scale: s.scale, stroke: colours[i % colours.length], width: 2 + i * 0.75, spanGaps: false,
        points: { show: s.sparse === true }, value: function (u, v) { return shown(v, 1, "%", data); }
      });
    });
    if (data.forecast) {
      var colour = colours[Math.max(0, data.series.findIndex(function (s) { return s.depth_cm === data.forecast.depth_cm; })) % colours.length];
      series.push({ label: data.forecast.label, scale: data.forecast.scale, stroke: colour, width: 3, dash: [8, 6], points: { show: false },
        value: function (u, v) { return shown(v, 1, "%", data); } });
    }
    series.push({
      label: data.rain.label, scale: "mm", stroke: "#1d4ed8", fill: "#93c5fd", points: { show: false },
      paths: uPlot.paths.bars({ size: [0.9, 12] }), value: function (u, v) { return shown(v, 1, "mm", data); }
    });
    if (data.flagged) {
      // Crosses along the lower edge: a line has a gap there, since the values are not believed.
      series.push({ label: data.flagged.label, scale: "flag", stroke: "#8a1c00", width: 0, paths: function () { return null; },
        points: { show: true, size: 9, width: 2.5, paths: crosses }, value: function (u, v) { return v == null ? "–" : "✕"; } });
    }
    var font = "14px system-ui, sans-serif";
    return {
      width: width, height: 320, tzDate: function (t) { return uPlot.tzDate(new Date(t * 1000), data.zone); },
      cursor: { drag: { x: false, y: false } },
      // A finger hides what it points at: values are told by the table below; a mouse gets them here.
      legend: { live: matchMedia("(hover: hover)").matches,
        markers: { width: 3, dash: function (u, i) { return u.series[i].dash ? "dashed" : "solid"; }, fill: function (u, i) { return u.series[i].dash ? "#fff" : u.series[i].stroke(u, i); } } },
      scales: {
        x: { time: true },
        "%": { range: function (u, min, max) { return min == null ? [0, 50] : [Math.max(0, Math.floor(min - 3)), Math.ceil(max + 3)]; } },
        flag: { range: function () { return [0, 20]; } },
        mm: { range: function (u, min, max) { return [0, Math.max(20, (max || 0) * 2.5)]; } }
      },
      axes: [
        { font: font, stroke: "#111", size: 34, space: 60, grid: { stroke: "#ddd" },
          values: function (u, ts) { return ts.map(function (t) { return day(t, data); }); },
          splits: function (u, i, min, max) { return midnights(min, max, data, width < 500 ? 2 : 1); } },
        { font: font, stroke: "#111", scale: "%", size: 44, incrs: [1, 2, 5, 10, 20], grid: { stroke: "#ddd" }, values: function (u, vs) { return vs.map(function (v) { return v + "%"; }); } },
        { font: font, stroke: "#1d4ed8", scale: "mm", side: 1, size: 36, incrs: [5, 10, 20, 50, 100], grid: { show: false }, values: function (u, vs) { return vs.map(function (v) { return v + ""; }); } }
      ],
      series: series
    };
  }

  function crosses(u, i) {
    var path = new Path2D(), r = 4.5 * devicePixelRatio;
    u.data[i].forEach(function (v, at) {
      if (v == null) return;
      var x = u.valToPos(u.data[0][at], "x", true), y = u.valToPos(v, "flag", true);
      path.moveTo(x - r, y - r); path.lineTo(x + r, y + r);
      path.moveTo(x - r, y + r); path.lineTo(x + r, y - r);
    });
    return { stroke: path, fill: null };
  }

  function two(n) { return (n < 10 ? "0" : "") + n; }
  function local(t, data) { return uPlot.tzDate(new Date(t * 1000), data.zone); }
  function day(t, data) { var d = local(t, data); return two(d.getDate()) + "/" + two(d.getMonth() + 1); }
  function when(t, data) { var d = local(t, data); return two(d.getHours()) + ":" + two(d.getMinutes()) + " " + day(t, data); }
  function shown(v, decimals, unit, data) {
    if (v == null) return "–";
    var text = v.toFixed(decimals);
    return (data.lang === "vi" ? text.replace(".", ",") : text) + " " + unit;
  }
  function midnights(min, max, data, step) {
    var found = [], count = 0;
    for (var t = Math.ceil(min / 3600) * 3600; t <= max; t += 3600) {
      if (local(t, data).getHours() === 0 && count++ % step === 0) found.push(t);
    }
    return found;
  }

  function columns(data) {
    var all = [data.times];
    data.series.forEach(function (s) { all.push(s.values); });
    if (data.forecast) all.push(data.forecast.values);
    // Hours without a bar are left out, not empty: bars are then as wide as the six hours they stand for.
    all.push(data.rain.values.map(function (v) { return v === null ? undefined : v; }));
    if (data.flagged) all.push(data.flagged.values);
    return all;
  }

  function draw(data) {
    if (plot) { plot.destroy(); plot = null; }
    place.textContent = "";
    if (data.message) {
      var note = document.createElement("p");
      note.className = "trouble";
      note.textContent = data.message;
      place.appendChild(note);
      if (!data.times.length) return;
    }
    plot = new uPlot(options(data, place.clientWidth), columns(data), place);
    place.dataset.drawn = String(data.times.length);
  }

  function load() {
    lastLoad = Date.now();
    fetch(place.dataset.src, { credentials: "same-origin" })
      .then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      })
      .then(draw)
      .catch(function () { if (!plot && place.firstElementChild) place.firstElementChild.textContent = place.dataset.error; });
  }

  load();
  document.addEventListener("nuong-refreshed", function () { if (Date.now() - lastLoad > 20000) load(); });
  var width = place.clientWidth;
  addEventListener("resize", function () {
    if (plot && place.clientWidth !== width) { width = place.clientWidth; plot.setSize({ width: width, height: 320 }); }
  });
})();
