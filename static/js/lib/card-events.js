// Tells the site which cards were really seen (half of one, for a second) and what came of them. Each card carries a
// signed token; nothing else about it is sent. Without this script the feed works, and learns from presses alone.

const SEEN_AFTER = 1000; // ms
const SEND_EVERY = 4000;
const LOOK_EVERY = 500;
const MOST_AT_ONCE = 50;
const TOKENS = "card-tokens"; // of opened notes, kept while the tab lives
const KEPT_TOKENS = 100;

const waiting = [];
const timers = new Map();
let reading = null; // { token, since } of the note that is open
let place = ""; // the address by which that was decided

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      clearTimeout(timers.get(target));
      timers.delete(target);
      if (isIntersecting) timers.set(target, setTimeout(() => saw(target), SEEN_AFTER));
    }
  },
  { threshold: 0.5 },
);

function saw(card) {
  observer.unobserve(card);
  timers.delete(card);
  if (document.visibilityState === "visible") report("seen", card.dataset.impression);
  else observer.observe(card);
}

function watch(root) {
  for (const card of root.querySelectorAll("[data-impression]:not([data-watched])")) {
    card.dataset.watched = "";
    observer.observe(card);
  }
}

function report(kind, token, more = {}) {
  if (!token) return;
  waiting.push({ id: crypto.randomUUID?.() ?? String(Math.random()).slice(2), kind, token, ...more });
  if (waiting.length >= MOST_AT_ONCE) send();
}

function send() {
  if (!waiting.length) return;
  const batch = JSON.stringify(waiting.splice(0, MOST_AT_ONCE));
  navigator.sendBeacon("/events", new Blob([batch], { type: "application/json" }));
}

function noteOf(url) {
  return new URL(url, location.href).pathname.match(/^\/notes\/(\d+)$/)?.[1];
}

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(TOKENS)) ?? {};
  } catch {
    return {};
  }
}

/** The token of the card from which this note was opened, in this tab; undefined when it was not. */
export const tokenOf = (note) => remembered()[note];

function remember(note, token) {
  const tokens = { ...remembered(), [note]: token };
  const kept = Object.entries(tokens).slice(-KEPT_TOKENS);
  try {
    sessionStorage.setItem(TOKENS, JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // No room, or none allowed: the note's own reading is then not told.
  }
}

/** The note that the address names is being read from now on; the one before it no longer. */
function turnPage() {
  if (location.href === place) return;
  stopReading();
  place = location.href;
  const token = remembered()[noteOf(place)];
  if (token) reading = { token, since: performance.now() };
}

function stopReading() {
  if (!reading) return;
  report("dwell", reading.token, { seconds: Math.round((performance.now() - reading.since) / 100) / 10 });
  reading = null;
  place = "";
}

document.addEventListener(
  "click",
  (event) => {
    const target = event.target;
    const link = target.closest("a[data-note-link]");
    const token = link?.closest("[data-impression]")?.dataset.impression;
    if (token) {
      remember(noteOf(link.href), token);
      report("open", token);
      return;
    }
    const open = remembered()[noteOf(location.href)];
    if (!open) return;
    if (target.closest("copy-link")) report("share", open);
    else if (target.closest("article follow-button:not([on])")) report("follow", open);
  },
  { capture: true },
);

document.addEventListener("htmx:afterSettle", () => watch(document));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") {
    stopReading();
    send();
  } else turnPage();
});
addEventListener("pagehide", () => {
  stopReading();
  send();
});
// The overlay changes the address without a word.
setInterval(turnPage, LOOK_EVERY);
setInterval(send, SEND_EVERY);
watch(document);
turnPage();
