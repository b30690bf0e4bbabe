// <note-overlay>: opens a note over the page it was chosen from, under the note's own URL; Back returns to the very spot.
// The cover of the card grows into the note's photo, and shrinks back into it.
import { fragment, parse } from "rednote/lib/http.js";

class NoteOverlay extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.body = this.querySelector(".note-overlay__body");
    this.base = { url: location.href, title: document.title };
    this.opener = null;

    document.addEventListener("click", (event) => this.#choose(event));
    this.querySelector(".note-overlay__close").addEventListener("click", () => this.#leave());
    this.dialog.addEventListener("cancel", (event) => {
      if (event.target !== this.dialog) return;
      event.preventDefault();
      this.#leave();
    });
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.#leave();
    });
    addEventListener("popstate", (event) => this.#travel(event.state));
  }

  async #choose(event) {
    const link = event.target.closest("a[data-note-link]");
    const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (!link || modified || event.defaultPrevented) return;
    event.preventDefault();
    const depth = (this.dialog.open && history.state?.overlay) || 0;
    if (!this.dialog.open) {
      this.opener = link;
      this.base = { url: location.href, title: document.title };
    }
    if (!(await this.#show(link.href))) return;
    history.pushState({ overlay: depth + 1 }, "", link.href);
  }

  /** Fill and open the dialog; when that fails go to the note's page like any link. */
  async #show(url) {
    this.wanted = url;
    document.documentElement.setAttribute("aria-busy", "true");
    try {
      const html = await fragment(url, { headers: { "HX-Target": "overlay" } });
      if (this.wanted !== url) return false;
      const article = parse(html).querySelector("article");
      if (!article) throw new Error("No article in the answer.");
      const open = () => this.#open(article);
      if (this.dialog.open) open();
      else await this.#morph(() => this.#cover(), open, () => this.#media());
      return true;
    } catch {
      if (this.wanted === url) location.assign(url);
      return false;
    } finally {
      document.documentElement.removeAttribute("aria-busy");
    }
  }

  #open(article) {
    this.body.replaceChildren(article);
    window.htmx?.process(this.body);
    document.title = article.dataset.title || this.base.title;
    if (!this.dialog.open) this.dialog.showModal();
    this.dialog.scrollTop = 0;
  }

  /** Make a change of which `from` before and `to` after are the same thing for the eye. */
  #morph(from, change, to) {
    const before = from();
    if (!before || !document.startViewTransition || matchMedia("(prefers-reduced-motion: reduce)").matches) return change();
    before.style.viewTransitionName = "cover";
    let after;
    const transition = document.startViewTransition(() => {
      before.style.viewTransitionName = "";
      change();
      after = to();
      if (after) after.style.viewTransitionName = "cover";
    });
    // A second press may skip it, or the page be left: then there is nothing to see.
    transition.ready.catch(() => {});
    transition.finished.catch(() => {}).finally(() => after && (after.style.viewTransitionName = ""));
    return transition.updateCallbackDone;
  }

  /** The cover of the card that was chosen, where it can be seen. */
  #cover() {
    const cover = this.opener?.closest(".note-card")?.querySelector(".note-card__cover");
    const place = cover?.getBoundingClientRect();
    return place && place.bottom > 0 && place.top < innerHeight ? cover : null;
  }

  #media() {
    return this.body.querySelector(".photo-carousel__slide");
  }

  #leave() {
    history.go(-(history.state?.overlay ?? 1));
  }

  #travel(state) {
    this.wanted = null;
    if (state?.overlay) this.#show(location.href);
    else if (this.dialog.open) this.#morph(() => this.#media(), () => this.#close(), () => this.#cover());
    // The page was loaded at the note's own URL, over a history entry that belongs to another page.
    else if (isNote(this.base.url) && withoutHash(location.href) !== withoutHash(this.base.url)) location.reload();
  }

  #close() {
    this.dialog.close();
    this.body.replaceChildren();
    document.title = this.base.title;
    this.opener?.focus({ preventScroll: true });
  }
}

const isNote = (url) => /^\/notes\/\d+$/.test(new URL(url).pathname);

const withoutHash = (url) => url.replace(/#.*/, "");

customElements.define("note-overlay", NoteOverlay);
