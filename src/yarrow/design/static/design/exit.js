// Leaving quickly: the button, or Shift pressed three times by itself within five seconds.

const PRESSES = 3;
const WITHIN_MS = 5000;

export function watchForExit(box) {
  const link = box.querySelector('[data-yarrow="exit-link"]');
  const words = box.querySelector('[data-yarrow="exit-words"]');
  let presses = 0;
  let usedAsModifier = false;
  let forget;

  function leave() {
    // Covered first: the way out may take a second on a slow line.
    document.documentElement.classList.add("yarrow-covered");
    words.textContent = box.dataset.leaving;
    // Replace, so that this page is not the one "Back" leads to.
    window.location.replace(link.href);
  }

  function startAgain() {
    presses = 0;
    words.textContent = "";
  }

  function shiftPressed() {
    presses += 1;
    window.clearTimeout(forget);
    forget = window.setTimeout(startAgain, WITHIN_MS);
    if (presses >= PRESSES) {
      leave();
      return;
    }
    words.textContent = presses === 1 ? box.dataset.twoMore : box.dataset.oneMore;
  }

  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  // Shift held for a capital letter is typing, not a wish to leave.
  document.addEventListener("keydown", (event) => {
    usedAsModifier = event.key !== "Shift";
    if (usedAsModifier) {
      startAgain();
    }
  });
  document.addEventListener("keyup", (event) => {
    if (event.key === "Shift" && !usedAsModifier) {
      shiftPressed();
    }
  });
}
