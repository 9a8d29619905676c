import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { poster } from '#notify';
import { lastCheckpoint, listAnchors } from '#store';
import { createTestDatabase } from '../../../../test/support/database.js';
import { logSigning } from '../../../../test/support/log-bench.js';
import { startReceiver } from '../../../../test/support/receiver.js';
import {
  engineBench,
  event,
  organisation,
  type Bench,
} from '../../../../test/support/small-engine.js';
import { keepLog } from '../log/keep-log.js';
import { anchorLog } from './anchor-log.js';
import type { Anchor, Anchored } from './anchor.js';
import { databaseAnchor } from './database-anchor.js';
import { folderAnchor } from './folder-anchor.js';
import { gitAnchor } from './git-anchor.js';
import { mailAnchor } from './mail-anchor.js';
import { webhookAnchor } from './webhook-anchor.js';

const folder = mkdtempSync(join(tmpdir(), 'anchors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const note = (size: number, root: string): string =>
  `evolve.test/log\n${size}\n${root}\nheads 1 ${root}\ntime 2026-11-23T10:00:00.000Z\n\n— evolve.test/log AAAA\n`;
const checkpoint: Anchored = { origin: 'evolve.test/log', size: 20, note: note(20, 'cm9vdA==') };
const signedAgain = { ...checkpoint, note: checkpoint.note.replace('10:00', '11:00') };
const rewritten = { ...checkpoint, note: note(20, 'b3RoZXI=') };

/** What every place does with a checkpoint: takes it, takes it again, refuses another in its stead. */
async function holds(anchor: Anchor): Promise<void> {
  await anchor.put(checkpoint);
  await anchor.put(signedAgain);
  await expect(anchor.put(rewritten)).rejects.toThrow(
    /another checkpoint of 20 leaves stands in .* already: one of the two logs was rewritten/,
  );
}

describe('a checkpoint is kept outside', () => {
  test('in a folder: as a file that is written once', async () => {
    const worm = join(folder, 'worm');
    await holds(folderAnchor(worm));
    expect(readdirSync(worm)).toEqual(['checkpoint-000000000020.txt']);
    expect(readFileSync(join(worm, 'checkpoint-000000000020.txt'), 'utf8')).toBe(checkpoint.note);
  });

  test('in another database: as a row that is written once', async () => {
    const database = await createTestDatabase({ empty: true });
    try {
      const anchor = databaseAnchor(database.url);
      expect(anchor.place).not.toContain(new URL(database.url).password || '@');
      await holds(anchor);
    } finally {
      await database.drop();
    }
  });

  test('in a git repository: as a commit, pushed to where it was cloned from', async () => {
    const [bare, clone] = [join(folder, 'bare.git'), join(folder, 'clone')];
    const git = (...args: string[]) =>
      execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' });
    git('init', '--quiet', '--bare', '--initial-branch=main', bare);
    git('clone', '--quiet', bare, clone);
    git('-C', clone, 'checkout', '--quiet', '-B', 'main');
    git('-C', clone, 'config', 'push.autoSetupRemote', 'true');
    await holds(gitAnchor(clone));
    expect(git('-C', bare, 'log', '--format=%s', 'main').trim()).toBe(
      'Checkpoint of evolve.test/log, 20 entries',
    );
    const kept = git('-C', bare, 'show', 'main:checkpoint-000000000020.txt');
    expect(kept).toBe(checkpoint.note);
  });

  test('in a git repository that could not be pushed to: the next time it is', async () => {
    const [bare, clone] = [join(folder, 'later.git'), join(folder, 'later')];
    const git = (...args: string[]) =>
      execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' });
    mkdirSync(clone);
    git('-C', clone, 'init', '--quiet', '--initial-branch=main');
    await expect(gitAnchor(clone).put(checkpoint)).rejects.toThrow('push');
    git('init', '--quiet', '--bare', '--initial-branch=main', bare);
    git('-C', clone, 'remote', 'add', 'origin', bare);
    git('-C', clone, 'config', 'push.autoSetupRemote', 'true');
    await gitAnchor(clone).put(checkpoint);
    expect(git('-C', bare, 'log', '--format=%s', 'main')).toContain('20 entries');
  });

  test('by mail, to each auditor, whole and with what to do with it', async () => {
    const sent: { to: string; text: string; subject: string }[] = [];
    const anchor = mailAnchor(['a@audit.example', 'b@audit.example'], (mail) => {
      sent.push(mail);
      return Promise.resolve();
    });
    await anchor.put(checkpoint);
    expect(sent.map(({ to }) => to)).toEqual(['a@audit.example', 'b@audit.example']);
    expect(sent[0]?.text.endsWith(`\n\n${checkpoint.note}`)).toBe(true);
    expect(sent[0]?.subject).toBe('Checkpoint of evolve.test/log: 20 entries');
  });

  test('by a webhook: posted as it is; what the receiver refuses is told', async () => {
    const receiver = await startReceiver();
    try {
      const { post, close } = poster({ allow: [receiver.host] });
      const anchor = webhookAnchor(receiver.url, post);
      await anchor.put(checkpoint);
      expect(receiver.received[0]).toMatchObject({
        body: checkpoint.note,
        headers: {
          'idempotency-key': 'checkpoint-20',
          'content-type': 'text/plain; charset=utf-8',
        },
      });
      receiver.answer(507, {}, 'full');
      await expect(anchor.put(checkpoint)).rejects.toThrow('full');
      close();
    } finally {
      await receiver.close();
    }
  });
});

describe('the places where checkpoints are kept', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await engineBench();
    await bench.open('doors');
  });
  afterEach(() => bench.end());

  const sign = () => keepLog({ store: bench.store, engine: bench.engine, signing: logSigning });
  const put: Anchored[] = [];
  const place = (name: Anchor['name'], fails?: () => string | null): Anchor => ({
    name,
    place: name,
    put: (each) => {
      const why = fails?.() ?? null;
      if (why !== null) return Promise.reject(new Error(why));
      put.push(each);
      return Promise.resolve();
    },
  });
  /** As if so many seconds had passed since the places were tried and kept. */
  const pass = (seconds: number) =>
    bench.store.pool.query(
      `UPDATE log_anchor SET tried_at = tried_at - $1 * interval '1 second',
         anchored_at = anchored_at - $1 * interval '1 second'`,
      [seconds],
    );

  test('each get the newest checkpoint, as often as they are to, and none twice', async () => {
    put.length = 0;
    const anchors = [place('folder'), place('git')];
    expect(await anchorLog(bench.store, anchors, 3600)).toEqual({ anchored: 0, failures: [] });
    await sign();
    expect(await anchorLog(bench.store, anchors, 3600)).toMatchObject({ anchored: 2 });
    const last = await lastCheckpoint(bench.store.pool);
    expect(put).toEqual(
      [0, 1].map(() => ({ origin: 'evolve.test/log', size: last?.size, note: last?.note })),
    );
    await pass(7200);
    expect(await anchorLog(bench.store, anchors, 3600)).toMatchObject({ anchored: 0 });
    await bench.engine.send(organisation, 'doors', event('first', 'START'));
    await sign();
    expect(await anchorLog(bench.store, anchors, 10_000)).toMatchObject({ anchored: 0 });
    expect(await anchorLog(bench.store, anchors, 3600)).toMatchObject({ anchored: 2 });
  });

  test('that fail keep no other from its own, are tried again, and say since when', async () => {
    let why: string | null = 'disk full';
    const anchors = [place('folder', () => why), place('git')];
    await sign();
    const failures = [{ anchor: 'folder', error: 'disk full' }];
    expect(await anchorLog(bench.store, anchors, 3600)).toEqual({ anchored: 1, failures });
    const rows = await listAnchors(bench.store.pool);
    expect(rows).toMatchObject([
      { name: 'folder', problem: 'disk full', size: null, failingSince: expect.any(String) },
      { name: 'git', problem: null, failingSince: null, size: expect.any(Number) },
    ]);
    expect(await anchorLog(bench.store, anchors, 3600)).toEqual({ anchored: 0, failures: [] });
    await pass(61);
    why = null;
    expect(await anchorLog(bench.store, anchors, 3600)).toEqual({ anchored: 1, failures: [] });
    expect((await listAnchors(bench.store.pool))[0]).toMatchObject({
      problem: null,
      failingSince: null,
    });
  });
});
