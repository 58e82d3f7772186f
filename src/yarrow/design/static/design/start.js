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
import { watchForIdleness } from "./cover.js";
import { watchForExit } from "./exit.js";
import { keepTyped } from "./keep.js";
import { offerPasskey } from "./passkey.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, SkipLink]) {
  createAll(component);
}

const exit = document.querySelector('[data-yarrow="exit"]');
if (exit) {
  watchForExit(exit);
}

const passkey = document.querySelector('[data-yarrow="passkey"]');
if (passkey) {
  offerPasskey(passkey);
}

const keepAll = keepTyped(document.querySelectorAll("form[data-keep]"));
const idle = document.querySelector('[data-yarrow="idle"]');
if (idle) {
  watchForIdleness(idle, keepAll);
}

// This browser is in somebody else's hands: whatever lies open in its other tabs is covered, and asked for
// anew, which is then not there.
if (document.querySelector('[data-yarrow="handed"]')) {
  new BroadcastChannel("yarrow").postMessage("locked");
}

// "Back" may show a page that the browser kept in memory, after sign-out or exit: ask for it anew.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    window.location.reload();
  }
});
