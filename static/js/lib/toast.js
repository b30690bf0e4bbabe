// Passing messages. The words of failures stand translated on the region itself.

const region = () => document.querySelector("dialog[open] toast-region") ?? document.querySelector("body > toast-region");

/** Show a message; `kind` is info, success, warning or error, `action` is `{label, url}` (a POST). */
export function toast(text, { kind = "info", action } = {}) {
  region()?.show({ text, kind, action });
}

/** Words for a failed request: what the server said, or what its status means. */
export function explain({ status, message }) {
  const words = region()?.dataset ?? {};
  if (!status) return words.offline;
  if (message) return message;
  if (status === 429) return words.limited;
  return status === 404 || status === 410 ? words.gone : words.failed;
}
