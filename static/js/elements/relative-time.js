// <time is="relative-time">: keeps "3 minutes ago" true while the page stays open.

const EVERY = 30_000;
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const DAYS_TOLD = 7;

const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });

function refresh(time) {
  const seconds = (Date.now() - new Date(time.dateTime)) / 1000;
  const [unit, length] = UNITS.find(([, size]) => seconds >= size) ?? [];
  // Older than a week the server's words are a date, younger than a minute they are still right.
  if (!unit || seconds > DAYS_TOLD * 86_400) return;
  const words = format.format(-Math.floor(seconds / length), unit);
  if (time.textContent !== words) time.textContent = words;
}

setInterval(() => {
  if (!document.hidden) document.querySelectorAll("time[is='relative-time']").forEach(refresh);
}, EVERY);
