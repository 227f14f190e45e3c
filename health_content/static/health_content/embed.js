// Puts a provider's player in place of its card when a reader asks for it, and not before.
// Without this file the card and its link do everything; the button is hidden then.

function play(card, title) {
  const frame = document.createElement("iframe");
  frame.className = "hc-embed__player";
  frame.src = card.dataset.hcPlayer;
  frame.title = title;
  frame.allow = "encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
  card.querySelector(".hc-embed__poster")?.remove();
  card.querySelector(".hc-embed__offer").remove();
  card.prepend(frame);
  card.classList.add("hc-embed--playing");
  frame.focus();
}

for (const card of document.querySelectorAll(".hc-embed[data-hc-player]")) {
  const offer = card.querySelector(".hc-embed__offer");
  const title = card.querySelector(".hc-embed__title").textContent.trim();
  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => play(card, title));
}
