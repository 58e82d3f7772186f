// Runs on every page. Everything works without it; with it, some things are quicker or safer.
import {
  Button,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  SkipLink,
  createAll,
} from "../vendor/govuk-frontend.min.js";
import { watchForExit } from "./exit.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, SkipLink]) {
  createAll(component);
}

const exit = document.querySelector('[data-yarrow="exit"]');
if (exit) {
  watchForExit(exit);
}

// "Back" may show a page that the browser kept in memory, after sign-out or exit: ask for it anew.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    window.location.reload();
  }
});
