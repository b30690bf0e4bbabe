// Requests to our own server, in the voice of htmx: the answer is a fragment.

export class HttpError extends Error {
  constructor(status, message, body = "") {
    super(message);
    this.status = status;
    this.body = body;
  }
}

export function csrfToken() {
  return document.querySelector("#page-form [name=csrfmiddlewaretoken]")?.value ?? "";
}

/** The HTML of a fragment. Throws HttpError on any other answer; leaves for the login page when sent there. */
export async function fragment(url, options) {
  return (await answer(url, options)).text;
}

/** The same with the answer's headers. */
export async function answer(url, { method = "GET", headers = {}, ...options } = {}) {
  const own = { "HX-Request": "true", "HX-Current-URL": location.href };
  if (method !== "GET") own["X-CSRFToken"] = csrfToken();
  const response = await fetch(url, { method, headers: { ...own, ...headers }, ...options });
  if (response.redirected && method !== "GET") {
    location.assign(response.url);
    return new Promise(() => {});
  }
  const text = await response.text();
  if (!response.ok) throw new HttpError(response.status, detailOf(text, response.headers.get("Content-Type")), text);
  return { text, headers: response.headers };
}

/** What a refusal says, when it says it in words: JSON with `detail`, or one line of plain text. */
export function detailOf(text, type = "") {
  if (type?.includes("json")) {
    try {
      return JSON.parse(text).detail ?? "";
    } catch {
      return "";
    }
  }
  return type?.startsWith("text/plain") && text.length < 300 ? text : "";
}

export function parse(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}
