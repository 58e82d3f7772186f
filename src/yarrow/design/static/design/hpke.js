// Sealing to a public key in the browser: HPKE (RFC 9180), base mode, one message,
// DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. What is sealed here the service itself
// cannot open; sealing.wrap opens it, and tests/stories/test_keeping.py shows that it does.

const encode = (text) => new TextEncoder().encode(text);
const KEM = joined(encode("KEM"), [0x00, 0x20]);
const HPKE = joined(encode("HPKE"), [0x00, 0x20, 0x00, 0x01, 0x00, 0x02]);
const NOTHING = new Uint8Array(0);

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function hmac(key, message) {
  // A key of no bytes and one of 32 zeros are the same to HMAC; browsers refuse the first.
  const raw = key.length ? key : new Uint8Array(32);
  const made = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", made, message));
}

function extract(suite, salt, label, secret) {
  return hmac(salt, joined(encode("HPKE-v1"), suite, encode(label), secret));
}

// For at most 32 bytes: one round of HKDF-Expand.
async function expand(suite, secret, label, info, length) {
  const labelled = joined([length >> 8, length & 255], encode("HPKE-v1"), suite, encode(label), info);
  return (await hmac(secret, joined(labelled, [1]))).slice(0, length);
}

async function encapsulate(publicBytes) {
  const theirs = await crypto.subtle.importKey("raw", publicBytes, { name: "X25519" }, false, []);
  const ours = await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
  const sent = new Uint8Array(await crypto.subtle.exportKey("raw", ours.publicKey));
  const shared = await crypto.subtle.deriveBits({ name: "X25519", public: theirs }, ours.privateKey, 256);
  const secret = await extract(KEM, NOTHING, "eae_prk", new Uint8Array(shared));
  return { sent, secret: await expand(KEM, secret, "shared_secret", joined(sent, publicBytes), 32) };
}

// The sent half and the sealed message, as sealing.wrap writes them.
export async function sealTo(publicBytes, info, message) {
  const { sent, secret } = await encapsulate(publicBytes);
  const context = joined(
    [0],
    await extract(HPKE, NOTHING, "psk_id_hash", NOTHING),
    await extract(HPKE, NOTHING, "info_hash", info),
  );
  const schedule = await extract(HPKE, secret, "secret", NOTHING);
  const key = await expand(HPKE, schedule, "key", context, 32);
  const nonce = await expand(HPKE, schedule, "base_nonce", context, 12);
  const made = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, made, message);
  return joined(sent, new Uint8Array(sealed));
}

export async function canSeal() {
  try {
    await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
    return true;
  } catch {
    return false;
  }
}
