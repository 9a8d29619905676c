import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { hex } from '#ledger';
import { bundleVerifierPage } from '../scripts/bundle-verifier-page.mjs';
import { startBrowser } from './support/browser.js';
import { publicKeyOf } from './support/log-keys.js';
import { HISTORY, noteOf, packOf, SEED, sha256, smallLog } from './support/packed-log.js';

const rows = smallLog();
const key = hex(sha256(publicKeyOf(SEED)));
const folder = mkdtempSync(join(tmpdir(), 'verifier-page-'));
const at = (name: string) => join(folder, name);

let browser: Browser;
let page: Page;
/** What the page asked of any network, and what it complained of. */
const asked: string[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  bundleVerifierPage('apps/cli/src/verifier-page/main.ts', folder, ['source']);
  const pack = await packOf(rows, { chains: [{ ...HISTORY, part: 'whole' }], cuts: [16] });
  const zipped = (files: ReadonlyMap<string, string>) =>
    zipSync(Object.fromEntries([...files].map(([name, text]) => [name, strToU8(text)])));
  writeFileSync(at('good.zip'), zipped(pack));
  const log = pack.get('log.txt')?.replace('"stream":"history"', '"stream":"History"') ?? '';
  writeFileSync(at('bad.zip'), zipped(new Map([...pack, ['log.txt', log]])));
  writeFileSync(at('no.zip'), 'This is no zip.');
  writeFileSync(at('kept.txt'), await noteOf(rows, 16));
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  page = await browser.newPage();
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(pathToFileURL(at('verify.html')).href);
});
afterEach(async () => {
  await page.close();
});

/** Chooses a pack, presses the button by keyboard, and gives the heading and the words that come. */
async function verify(pack: string, known: { key?: string; checkpoint?: string } = {}) {
  await page.getByLabel('The pack, as a zip').setInputFiles(at(pack));
  if (known.key !== undefined) await page.getByLabel('Fingerprint of the key').fill(known.key);
  if (known.checkpoint !== undefined) {
    await page.getByLabel('A checkpoint that you kept').setInputFiles(at(known.checkpoint));
  }
  await page.getByRole('button', { name: 'Verify' }).press('Enter');
  const heading = page.getByRole('heading', { level: 2 });
  await heading.waitFor();
  return {
    heading: await heading.textContent(),
    words: await page.locator('#words').textContent(),
  };
}

describe('the page that verifies a pack', () => {
  it('is one file that reaches no network, and says that it is a convenience', async () => {
    const html = readFileSync(at('verify.html'), 'utf8');
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<(?:script|link|img)[^>]*(?:src|href)=/);
    expect(await page.getByText('A convenience, and no more.').isVisible()).toBe(true);
    expect(html.length).toBeLessThan(300_000);
  });

  it('is the same bytes each time it is built', () => {
    const before = readFileSync(at('verify.html'), 'utf8');
    bundleVerifierPage('apps/cli/src/verifier-page/main.ts', folder, ['source']);
    expect(readFileSync(at('verify.html'), 'utf8')).toBe(before);
  });

  it('tells of a good pack that it agrees with itself, and shows what is in it', async () => {
    expect(await verify('good.zip')).toEqual({
      heading: 'Agrees with itself; signer unknown',
      words: expect.stringContaining('whoever made it could have made it up'),
    });
    const facts = await page.getByLabel('What the pack shows').textContent();
    expect(facts).toMatch(/whole +15 +1 +15 +15 +history of p-1/);
    expect(await page.evaluate('document.activeElement.id')).toBe('result');
  });

  it('tells that a pack is anchored, by a fingerprint or a checkpoint from elsewhere', async () => {
    expect(await verify('good.zip', { key })).toMatchObject({ heading: 'Anchored' });
    await page.getByLabel('Fingerprint of the key').fill('');
    expect(await verify('good.zip', { checkpoint: 'kept.txt' })).toEqual({
      heading: 'Anchored',
      words: expect.stringMatching(/as far as the checkpoint that you kept reaches/),
    });
  });

  it('tells of a forged pack that it is broken, and where', async () => {
    expect(await verify('bad.zip', { key })).toEqual({
      heading: 'Broken',
      words: expect.stringMatching(/^Broken at entry 1 of history of p-1.*\(HASH_DIFFERS\)\.$/),
    });
    expect(await page.getByLabel('What the pack shows').isVisible()).toBe(false);
  });

  it('tells what is wrong with what is no zip, and with what is no fingerprint', async () => {
    expect(await verify('no.zip')).toMatchObject({
      heading: 'Broken',
      words: expect.stringContaining('the zip cannot be read'),
    });
    const { heading, words } = await verify('good.zip', { key: 'abc' });
    expect([heading, words]).toEqual([
      'It could not be verified',
      '"abc" is no fingerprint of a key: 64 digits, 0–9 and a–f.',
    ]);
  });

  it('says so, and nothing of the pack, where the browser cannot check signatures', async () => {
    await page.evaluate(`crypto.subtle.importKey = () => Promise.reject(new DOMException(''))`);
    const { heading, words } = await verify('good.zip', { key });
    expect(heading).toBe('It could not be verified');
    expect(words).toMatch(/^This browser has no Ed25519.* Nothing was found out about the pack\.$/);
  });

  it('never asked for anything but itself, and never complained', () => {
    expect(asked.length).toBeGreaterThan(4);
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
