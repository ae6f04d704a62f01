// Keeps the parts marked data-live fresh: when the server says that something changed, the page is fetched again and only
// what differs is put in place. Without JavaScript the page works the same, it only has to be loaded again by hand.
(function () {
  "use strict";
  var shortestPause = 4000, lastRefresh = 0, timer = 0, touching = false, touched = 0;

  function busy() {
    // A tap that has begun must end on the button on which it began.
    return touching || Date.now() - touched < 700;
  }

  function replace(part, fresh) {
    if (part.innerHTML === fresh.innerHTML) return;
    var open = Array.prototype.map.call(part.querySelectorAll("details[open]"), function (d) { return d.id; });
    var focused = part.contains(document.activeElement) ? document.activeElement : null;
    if (focused && focused.matches("input, select, textarea")) return;
    var focusedId = focused && focused.closest("details") ? focused.closest("details").id : "";
    part.replaceChildren.apply(part, Array.from(document.importNode(fresh, true).childNodes));
    open.forEach(function (id) {
      var details = id && document.getElementById(id);
      if (details) details.open = true;
    });
    var again = focusedId && document.querySelector("#" + CSS.escape(focusedId) + " > summary");
    if (again) again.focus({ preventScroll: true });
  }

  function refresh() {
    timer = 0;
    if (document.hidden) return;
    if (busy()) { soon(800); return; }
    lastRefresh = Date.now();
    fetch(location.pathname, { headers: { accept: "text/html" }, credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(function (html) {
        if (!html) return;
        if (busy()) { soon(800); return; }
        var page = new DOMParser().parseFromString(html, "text/html");
        document.querySelectorAll("[data-live]").forEach(function (part) {
          var fresh = page.getElementById(part.id);
          if (fresh) replace(part, fresh);
        });
        document.dispatchEvent(new Event("nuong-refreshed"));
      })
      .catch(function () { soon(10000); }); // the network is away: the next event or this timer tries again
  }

  function soon(delay) {
    if (!timer) timer = setTimeout(refresh, delay);
  }

  if (document.querySelector("[data-live]") && window.EventSource) {
    ["pointerdown", "touchstart"].forEach(function (e) { addEventListener(e, function () { touching = true; }, { passive: true }); });
    ["pointerup", "pointercancel", "touchend"].forEach(function (e) {
      addEventListener(e, function () { touching = false; touched = Date.now(); }, { passive: true });
    });
    var events = new EventSource("/events"), wasOpen = false;
    events.addEventListener("open", function () {
      if (wasOpen) soon(200); // something may have been said while the line was down
      wasOpen = true;
      document.documentElement.dataset.events = "open";
    });
    events.addEventListener("advice", function () {
      soon(Math.max(200, lastRefresh + shortestPause - Date.now()));
    });
    events.addEventListener("device_alert", function () { soon(200); });
    events.addEventListener("alert", function () {
      clearTimeout(timer);
      timer = 0;
      soon(0);
      if (navigator.vibrate) navigator.vibrate(300);
    });
    document.addEventListener("visibilitychange", function () { if (!document.hidden) soon(0); });
  }
})();
