import { z } from 'zod';
import {
  bothOfNotifyOrNone,
  hostList,
  notifyOf,
  rateList,
  type NotifyConfig,
} from './channel-config.js';
import {
  allOfS3OrNone,
  mediaTypeList,
  s3Of,
  usualMediaTypes,
  type EvidenceConfig,
} from './evidence-config.js';
import { addressList, keyOnce, logOf, originName, type LogConfig } from './log-config.js';

/** The environment as it is handed in: `process.env`, or a few values in a test. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The settings cannot be used. The message has one line for each variable at fault. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const url = (...protocols: readonly string[]) => {
  const starts = protocols.map((protocol) => `${protocol}://`);
  return z
    .string(`a URL that starts with ${starts.join(' or ')}`)
    .refine((value) => URL.canParse(value) && starts.some((start) => value.startsWith(start)), {
      error: `a URL that starts with ${starts.join(' or ')}`,
    });
};

const wholeNumber = (low: number, high: number) => {
  const error = `a whole number from ${low} to ${high}`;
  return z
    .string()
    .regex(/^\d+$/, { error, abort: true })
    .transform(Number)
    .refine((value) => value >= low && value <= high, { error });
};

const oneOf = <const Values extends readonly [string, ...string[]]>(...values: Values) =>
  z.enum(values, { error: `one of ${values.join(', ')}` });

const text = (expected: string) => z.string(expected);
const mebibyte = 1024 * 1024;

const settings = z.object({
  EVOLVE_MODE: oneOf('demo', 'production').default('production'),
  HOST: text('a host name or address').default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(3000),
  PUBLIC_URL: url('http', 'https').optional(),
  DATABASE_URL: url('postgresql', 'postgres'),
  DATABASE_POOL: wholeNumber(1, 500).default(10),
  REDIS_URL: url('redis', 'rediss').optional(),
  LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info'),
  SMTP_URL: url('smtp', 'smtps').optional(),
  MAIL_FROM: text('a mail address')
    .includes('@', { error: 'a mail address' })
    .default('evolve@localhost'),
  MAIL_REPLY_TO: text('a mail address').includes('@', { error: 'a mail address' }).optional(),
  CHANNEL_HOSTS: hostList.default([]),
  CHANNEL_RATES: rateList.default({}),
  GOVUK_NOTIFY_API_KEY: text('an API key').optional(),
  GOVUK_NOTIFY_TEMPLATE_ID: text('the id of a template').optional(),
  GOVUK_NOTIFY_URL: url('http', 'https').optional(),
  BODY_LIMIT_BYTES: wholeNumber(1024, 64 * mebibyte).default(mebibyte / 4),
  SWEEP_MS: wholeNumber(50, 60_000).default(1000),
  EVIDENCE_LIMIT_BYTES: wholeNumber(1024, 256 * mebibyte).default(20 * mebibyte),
  EVIDENCE_MEDIA_TYPES: mediaTypeList.default(usualMediaTypes),
  EVIDENCE_S3_ENDPOINT: url('http', 'https').optional(),
  EVIDENCE_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, { error: 'the name of a bucket' })
    .optional(),
  EVIDENCE_S3_REGION: text('a region such as eu-west-2').default('us-east-1'),
  EVIDENCE_S3_ACCESS_KEY_ID: text('an access key').optional(),
  EVIDENCE_S3_SECRET_ACCESS_KEY: text('a secret key').optional(),
  LEDGER_KEY_FILE: text('a file with an Ed25519 private key, PEM').optional(),
  LEDGER_KEY: text('an Ed25519 private key, PEM').optional(),
  LEDGER_ORIGIN: originName.optional(),
  LEDGER_CHECKPOINT_SECONDS: wholeNumber(1, 86_400).default(60),
  LEDGER_ANCHOR_FOLDER: text('a folder').optional(),
  LEDGER_ANCHOR_DATABASE_URL: url('postgresql', 'postgres').optional(),
  LEDGER_ANCHOR_MAIL: addressList.default([]),
  LEDGER_ANCHOR_GIT: text('a folder with a clone').optional(),
  LEDGER_ANCHOR_WEBHOOK_URL: url('http', 'https').optional(),
  LEDGER_ANCHOR_SECONDS: wholeNumber(10, 2_678_400).default(3600),
  RETENTION_DAYS: wholeNumber(1, 36_500).optional(),
});

const environment = settings
  .superRefine(allOfS3OrNone)
  .superRefine(bothOfNotifyOrNone)
  .superRefine(keyOnce);

/** Everything Evolve takes from its environment. */
export interface Config {
  readonly mode: 'demo' | 'production';
  /** The address and port the HTTP server listens on; port 0 is any free one. */
  readonly host: string;
  readonly port: number;
  /** The address people use, for links in notices; without a slash at the end. */
  readonly publicUrl: string;
  readonly databaseUrl: string;
  /** Connections to PostgreSQL each process may hold. */
  readonly databasePool: number;
  /** When absent, the queue is on PostgreSQL. */
  readonly redisUrl: string | undefined;
  readonly logLevel: z.infer<typeof environment>['LOG_LEVEL'];
  /** When absent, no mail leaves the process. */
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** Where answers to mails go; absent: to the sender. */
  readonly mailReplyTo: string | undefined;
  /** Receivers inside our own network that webhooks may reach, as `host` or `host:port`. */
  readonly channelHosts: readonly string[];
  /** How many messages a channel may send in a minute; one not named sends any number. */
  readonly channelRates: Readonly<Record<string, number>>;
  /** When absent, nothing is sent through GOV.UK Notify. */
  readonly govukNotify: NotifyConfig | undefined;
  readonly bodyLimitBytes: number;
  /** Milliseconds between two looks at what is due. */
  readonly sweepMs: number;
  readonly evidence: EvidenceConfig;
  readonly log: LogConfig;
  /** How long free texts are kept after the last entry of an ended programme; absent: as long as it is. */
  readonly retentionDays: number | undefined;
}

/**
 * Reads and checks the whole environment at once; an empty value counts as not set.
 * Throws ConfigError naming every variable at fault, its value (without passwords) and what is expected.
 */
export function readConfig(env: Environment): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const result = environment.safeParse(set);
  if (!result.success) throw new ConfigError(explain(result.error, set));
  const read = result.data;
  return {
    mode: read.EVOLVE_MODE,
    host: read.HOST,
    port: read.PORT,
    publicUrl: (read.PUBLIC_URL ?? `http://${read.HOST}:${read.PORT}`).replace(/\/+$/, ''),
    databaseUrl: read.DATABASE_URL,
    databasePool: read.DATABASE_POOL,
    redisUrl: read.REDIS_URL,
    logLevel: read.LOG_LEVEL,
    smtpUrl: read.SMTP_URL,
    mailFrom: read.MAIL_FROM,
    mailReplyTo: read.MAIL_REPLY_TO,
    channelHosts: read.CHANNEL_HOSTS,
    channelRates: read.CHANNEL_RATES,
    govukNotify: notifyOf(read),
    bodyLimitBytes: read.BODY_LIMIT_BYTES,
    sweepMs: read.SWEEP_MS,
    evidence: {
      limitBytes: read.EVIDENCE_LIMIT_BYTES,
      mediaTypes: read.EVIDENCE_MEDIA_TYPES,
      s3: s3Of(read),
    },
    log: logOf(read),
    retentionDays: read.RETENTION_DAYS,
  };
}

function explain(error: z.ZodError, env: Environment): string {
  const lines = error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    const value = env[name];
    const found = value === undefined ? 'is not set' : `is "${shown(name, value)}"`;
    return `  ${name} ${found}; expected ${message}`;
  });
  return ['The environment cannot be used:', ...lines].join('\n');
}

/** A private key is never shown, not even a broken one. */
const shown = (name: string, value: string): string =>
  name === 'LEDGER_KEY' ? '***' : withoutPassword(value);

/** Masks what stands between "scheme://user:" and the last "@", and a password parameter, in a URL valid or not. */
export function withoutPassword(value: string): string {
  return value
    .replace(/(:\/\/[^:@/]*:).*@/, '$1***@')
    .replace(/([?&](?:password|pass|token)=)[^&]*/gi, '$1***');
}
