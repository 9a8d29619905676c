import { keyFingerprint, logKey } from '#ledger';
import { sha256, startEngine } from '#engine';
import type { Json } from '#programme';
import { keepLog } from '#schedule';
import { logSigning } from './log-bench.js';
import { moveYaml } from './move-programme.js';
import type { Reply, TestApi } from './test-api.js';

/** The small move, live and in a log that is kept and signed as a worker would. */
export type LiveMove = {
  /** Its address. */
  at: string;
  /** Sends an event as a persona, under a key of its own. */
  send(
    persona: string,
    item: string,
    event: string,
    payload?: Record<string, Json>,
  ): Promise<Reply>;
  /** The fingerprint of the key that signs. */
  fingerprint: string;
  close(): Promise<void>;
};

let sent = 0;

/** Publishes and starts it, and keeps the log (unless `isKept` says otherwise) until it is closed. */
export async function startLiveMove(
  test: TestApi,
  { id = 'move', yaml = moveYaml, isKept = true } = {},
): Promise<LiveMove> {
  const files = { 'programme.yaml': yaml };
  const published = await test.post('/api/v1/definitions', { entry: 'programme.yaml', files });
  const start = { definition: published.body.hash, id, clock: 'live' };
  const started = await test.post('/api/v1/programmes', start);
  if (started.status !== 201) throw new Error(started.text);
  const at = `/api/v1/programmes/${id}`;
  const kept = isKept ? await keepLogOf(test) : null;
  const [signer] = logSigning.signers;
  return {
    at,
    send: (as, item, event, payload = {}) => {
      sent += 1;
      return test.post(`${at}/events`, { item, event, payload }, { as, key: `live-${sent}` });
    },
    fingerprint: keyFingerprint(
      sha256,
      logKey(sha256, 'any', signer?.publicKey ?? new Uint8Array()),
    ),
    close: async () => kept?.stop(),
  };
}

/** Keeps the log of the test's database, again and again, until it is stopped. */
async function keepLogOf({ api: { store } }: TestApi): Promise<{ stop(): Promise<void> }> {
  const { engine, stop } = await startEngine(store);
  const keeping = { store, engine, signing: logSigning };
  let ended = false;
  const go = async (): Promise<void> => {
    while (!ended) {
      await keepLog(keeping);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await keepLog(keeping);
  const going = go();
  return {
    stop: async () => {
      ended = true;
      await going;
      stop();
    },
  };
}
