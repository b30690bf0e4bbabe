// <collect-button>: Save and Saved.
import { OptimisticButton } from "rednote/lib/optimistic-button.js";

customElements.define("collect-button", class extends OptimisticButton {});
