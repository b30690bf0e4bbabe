// <like-button>: the heart and its count.
import { OptimisticButton } from "rednote/lib/optimistic-button.js";

// From here on the count is shown shortened, where one more or less does not show.
const SHORTENED = 1000;

class LikeButton extends OptimisticButton {
  showPressed() {
    super.showPressed();
    const on = this.hasAttribute("on");
    const count = Number(this.getAttribute("count")) + (on ? 1 : -1);
    this.querySelector("button").setAttribute("aria-pressed", on);
    if (count < SHORTENED) this.querySelector("[data-count]").textContent = Math.max(count, 0);
  }
}

customElements.define("like-button", LikeButton);
