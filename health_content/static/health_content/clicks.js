// Tells our own server that a paid link was followed: which, on which page, at which place.
// Without this file a browser's own ping does it, and without either the link leads there
// all the same. Nothing is sent for a reader who asks not to be followed.

const ADDRESS = "hcClicks";
const isPrivate =
  navigator.globalPrivacyControl === true ||
  [navigator.doNotTrack, window.doNotTrack].includes("1");

for (const link of document.querySelectorAll("a[ping]")) {
  // Taken away before anybody clicks, so that ping and beacon never both count one click.
  if (!isPrivate) link.dataset[ADDRESS] = link.getAttribute("ping");
  link.removeAttribute("ping");
}

function count(event) {
  const link = event.target instanceof Element ? event.target.closest("a[data-hc-clicks]") : null;
  // A click that opens nothing is none: prevented, or of a button that shows a menu.
  if (!link?.href || event.defaultPrevented || !event.isTrusted || event.button > 1) return;
  navigator.sendBeacon?.(link.dataset[ADDRESS]);
}

// A click of the middle button is no "click" to browsers; one of the keyboard is.
document.addEventListener("click", count);
document.addEventListener("auxclick", count);
