/* Open what is folded away before a page is printed, and fold it again afterwards: paper cannot be clicked. */
(function () {
  "use strict";
  var opened = [];
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open])").forEach(function (folded) {
      folded.open = true;
      opened.push(folded);
    });
  });
  window.addEventListener("afterprint", function () {
    opened.splice(0).forEach(function (folded) { folded.open = false; });
  });
})();
