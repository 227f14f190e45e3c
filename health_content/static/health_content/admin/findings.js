/* Leads from a finding to the words it is about, and keeps the count on the panel's button. */

(() => {
  const { Controller } = window.StimulusModule;
  const SHOWN = "hc-shown";
  const NARROW = "(max-width: 49.999em)";
  const WRITABLE = "[contenteditable=true], input:not([type=hidden]), textarea, select";
  const opened = new Set();

  const holderOf = (element) => element.parentElement.closest("[data-contentpath]");

  /** The innermost field or block that a path leads to; steps the form does not know are passed. */
  const find = (path) => {
    let found = null;
    for (const step of path.split(".")) {
      const selector = `[data-contentpath="${CSS.escape(step)}"]`;
      const inner = [...(found ?? document).querySelectorAll(selector)].find(
        (element) => holderOf(element) === found,
      );
      if (inner) found = inner;
      else if (!found) break;
    }
    return found ?? document.getElementById(`id_${path.split(".")[0]}-FORMS`);
  };

  const visible = (element, selector) =>
    [...element.querySelectorAll(selector)].find((one) => !one.disabled && one.checkVisibility());

  /** Open what the element lies in, from the outside: tabs, panels, collapsed blocks. */
  const reveal = (element) => {
    const closed = [];
    for (let node = element; node; node = node.parentElement) {
      if (node.hasAttribute("hidden")) closed.unshift(node);
    }
    for (const node of closed) {
      if (node.getAttribute("role") === "tabpanel") {
        document.getElementById(node.getAttribute("aria-labelledby"))?.click();
      } else {
        node.dispatchEvent(new Event("beforematch"));
      }
    }
    // A block or panel holds its words in a part that is closed by itself.
    element
      .querySelectorAll('[data-panel-toggle][aria-expanded="false"]')
      .forEach((toggle) => toggle.click());
  };

  /**
   * A form that comes back refused counts as changed, and w-unsaved of Wagtail 8.0.1 then sets no
   * timer to look for changes. It starts over when its interval is another: without that, what is
   * mended after the first save is neither saved by itself nor judged, and the form says "Saved".
   */
  const watchRefusedForm = () => {
    const form = document.querySelector('form[data-w-unsaved-force-value="true"]');
    form?.addEventListener(
      "w-autosave:success",
      () => queueMicrotask(() => form.setAttribute("data-w-unsaved-check-interval-value", "501")),
      { once: true },
    );
  };

  class FindingsController extends Controller {
    static targets = ["why"];

    static values = { count: Number };

    connect() {
      watchRefusedForm();
      const counter = document.querySelector(
        '[data-side-panel-toggle="compliance"] [data-side-panel-toggle-counter]',
      );
      if (!counter) return;
      counter.textContent = this.countValue.toLocaleString();
      counter.hidden = this.countValue === 0;
    }

    whyTargetConnected(details) {
      const key = details.dataset.hcKey;
      details.open = opened.has(key);
      details.addEventListener("toggle", () => {
        if (details.open) opened.add(key);
        else opened.delete(key);
      });
    }

    show({ params: { path } }) {
      const target = find(String(path));
      if (!target) return;
      reveal(target);
      if (window.matchMedia(NARROW).matches) {
        document.querySelector("[data-form-side-close-button]")?.click();
      }
      document.querySelectorAll(`.${SHOWN}`).forEach((one) => one.classList.remove(SHOWN));
      target.classList.add(SHOWN);
      const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      target.scrollIntoView({ behavior: isCalm ? "auto" : "smooth", block: "center" });
      const field =
        visible(target, WRITABLE) ?? visible(target, "button:not([data-panel-toggle])") ?? target;
      field.focus({ preventScroll: true });
      target.addEventListener("focusout", () => target.classList.remove(SHOWN), { once: true });
    }
  }

  window.wagtail.app.register("hc-findings", FindingsController);
})();
