// <follow-button>: Follow, Following, Requested.
import { OptimisticButton } from "rednote/lib/optimistic-button.js";

class FollowButton extends OptimisticButton {
  showPressed() {
    super.showPressed();
    this.querySelector("button").classList.toggle("button--ghost", this.hasAttribute("on"));
  }
}

customElements.define("follow-button", FollowButton);
