import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { NotAccepted } from './channel.js';
import { isAllowedHost, whyNotPosted } from './receivers.js';

/** How messages are posted to addresses that people gave. */
export interface Posting {
  /**
   * Receivers inside our own network that may be reached, as `host` or `host:port`, over http too.
   * Any other must be https and at a public address.
   */
  readonly allow: readonly string[];
  /** Milliseconds until a receiver that does not answer is given up. */
  readonly timeoutMs?: number;
  /** How names become addresses; as the system does it when absent. */
  readonly lookup?: LookupFunction;
}

/** Posts one body; resolves once it was taken. */
export type Post = (
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
) => Promise<void>;

/** As much of an answer as is read and quoted. */
const ANSWER_BYTES = 2048;

/**
 * Posts to receivers anywhere but inside our own network: the address a name stands for is looked at
 * when the connection is made, so that a name that changes its address gains nothing, and no redirect
 * is followed. Throws NotAccepted.
 */
export function poster({ allow, timeoutMs = 15_000, lookup }: Posting): {
  post: Post;
  close: () => void;
} {
  const filtered = {
    http: new RequestFilteringHttpAgent({ keepAlive: false }),
    https: new RequestFilteringHttpsAgent({ keepAlive: false }),
  };
  const open = { http: new http.Agent(), https: new https.Agent() };
  const agents = [...Object.values(filtered), ...Object.values(open)];
  return {
    post: async (address, body, headers) => {
      const why = whyNotPosted(address, allow);
      if (why !== null) throw new NotAccepted('refused', why);
      const url = new URL(address);
      const { http: plain, https: secure } = isAllowedHost(url, allow) ? open : filtered;
      const isSecure = url.protocol === 'https:';
      const request = isSecure ? https.request : http.request;
      const sending = request(url, {
        method: 'POST',
        agent: isSecure ? secure : plain,
        ...(lookup && { lookup }),
        headers: {
          ...headers,
          'Content-Length': Buffer.byteLength(body),
          'User-Agent': 'Evolve',
          Accept: '*/*',
        },
        signal: AbortSignal.timeout(timeoutMs),
      });
      const answer = await answerTo(sending, body).catch((error: unknown) => {
        throw unanswered(error, url, timeoutMs);
      });
      judge(answer, url);
    },
    close: () => agents.forEach((agent) => agent.destroy()),
  };
}

type Answer = { status: number; retryAfter: string | undefined; text: string };

function answerTo(sending: http.ClientRequest, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    sending.on('error', reject);
    sending.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const done = () => {
        const text = Buffer.concat(chunks).subarray(0, ANSWER_BYTES).toString('utf8');
        const { statusCode: status = 0, headers } = response;
        resolve({ status, retryAfter: headers['retry-after'], text });
        sending.destroy();
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        // What came first says enough: nobody may fill our memory with an answer.
        if (size >= ANSWER_BYTES) done();
      });
      response.on('end', done);
      response.on('error', reject);
    });
    sending.end(body);
  });
}

function unanswered(error: unknown, { host }: URL, timeoutMs: number): NotAccepted {
  const reason = error instanceof Error ? error.message : String(error);
  if (/is not allowed\. Because/i.test(reason)) {
    return new NotAccepted(
      'refused',
      `"${host}" stands for an address inside a private network. Use a public one, or have an operator allow this host.`,
    );
  }
  const isLate = error instanceof Error && /^(TimeoutError|AbortError)$/.test(error.name);
  const why = isLate ? `it did not answer within ${timeoutMs} ms` : reason;
  return new NotAccepted('unreachable', `"${host}" could not be reached: ${why}`);
}

/** Tells answers apart: taken, gone, refused for good, or to be tried again. */
function judge({ status, retryAfter, text }: Answer, { host }: URL): void {
  if (status >= 200 && status < 300) return;
  const said = text.replace(/\s+/gu, ' ').trim().slice(0, 200);
  const what = `"${host}" answered ${status}${said === '' ? '' : `: ${said}`}`;
  if (status === 410) throw new NotAccepted('bounced', what);
  if (status >= 300 && status < 400) {
    throw new NotAccepted(
      'refused',
      `${what}. Redirects are not followed; give the address it names.`,
    );
  }
  const isWorthRetrying = status >= 500 || [408, 425, 429].includes(status);
  if (!isWorthRetrying) throw new NotAccepted('refused', what);
  throw new NotAccepted('busy', what, retryAfterMs(retryAfter));
}

const DAY_MS = 86_400_000;

/** "Retry-After" in milliseconds, a day at most: seconds, or a date (RFC 9110). */
function retryAfterMs(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), DAY_MS);
}
