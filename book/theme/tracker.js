/* Sort and filter every table.interactive. A small script of our own: without it the table is whole and in its order. */
(function () {
  "use strict";

  /* Marks in place of a figure, a dash, and words that say there is none: they always stand last. */
  function isMissing(text) {
    return text === "" || text === "–" || /^(none|not said|no day given)$/.test(text) || /^\[\w+\]/.test(text);
  }

  /* The first number of a cell, less than 0 where it says down; NaN where there is none. */
  function numberOf(text) {
    if (isMissing(text)) return NaN;
    if (/^no change/.test(text)) return 0;
    var found = text.match(/[-−]?\d[\d,]*(\.\d+)?/);
    if (!found) return NaN;
    var number = Number(found[0].replace(/,/g, "").replace("−", "-"));
    return /^down\b/.test(text) ? -number : number;
  }

  /* A day in words, such as 8 June 2017, as 2017-06-08, so that days stand in their order; other text as it is. */
  var MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"];
  function inOrder(text) {
    var day = text.match(/^(\d{1,2}) ([A-Z][a-z]+) (\d{4})/), month = day ? MONTHS.indexOf(day[2]) + 1 : 0;
    return month ? day[3] + "-" + ("0" + month).slice(-2) + "-" + ("0" + day[1]).slice(-2) + text : text;
  }

  /* Rows as {texts, place}, sorted by one column; way is 1 or -1; equals keep their own order, missing stand last. */
  function sorted(rows, column, numeric, way) {
    function key(row) { return numeric ? numberOf(row.texts[column]) : inOrder(row.texts[column]); }
    function missing(value) { return numeric ? isNaN(value) : isMissing(value); }
    return rows.slice().sort(function (first, second) {
      var a = key(first), b = key(second);
      if (missing(a) || missing(b)) return missing(a) - missing(b) || first.place - second.place;
      var order = numeric ? a - b : a.localeCompare(b, "en-GB", { numeric: true, sensitivity: "base" });
      return way * order || first.place - second.place;
    });
  }

  /* Whether a row has what was chosen in each column and holds every word that was typed. */
  function matches(texts, choices, typed) {
    var whole = texts.join(" ").toLowerCase();
    return Object.keys(choices).every(function (column) { return texts[column] === choices[column]; }) &&
      typed.toLowerCase().split(/\s+/).every(function (word) { return whole.indexOf(word) >= 0; });
  }

  /* What is read in a cell; a drawing's own words are not. */
  function textOf(cell) {
    var copy = cell.cloneNode(true);
    copy.querySelectorAll("svg, .for-ears").forEach(function (part) { part.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function make(name, attributes, words) {
    var made = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (words) made.textContent = words;
    return made;
  }

  function labelled(field, id, words) {
    var box = make("div", { "class": "table-control" });
    field.id = id;
    box.appendChild(make("label", { "for": id }, words));
    box.appendChild(field);
    return box;
  }

  function enhance(table, number) {
    var head = table.tHead && table.tHead.rows[table.tHead.rows.length - 1], body = table.tBodies[0];
    if (!head || !body) return;
    var headings = Array.from(head.cells), names = headings.map(textOf);
    var rows = Array.from(body.rows).map(function (row, place) {
      return { row: row, place: place, texts: Array.from(row.cells).map(textOf) };
    });
    var id = "table-" + (number + 1), choices = {}, column = -1, way = 0;
    var controls = make("div", { "class": "table-controls", "role": "group", "aria-label": "Filter this table" });
    var status = make("p", { "class": "table-status", "role": "status", "aria-live": "polite" });
    var search = make("input", { type: "search", autocomplete: "off" });
    var selects = [];

    function show() {
      var shown = 0;
      var order = way ? sorted(rows, column, headings[column].classList.contains("number"), way) : rows;
      order.forEach(function (entry) {
        entry.row.hidden = !matches(entry.texts, choices, search.value);
        if (!entry.row.hidden) shown += 1;
        body.appendChild(entry.row);
      });
      var by = way ? ", sorted by " + names[column] + (way > 0 ? ", ascending" : ", descending") : "";
      status.textContent = shown + " of " + rows.length + " rows" + by;
    }

    function sortBy(clicked) {
      way = column !== clicked ? 1 : way === 1 ? -1 : way === -1 ? 0 : 1;
      column = clicked;
      headings.forEach(function (heading, place) {
        if (!heading.querySelector("button")) return;
        heading.setAttribute("aria-sort", place !== column || !way ? "none" : way > 0 ? "ascending" : "descending");
      });
      show();
    }

    headings.forEach(function (heading, place) {
      if (rows.every(function (entry) { return !entry.texts[place]; })) return; /* a column of drawings has no order */
      var button = make("button", { type: "button", "class": "table-sort" });
      while (heading.firstChild) button.appendChild(heading.firstChild);
      heading.appendChild(button);
      heading.setAttribute("aria-sort", "none");
      button.addEventListener("click", function () { sortBy(place); });
      if (!heading.hasAttribute("data-choices")) return;
      var select = make("select"), offered = rows.map(function (entry) { return entry.texts[place]; });
      offered = offered.filter(function (text, at) { return text && offered.indexOf(text) === at; });
      select.appendChild(make("option", { value: "" }, "all"));
      offered.forEach(function (text) { select.appendChild(make("option", { value: text }, text)); });
      select.addEventListener("change", function () {
        if (select.value) choices[place] = select.value;
        else delete choices[place];
        show();
      });
      selects.push(select);
      controls.appendChild(labelled(select, id + "-choice-" + place, names[place]));
    });

    search.addEventListener("input", show);
    controls.insertBefore(labelled(search, id + "-search", "Find in this table"), controls.firstChild);
    var all = make("button", { type: "button", "class": "table-all" }, "Show all rows");
    all.addEventListener("click", function () {
      search.value = "";
      choices = {};
      selects.forEach(function (select) { select.value = ""; });
      show();
    });
    controls.appendChild(all);
    controls.appendChild(status);
    var place = table.closest(".table-scroll") || table;
    place.parentNode.insertBefore(controls, place);
    show();
  }

  if (typeof module !== "undefined") module.exports = { numberOf: numberOf, sorted: sorted, matches: matches };
  if (typeof document === "undefined") return;
  function begin() { document.querySelectorAll("table.interactive").forEach(enhance); }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
