/* Narrows the reference of the rules while somebody types. Without it the form does the same. */

(() => {
  const root = document.querySelector("[data-hc-rules]");
  if (!root) return;
  const form = root.querySelector("[data-hc-rules-form]");
  const count = root.querySelector("[data-hc-rules-count]");
  const rules = [...root.querySelectorAll("[data-hc-rule]")];
  // Only where all rules are on the page: of fewer, the server knows the rest.
  if (new URLSearchParams(location.search).size > 0) return;

  const narrow = () => {
    const words = form.elements.q.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const severity = form.elements.severity.value;
    let shown = 0;
    for (const rule of rules) {
      const fits =
        (!severity || rule.dataset.hcKinds.split(" ").includes(severity)) &&
        words.every((word) => rule.dataset.hcSought.includes(word));
      rule.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const family of root.querySelectorAll("[data-hc-rules-family]")) {
      family.hidden = !family.querySelector("[data-hc-rule]:not([hidden])");
    }
    count.textContent = String(shown);
  };

  form.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    narrow();
  });
  form.querySelector("button").hidden = true;
})();
