// Everything that moves on a page. Without it every page still works: links are links and forms are forms.
import "rednote/elements/toast-region.js";
import "rednote/elements/confirm-dialog.js";
import "rednote/elements/note-overlay.js";
import "rednote/elements/note-grid.js";
import "rednote/lib/card-events.js";
import "rednote/elements/photo-blur.js";
import "rednote/elements/photo-carousel.js";
import "rednote/elements/photo-poll.js";
import "rednote/elements/like-button.js";
import "rednote/elements/collect-button.js";
import "rednote/elements/follow-button.js";
import "rednote/elements/pop-menu.js";
import "rednote/elements/why-dialog.js";
import "rednote/elements/why-link.js";
import "rednote/elements/slider-words.js";
import "rednote/elements/copy-link.js";
import "rednote/elements/relative-time.js";
import "rednote/elements/search-suggest.js";
import { csrfToken } from "rednote/lib/http.js";
import { explain, toast } from "rednote/lib/toast.js";

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "get") detail.headers["X-CSRFToken"] = csrfToken();
});

document.addEventListener("htmx:responseError", ({ detail }) => {
  toast(explain({ status: detail.xhr.status }), { kind: "error" });
});

// Logged out meanwhile: the answer is the page to log in, and no fragment.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { pathname, href } = new URL(event.detail.xhr.responseURL || location.href, location.href);
  if (pathname !== "/login" || pathname === event.detail.pathInfo.requestPath) return;
  event.preventDefault();
  location.assign(href);
});

document.addEventListener("htmx:sendError", () => toast(explain({}), { kind: "error" }));

if (document.querySelector("photo-picker, draft-saver, text-suggest")) import("rednote/composer.js");

// A row of tabs may go on beyond a narrow screen, and where one is may lie there.
for (const current of document.querySelectorAll(":is(.tabs, .chips) [aria-current]")) {
  const list = current.closest("ul");
  list.scrollLeft = current.offsetLeft - (list.clientWidth - current.offsetWidth) / 2;
}

// The first field with an error is where the reader wants to be.
document.querySelector("[aria-invalid='true']")?.focus();
