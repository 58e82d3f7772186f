// What is typed is sealed to the worker's own key here and sent every two seconds while typing, so that
// at most two seconds are lost. A browser that cannot seal sends it over TLS, and the service seals it.
import { canSeal, sealTo } from "./hpke.js";

const EVERY_MS = 2000;
const PAD = 1024;
const NEVER = new Set(["csrfmiddlewaretoken", "page_of", "credential", "code", "seen"]);

const toBytes = (text) => Uint8Array.from(window.atob(text), (letter) => letter.charCodeAt(0));

function toText(bytes) {
  let letters = "";
  for (const byte of bytes) {
    letters += String.fromCharCode(byte);
  }
  return window.btoa(letters);
}

// As sealing.padding: the length in front, zeros behind, so that size tells little.
function padded(text) {
  const plain = new TextEncoder().encode(text);
  const whole = new Uint8Array(Math.ceil((plain.length + 4) / PAD) * PAD);
  new DataView(whole.buffer).setUint32(0, plain.length);
  whole.set(plain, 4);
  return whole;
}

function typedIn(form) {
  const hidden = [...form.elements].filter((each) => each.type === "password").map((each) => each.name);
  const typed = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !NEVER.has(name) && !hidden.includes(name)) {
      (typed[name] ??= []).push(value);
    }
  }
  return typed;
}

class Keeper {
  constructor(form) {
    this.form = form;
    this.where = form.dataset.keep;
    this.sending = Promise.resolve();
    this.busy = false;
    this.stopped = false;
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
  }

  later() {
    if (this.timer === undefined && !this.stopped) {
      this.timer = window.setTimeout(() => this.now(), EVERY_MS);
    }
  }

  now() {
    this.forgetTimer();
    this.sending = this.sending.then(() => this.send());
    return this.sending;
  }

  // What waits is sent before the page is covered; nothing is, where nothing was typed.
  flush() {
    return this.timer === undefined ? this.sending : this.now();
  }

  stop() {
    this.stopped = true;
    this.forgetTimer();
  }

  forgetTimer() {
    window.clearTimeout(this.timer);
    this.timer = undefined;
  }

  async send() {
    this.busy = true;
    try {
      const { csrfmiddlewaretoken, page_of: pageOf } = this.form.elements;
      const body = new URLSearchParams({ ...(await this.contents()), path: window.location.pathname });
      body.set("csrfmiddlewaretoken", csrfmiddlewaretoken.value);
      body.set("page_of", pageOf ? pageOf.value : "");
      await fetch(this.where, { method: "POST", body, redirect: "manual" });
      this.say("kept");
    } catch {
      this.say("waits");
      this.later(); // the line is down: what is typed stays in the page, and is sent when it is up again
    } finally {
      this.busy = false;
    }
  }

  // When it was last kept, where the page has a place for it: nobody has to trust a bad line.
  say(how) {
    const line = this.form.querySelector('[data-yarrow="kept"]');
    if (line) {
      this.last = how === "kept" ? new Date().toLocaleTimeString("en-GB") : (this.last ?? "-");
      line.textContent = `${line.dataset[how]} ${this.last}`;
    }
  }

  async contents() {
    const content = JSON.stringify({ typed: typedIn(this.form), problems: {} });
    this.slot ??= await this.openSlot();
    if (!this.slot.seals) {
      return { typed: content };
    }
    const sealed = await sealTo(toBytes(this.slot.to), toBytes(this.slot.info), padded(content));
    return { draft: this.slot.draft, blob: toText([1, ...sealed]) };
  }

  async openSlot() {
    const given = await fetch(this.where, { redirect: "error" });
    return { ...(await given.json()), seals: await canSeal() };
  }
}

// Returns what sends everything that waits.
export function keepTyped(forms) {
  const keepers = [...forms].map((form) => new Keeper(form));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      keepers.forEach((keeper) => keeper.flush());
    }
  });
  // What is on its way must not arrive after the form itself, or saved words would be offered again.
  document.addEventListener("submit", async (event) => {
    keepers.forEach((keeper) => keeper.stop());
    if (keepers.some((keeper) => keeper.busy) && !event.defaultPrevented) {
      event.preventDefault();
      await Promise.all(keepers.map((keeper) => keeper.sending));
      event.target.requestSubmit(event.submitter);
    }
  });
  return () => Promise.all(keepers.map((keeper) => keeper.flush()));
}
