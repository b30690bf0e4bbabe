// One file to one URL, with progress, which fetch cannot tell yet.
import { HttpError, csrfToken, detailOf } from "rednote/lib/http.js";

// Answers behind which the same request may well succeed a moment later: no connection, in flight already, a busy server.
const PASSING = [0, 409, 502, 503, 504];
const TRIES = 4;
const PAUSE = 2000;

/** Resolves to the fragment that the server answers; the same `key` twice is one upload. Tries again what may pass. */
export async function upload(url, file, { key, onProgress, onWaiting }) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send(url, file, key, onProgress);
    } catch (error) {
      if (!PASSING.includes(error.status) || (attempt === TRIES && navigator.onLine)) throw error;
      onWaiting(error);
      await (navigator.onLine ? pause((error.retryAfter || 0) * 1000 || PAUSE * attempt) : online());
    }
  }
}

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

const online = () => new Promise((resolve) => window.addEventListener("online", resolve, { once: true }));

function send(url, file, key, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("Idempotency-Key", key);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress((event.loaded / event.total) * 100);
    });
    request.addEventListener("error", () => reject(new HttpError(0, "")));
    request.addEventListener("load", () => {
      // Logged out meanwhile: the answer is another page, where one goes on.
      const { pathname } = new URL(request.responseURL);
      if (pathname !== new URL(url, location.href).pathname) return location.assign(request.responseURL);
      if (request.status >= 200 && request.status < 300) return resolve(request.responseText);
      const detail = detailOf(request.responseText, request.getResponseHeader("Content-Type") ?? "");
      const error = new HttpError(request.status, detail);
      error.retryAfter = Number(request.getResponseHeader("Retry-After"));
      reject(error);
    });
    const form = new FormData();
    form.append("file", file);
    request.send(form);
  });
}
