// Passkeys: carries what the page asks to the browser's authenticator, and its answer back in the form.
// Nothing is decided here; the service checks the answer.

function toBytes(text) {
  const padded = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(window.atob(padded), (letter) => letter.charCodeAt(0));
}

function toText(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte));
  return window.btoa(letters.join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function withBytes(credentials = []) {
  return credentials.map((each) => ({ ...each, id: toBytes(each.id) }));
}

function make(asked) {
  return navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: toBytes(asked.challenge),
      user: { ...asked.user, id: toBytes(asked.user.id) },
      excludeCredentials: withBytes(asked.excludeCredentials),
    },
  });
}

function use(asked) {
  return navigator.credentials.get({
    publicKey: {
      ...asked,
      challenge: toBytes(asked.challenge),
      allowCredentials: withBytes(asked.allowCredentials),
    },
  });
}

function answerOf(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) {
      response[name] = toText(credential.response[name]);
    }
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

export function offerPasskey(box) {
  const button = box.querySelector('[data-yarrow="passkey-button"]');
  const words = box.querySelector('[data-yarrow="passkey-words"]');
  if (!window.PublicKeyCredential) {
    return;
  }
  box.querySelector('[data-yarrow="passkey-without"]').hidden = true;
  box.querySelector('[data-yarrow="passkey-offer"]').hidden = false;
  button.addEventListener("click", async () => {
    words.textContent = "";
    const asked = JSON.parse(box.dataset.options).publicKey;
    try {
      const credential = await (box.dataset.make === "yes" ? make(asked) : use(asked));
      box.querySelector('[name="credential"]').value = JSON.stringify(answerOf(credential));
      box.closest("form").submit();
    } catch {
      words.textContent = box.dataset.failed;
    }
  });
}
