// <pop-menu>: closes its <details> on Esc, on a press outside, and once something was chosen.

class PopMenu extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector("details");
    this.outside = (event) => {
      if (!this.contains(event.target)) this.details.open = false;
    };
    this.details.addEventListener("toggle", () => {
      const change = this.details.open ? "addEventListener" : "removeEventListener";
      document[change]("click", this.outside);
      document[change]("focusin", this.outside);
      if (this.details.open) this.#fit();
    });
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.details.open) return;
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    });
    this.addEventListener("click", (event) => {
      if (event.target.closest(".menu__item")) setTimeout(() => this.#close());
    });
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.outside);
    document.removeEventListener("focusin", this.outside);
  }

  /** Open towards the side that has room. */
  #fit() {
    this.classList.remove("is-flipped");
    const { left, right } = this.querySelector(".menu__list").getBoundingClientRect();
    this.classList.toggle("is-flipped", left < 0 || right > innerWidth);
  }

  #close() {
    const inside = this.contains(document.activeElement);
    this.details.open = false;
    if (inside) this.details.querySelector("summary").focus({ preventScroll: true });
  }
}

customElements.define("pop-menu", PopMenu);
