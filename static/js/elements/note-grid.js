// <note-grid>: follows "Show more" by itself for a few pages, says how many notes came, keeps the keyboard's place.

const PAGES_BY_ITSELF = 3;

class NoteGrid extends HTMLElement {
  connectedCallback() {
    this.loaded = 0;
    this.observer = new IntersectionObserver((entries) => this.#near(entries), { rootMargin: "0px 0px 800px 0px" });
    this.addEventListener("htmx:beforeRequest", (event) => {
      const more = event.target.closest(".note-grid__more");
      if (!more) return;
      this.hadFocus = more.contains(document.activeElement);
      this.last = more.previousElementSibling;
      this.count = this.#cards().length;
    });
    this.addEventListener("htmx:afterSettle", () => this.#arrived());
    this.#watch();
  }

  disconnectedCallback() {
    this.observer.disconnect();
  }

  #cards() {
    return this.querySelectorAll(".note-card");
  }

  #watch() {
    this.observer.disconnect();
    const more = this.querySelector(".note-grid__more");
    if (more && this.loaded < PAGES_BY_ITSELF) this.observer.observe(more);
  }

  #near(entries) {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    this.observer.disconnect();
    this.loaded += 1;
    this.querySelector(".note-grid__more a").click();
  }

  #arrived() {
    const added = this.#cards().length - (this.count ?? this.#cards().length);
    if (added <= 0) return;
    this.count = this.#cards().length;
    this.querySelector("[data-status]").textContent = this.dataset.added.replace("{count}", added);
    if (this.hadFocus) this.last?.nextElementSibling?.querySelector("a")?.focus({ preventScroll: true });
    this.#watch();
  }
}

customElements.define("note-grid", NoteGrid);
