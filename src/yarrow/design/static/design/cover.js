// Covers the page when nobody has been here for a while, or when Lock is pressed: at once, before
// anything is asked of the service. Then the keys are locked there, and the passphrase is asked for.

const LOOK_EVERY_MS = 1000;
const TELL_EVERY_MS = 5000;

export function watchForIdleness(box, keepAll) {
  const idleMs = Number(box.dataset.idleSeconds) * 1000;
  const tabs = new BroadcastChannel("yarrow");
  let last = Date.now();
  let told = 0;
  let covered = false;
  let kept = Promise.resolve();

  function here() {
    last = Date.now();
    if (last - told > TELL_EVERY_MS) {
      told = last;
      tabs.postMessage("here");
    }
  }

  function cover() {
    covered = true;
    document.documentElement.classList.add("yarrow-covered");
    for (const part of document.body.children) {
      part.inert = true;
      part.setAttribute("aria-hidden", "true");
    }
  }

  async function lock() {
    if (covered) {
      return;
    }
    cover();
    tabs.postMessage("lock");
    await keepAll();
    await go();
  }

  // Another tab of this browser locks: cover as well, and wait until it has. If it cannot, this one does.
  async function lockWith() {
    if (covered) {
      return;
    }
    cover();
    kept = keepAll();
    await kept;
    window.setTimeout(go, TELL_EVERY_MS);
  }

  async function go() {
    const form = box.querySelector("form");
    try {
      const body = new URLSearchParams(new FormData(form));
      await fetch(form.action, { method: "POST", body, redirect: "manual" });
      tabs.postMessage("locked");
      window.location.replace(box.dataset.unlock);
    } catch {
      window.setTimeout(go, TELL_EVERY_MS); // no line: it stays covered until there is one
    }
  }

  function look() {
    if (Date.now() - last >= idleMs) {
      lock();
    }
  }

  tabs.addEventListener("message", (event) => {
    if (event.data === "lock") {
      lockWith();
    } else if (event.data === "locked") {
      lockWith();
      kept.then(() => window.location.replace(box.dataset.unlock));
    } else {
      last = Date.now();
    }
  });
  for (const sign of ["keydown", "pointerdown", "pointermove", "wheel", "touchstart", "scroll"]) {
    // A sign of life after the time is up comes too late: who is it that came back?
    document.addEventListener(sign, () => (look(), covered || here()), { capture: true, passive: true });
  }
  // A machine that slept counts no seconds: look before anything is shown again.
  for (const sign of ["visibilitychange", "focus", "pageshow", "resume"]) {
    window.addEventListener(sign, look, { capture: true });
  }
  window.setInterval(look, LOOK_EVERY_MS);
  box.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    lock();
  });
}
