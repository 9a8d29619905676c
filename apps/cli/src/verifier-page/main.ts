import { sha256 } from '@noble/hashes/sha2.js';
import { PackBroken, verifyPack, type PackCrypto, type PackVerdict } from '#ledger';
import { packText, packWords } from '../offline/pack-text.js';
import { zipPack, type ZipPack } from '../offline/zip-pack.js';
import { paintFor } from '../terminal/paint.js';

const encoder = new TextEncoder();

/** What a browser brings: SHA-256 in JavaScript, since its own can only be waited for; its own Ed25519. */
const browser: PackCrypto = {
  sha256: (data) => sha256(typeof data === 'string' ? encoder.encode(data) : data),
  hashStream: async (chunks) => {
    const sum = sha256.create();
    for await (const chunk of chunks) sum.update(chunk);
    return Array.from(sum.digest(), (byte) => byte.toString(16).padStart(2, '0')).join('');
  },
  verify: async (publicKey, message, signature) => {
    const use: KeyUsage[] = ['verify'];
    const key = await crypto.subtle.importKey('raw', bufferOf(publicKey), 'Ed25519', false, use);
    return crypto.subtle.verify('Ed25519', key, bufferOf(signature), bufferOf(encoded(message)));
  },
};

const encoded = (message: Uint8Array | string): Uint8Array =>
  typeof message === 'string' ? encoder.encode(message) : message;

/** Bytes in a buffer of their own, as WebCrypto is declared to want them. */
const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

const form = find('form', HTMLFormElement);
const pack = find('pack', HTMLInputElement);
const key = find('key', HTMLInputElement);
const checkpoint = find('checkpoint', HTMLInputElement);
const button = form.querySelector('button');
const going = find('going', HTMLElement);
const bar = find('bar', HTMLProgressElement);
const result = find('result', HTMLElement);

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void verify();
});

async function verify(): Promise<void> {
  const [file] = pack.files ?? [];
  if (file === undefined) return;
  if (button) button.disabled = true;
  result.hidden = true;
  going.hidden = false;
  bar.value = 0;
  try {
    await mustKnowEd25519();
    const fingerprints = fingerprintsIn(key.value);
    const notes = await Promise.all([...(checkpoint.files ?? [])].map((each) => each.text()));
    const checkpoints = notes.map((note) => ({ note }));
    show(await verdictOf(file, { fingerprints, checkpoints }));
  } catch (error) {
    tell(
      'failed',
      'It could not be verified',
      error instanceof Error ? error.message : String(error),
    );
  } finally {
    going.hidden = true;
    if (button) button.disabled = false;
  }
}

/** Throws where this browser cannot check a signature, before anything is said of the pack. */
async function mustKnowEd25519(): Promise<void> {
  try {
    const use: KeyUsage[] = ['verify'];
    await crypto.subtle.importKey('raw', new Uint8Array(32), 'Ed25519', false, use);
  } catch {
    throw new Error(
      'This browser has no Ed25519, by which checkpoints are signed: take a newer one, or verify.mjs. Nothing was found out about the pack.',
    );
  }
}

function fingerprintsIn(text: string): string[] {
  const fingerprint = text.replaceAll(/[\s:]/g, '').toLowerCase();
  if (fingerprint === '') return [];
  if (/^[0-9a-f]{64}$/.test(fingerprint)) return [fingerprint];
  throw new Error(`"${text}" is no fingerprint of a key: 64 digits, 0–9 and a–f.`);
}

async function verdictOf(
  file: File,
  elsewhere: Parameters<typeof verifyPack>[2],
): Promise<PackVerdict> {
  try {
    const zip = await zipPack({
      size: file.size,
      read: async (index, length) =>
        new Uint8Array(await file.slice(index, index + length).arrayBuffer()),
    });
    return await verifyPack(browser, watched(zip), elsewhere);
  } catch (error) {
    if (error instanceof PackBroken) return { result: 'broken', fault: error.fault };
    throw error;
  }
}

const FRAME_MS = 40;

/** The pack, with its share read so far on the bar; the page is let draw in between. */
function watched({ names, bytes, open }: ZipPack): ZipPack {
  let read = 0;
  let drawn = performance.now();
  async function* opened(name: string): AsyncGenerator<Uint8Array> {
    for await (const chunk of open(name)) {
      read += chunk.length;
      if (performance.now() - drawn > FRAME_MS) {
        bar.value = Math.min(100, (100 * read) / Math.max(1, bytes));
        await new Promise((resolve) => setTimeout(resolve));
        drawn = performance.now();
      }
      yield chunk;
    }
  }
  return { names, bytes, open: opened };
}

const HEADINGS = {
  anchored: 'Anchored',
  'self-consistent': 'Agrees with itself; signer unknown',
  broken: 'Broken',
} as const;

function show(verdict: PackVerdict): void {
  const facts = verdict.result === 'broken' ? '' : packText(paintFor(false), verdict.facts);
  const words = packWords(verdict).replace(
    'Give --key or --checkpoint',
    'Give a fingerprint or a checkpoint',
  );
  tell(verdict.result, HEADINGS[verdict.result], words, facts);
}

function tell(kind: string, heading: string, words: string, facts = ''): void {
  result.dataset['result'] = kind;
  find('heading', HTMLElement).textContent = heading;
  find('words', HTMLElement).textContent = words;
  const shown = find('facts', HTMLElement);
  shown.textContent = facts;
  shown.hidden = facts === '';
  result.hidden = false;
  result.focus();
}

function find<Kind extends HTMLElement>(id: string, kind: abstract new () => Kind): Kind {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`the page has no #${id}`);
}
