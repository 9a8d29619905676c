import { z } from 'zod';

/** How checkpoints of the log are signed. */
export interface LogConfig {
  /** Private keys, PEM, and where they come from; absent: nothing is signed here. */
  readonly keys: { readonly pem: string } | { readonly file: string } | undefined;
  /** The name of the log, for its first checkpoint. */
  readonly origin: string | undefined;
  /** Milliseconds between two checkpoints of a log that grows. */
  readonly checkpointMs: number;
  /** Where checkpoints are kept outside. */
  readonly anchors: {
    readonly folder: string | undefined;
    readonly databaseUrl: string | undefined;
    readonly mail: readonly string[];
    readonly git: string | undefined;
    readonly webhookUrl: string | undefined;
    /** Seconds between two checkpoints that are put there. */
    readonly everySeconds: number;
  };
}

/** Mail addresses with commas between them. */
export const addressList = z
  .string()
  .transform((value) => value.split(',').map((each) => each.trim()))
  .refine((list) => list.every((each) => /^[^@\s]+@[^@\s]+$/.test(each)), {
    error: 'mail addresses with commas between them',
  });

/** The name of a log: like an address without its scheme; no spaces, no plus. */
export const originName = z.string().regex(/^[^\s+\p{Cc}]{1,200}$/u, {
  error: 'a name like evolve.example.org/log, without spaces or plus',
});

type LogSettings = {
  LEDGER_KEY?: string | undefined;
  LEDGER_KEY_FILE?: string | undefined;
  LEDGER_ORIGIN?: string | undefined;
  LEDGER_CHECKPOINT_SECONDS: number;
  LEDGER_ANCHOR_FOLDER?: string | undefined;
  LEDGER_ANCHOR_DATABASE_URL?: string | undefined;
  LEDGER_ANCHOR_MAIL: string[];
  LEDGER_ANCHOR_GIT?: string | undefined;
  LEDGER_ANCHOR_WEBHOOK_URL?: string | undefined;
  LEDGER_ANCHOR_SECONDS: number;
};

/** One way to give the keys is enough; two could differ. */
export function keyOnce(settings: LogSettings, context: z.RefinementCtx): void {
  if (settings.LEDGER_KEY === undefined || settings.LEDGER_KEY_FILE === undefined) return;
  context.addIssue({
    code: 'custom',
    path: ['LEDGER_KEY_FILE'],
    message: 'either LEDGER_KEY or LEDGER_KEY_FILE, not both',
  });
}

/** The settings of the log, read. */
export function logOf(settings: LogSettings): LogConfig {
  const { LEDGER_KEY: pem, LEDGER_KEY_FILE: file } = settings;
  return {
    keys: pem === undefined ? (file === undefined ? undefined : { file }) : { pem },
    origin: settings.LEDGER_ORIGIN,
    checkpointMs: settings.LEDGER_CHECKPOINT_SECONDS * 1000,
    anchors: {
      folder: settings.LEDGER_ANCHOR_FOLDER,
      databaseUrl: settings.LEDGER_ANCHOR_DATABASE_URL,
      mail: settings.LEDGER_ANCHOR_MAIL,
      git: settings.LEDGER_ANCHOR_GIT,
      webhookUrl: settings.LEDGER_ANCHOR_WEBHOOK_URL,
      everySeconds: settings.LEDGER_ANCHOR_SECONDS,
    },
  };
}
