// <photo-carousel>: arrows, arrow keys and "2 of 6" for a strip of photos that scrolls by itself.

class PhotoCarousel extends HTMLElement {
  connectedCallback() {
    this.strip = this.querySelector(".photo-carousel__strip");
    this.total = this.strip.children.length;
    if (this.total < 2) return;
    this.previous = this.querySelector(".photo-carousel__arrow--previous");
    this.next = this.querySelector(".photo-carousel__arrow--next");
    this.previous.hidden = this.next.hidden = false;
    this.previous.addEventListener("click", () => this.#go(this.#index() - 1));
    this.next.addEventListener("click", () => this.#go(this.#index() + 1));
    this.strip.addEventListener("scroll", () => this.#refresh(), { passive: true });
    this.addEventListener("keydown", (event) => this.#key(event));
    this.#refresh();
  }

  #index() {
    // No width yet while a closed dialog holds it.
    return Math.round(Math.abs(this.strip.scrollLeft) / (this.strip.clientWidth || 1));
  }

  #isRightToLeft() {
    return getComputedStyle(this).direction === "rtl";
  }

  #go(index) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const left = Math.max(0, Math.min(index, this.total - 1)) * this.strip.clientWidth;
    this.strip.scrollTo({ left: this.#isRightToLeft() ? -left : left, behavior: calm ? "instant" : "smooth" });
  }

  #key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#go(this.#index() + (this.#isRightToLeft() ? -step : step));
  }

  #refresh() {
    const index = this.#index();
    if (index === this.shown) return;
    this.shown = index;
    const focused = document.activeElement;
    this.previous.disabled = index === 0;
    this.next.disabled = index === this.total - 1;
    if (focused?.disabled && this.contains(focused)) this.strip.focus({ preventScroll: true });
    const words = this.dataset.count.replace("{current}", index + 1).replace("{total}", this.total);
    this.querySelector(".photo-carousel__count").textContent = words;
  }
}

customElements.define("photo-carousel", PhotoCarousel);
