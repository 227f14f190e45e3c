// Shows what a citation cites on a card beside it: on hover, on focus and at the first tap. The
// numbers and the list work without it.

const SHOW_AFTER = 150;
const HIDE_AFTER = 300;
const GAP = 6;
const EDGE = 8;

const list = document.querySelector("[data-hc-card]");
const card = document.createElement("div");
const canShow = "popover" in card;

let shownFor = null;
let dismissed = null;
let wasShown = false;
let isTouch = false;
let timer = 0;

function element(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

function numbersOf(link) {
  const [first, last] = (link.dataset.hcCites ?? link.hash.replace("#ref-", "")).split("-").map(Number);
  return Array.from({ length: (last || first) - first + 1 }, (_, place) => first + place);
}

// An entry as the list has it, without what leads back, and without ids, which are the list's.
function copied(number) {
  const entry = document.getElementById(`ref-${number}`);
  if (!entry) return null;
  const content = element("div", "hc-cite-card__content", ...entry.cloneNode(true).childNodes);
  for (const found of content.querySelectorAll(".hc-references__back, script")) found.remove();
  for (const found of content.querySelectorAll("[id]")) found.removeAttribute("id");
  return element("div", "hc-cite-card__entry", element("span", "hc-cite-card__number", `${number}.`), content);
}

function place(link) {
  const line = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const height = document.documentElement.clientHeight;
  const below = height - line.bottom - GAP - EDGE;
  const above = line.top - GAP - EDGE;
  const isBelow = below >= Math.min(card.scrollHeight, height / 3) || below >= above;
  card.style.maxBlockSize = `${Math.max(96, isBelow ? below : above)}px`;
  const box = card.getBoundingClientRect();
  const left = Math.min(Math.max(EDGE, line.left - GAP), width - box.width - EDGE);
  const top = isBelow ? line.bottom + GAP : line.top - GAP - box.height;
  card.style.left = `${Math.max(EDGE, left) + window.scrollX}px`;
  card.style.top = `${top + window.scrollY}px`;
}

function show(link) {
  clearTimeout(timer);
  if (shownFor === link) return;
  const entries = numbersOf(link).map(copied).filter(Boolean);
  if (entries.length === 0) return;
  hide();
  const toList = element("a", "hc-cite-card__list", list.dataset.hcCard);
  toList.href = link.hash;
  card.replaceChildren(...entries, toList);
  card.setAttribute("aria-label", link.getAttribute("aria-label") ?? link.textContent);
  // It stands after its link, so that the next Tab leads into it.
  link.after(card);
  card.showPopover();
  place(link);
  link.setAttribute("aria-describedby", card.id);
  link.setAttribute("aria-expanded", "true");
  shownFor = link;
}

function hide({ givesBack = true } = {}) {
  clearTimeout(timer);
  if (!shownFor) return;
  const link = shownFor;
  shownFor = null;
  const hadFocus = card.contains(document.activeElement);
  link.removeAttribute("aria-describedby");
  link.setAttribute("aria-expanded", "false");
  if (hadFocus && givesBack) {
    dismissed = link;
    link.focus();
  }
  card.hidePopover();
  card.remove();
}

function later(act, after) {
  clearTimeout(timer);
  timer = setTimeout(act, after);
}

const linkOf = (event) => event.target.closest?.("a.hc-cite") ?? null;
const isWithin = (node) => node && (card.contains(node) || shownFor?.contains(node));

function listen() {
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = linkOf(event);
    if (link && link !== dismissed) later(() => show(link), SHOW_AFTER);
    else if (isWithin(event.target)) clearTimeout(timer);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType !== "mouse") return;
    const left = linkOf(event);
    if (left && !left.contains(event.relatedTarget)) dismissed = null;
    if ((left || isWithin(event.target)) && !isWithin(event.relatedTarget)) {
      later(() => !isWithin(document.activeElement) && hide(), HIDE_AFTER);
    }
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (link && link !== dismissed && link.matches(":focus-visible") && !isTouch) show(link);
    else if (!isWithin(event.target)) hide();
    if (link !== dismissed) dismissed = null;
  });
  document.addEventListener("focusout", (event) => {
    if (isWithin(event.target) && event.relatedTarget && !isWithin(event.relatedTarget)) hide();
  });
  document.addEventListener("pointerdown", (event) => {
    isTouch = event.pointerType !== "mouse";
    wasShown = shownFor !== null && shownFor === linkOf(event);
    if (!linkOf(event) && !isWithin(event.target)) hide();
  });
  document.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (link && isTouch && !wasShown) {
      // The first tap shows the card, the second leads to the list.
      event.preventDefault();
      show(link);
    } else if (link || event.target.closest?.(".hc-cite-card__list")) {
      dismissed = link ?? shownFor;
      leave();
    }
    const back = event.target.closest?.(".hc-references__back-link");
    if (back) dismissed = document.getElementById(back.hash.slice(1));
  });
  document.addEventListener("keydown", (event) => {
    isTouch = false;
    if (event.key !== "Escape" || !shownFor) return;
    event.preventDefault();
    dismissed = shownFor;
    hide();
  });
  window.addEventListener("resize", () => hide());
}

// After a step to the list the focus is the list's: the card must not take it back.
function leave() {
  const link = shownFor;
  if (!link) return;
  requestAnimationFrame(() => shownFor === link && hide({ givesBack: false }));
}

if (canShow && list) {
  card.className = "hc-cite-card";
  card.id = "hc-cite-card";
  card.popover = "manual";
  card.setAttribute("role", "group");
  for (const link of document.querySelectorAll("a.hc-cite")) link.setAttribute("aria-expanded", "false");
  listen();
}
