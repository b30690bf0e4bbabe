// One file to one URL, with progress, which fetch cannot tell yet.
import { HttpError, csrfToken, detailOf } from "rednote/lib/http.js";

/** Resolves to the fragment that the server answers; the same `key` twice is one upload. */
export function upload(url, file, { key, onProgress }) {
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
      if (request.status >= 200 && request.status < 300) return resolve(request.responseText);
      const detail = detailOf(request.responseText, request.getResponseHeader("Content-Type") ?? "");
      reject(new HttpError(request.status, detail));
    });
    const form = new FormData();
    form.append("file", file);
    request.send(form);
  });
}
