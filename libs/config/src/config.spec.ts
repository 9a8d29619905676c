import { ConfigError, readConfig, withoutPassword } from './config.js';

const DATABASE_URL = 'postgresql://evolve:secret@db.example:5432/evolve';

function refusal(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return String(error);
  }
  throw new Error('The environment was accepted.');
}

describe('the configuration', () => {
  test('needs a database and has a default for the rest', () => {
    expect(readConfig({ DATABASE_URL })).toEqual({
      mode: 'production',
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
      databaseUrl: DATABASE_URL,
      databasePool: 10,
      redisUrl: undefined,
      logLevel: 'info',
      smtpUrl: undefined,
      mailFrom: 'evolve@localhost',
      mailReplyTo: undefined,
      channelHosts: [],
      channelRates: {},
      govukNotify: undefined,
      bodyLimitBytes: 262_144,
      sweepMs: 1000,
      evidence: {
        limitBytes: 20_971_520,
        mediaTypes: expect.arrayContaining(['application/pdf', 'text/csv']),
        s3: undefined,
      },
      log: {
        keys: undefined,
        origin: undefined,
        checkpointMs: 60_000,
        anchors: {
          folder: undefined,
          databaseUrl: undefined,
          mail: [],
          git: undefined,
          webhookUrl: undefined,
          everySeconds: 3600,
        },
      },
    });
  });

  test('takes how the log is signed, by one key or file', () => {
    const read = (env: Record<string, string>) => readConfig({ DATABASE_URL, ...env }).log;
    expect(
      read({
        LEDGER_KEY_FILE: '/run/secrets/log.pem',
        LEDGER_ORIGIN: 'evolve.example.org/log',
        LEDGER_CHECKPOINT_SECONDS: '5',
      }),
    ).toMatchObject({
      keys: { file: '/run/secrets/log.pem' },
      origin: 'evolve.example.org/log',
      checkpointMs: 5000,
    });
    expect(
      read({ LEDGER_ANCHOR_MAIL: 'a@audit.example, b@audit.example', LEDGER_ANCHOR_SECONDS: '600' })
        .anchors,
    ).toMatchObject({ mail: ['a@audit.example', 'b@audit.example'], everySeconds: 600 });
    expect(refusal({ DATABASE_URL, LEDGER_ANCHOR_MAIL: 'audit' })).toContain(
      'LEDGER_ANCHOR_MAIL is "audit"; expected mail addresses',
    );
    expect(read({ LEDGER_KEY: 'PEM' }).keys).toEqual({ pem: 'PEM' });
    const both = { DATABASE_URL, LEDGER_KEY: 'secret text', LEDGER_KEY_FILE: 'log.pem' };
    expect(refusal(both)).toContain('LEDGER_KEY_FILE is "log.pem"; expected either LEDGER_KEY');
    expect(refusal(both)).not.toContain('secret text');
    expect(refusal({ DATABASE_URL, LEDGER_ORIGIN: 'my log' })).toContain(
      'LEDGER_ORIGIN is "my log"; expected a name like evolve.example.org/log',
    );
  });

  test('takes where evidence is kept, and of which kinds it may be', () => {
    const { evidence } = readConfig({
      DATABASE_URL,
      EVIDENCE_LIMIT_BYTES: '4096',
      EVIDENCE_MEDIA_TYPES: 'application/pdf, Image/PNG',
      EVIDENCE_S3_ENDPOINT: 'https://objects.example/',
      EVIDENCE_S3_BUCKET: 'evidence',
      EVIDENCE_S3_ACCESS_KEY_ID: 'key',
      EVIDENCE_S3_SECRET_ACCESS_KEY: 'hidden',
    });
    expect(evidence).toEqual({
      limitBytes: 4096,
      mediaTypes: ['application/pdf', 'image/png'],
      s3: {
        endpoint: 'https://objects.example',
        bucket: 'evidence',
        region: 'us-east-1',
        accessKeyId: 'key',
        secretAccessKey: 'hidden',
      },
    });
  });

  test('takes an S3-compatible store whole or not at all, and media types that are some', () => {
    const half = {
      DATABASE_URL,
      EVIDENCE_S3_BUCKET: 'evidence',
      EVIDENCE_S3_ACCESS_KEY_ID: 'key',
      EVIDENCE_S3_SECRET_ACCESS_KEY: 'hidden',
    };
    expect(refusal(half)).toContain('EVIDENCE_S3_ENDPOINT is not set; expected a value, since');
    expect(refusal(half)).not.toContain('hidden');
    expect(refusal({ DATABASE_URL, EVIDENCE_MEDIA_TYPES: 'pdf' })).toContain(
      'EVIDENCE_MEDIA_TYPES is "pdf"; expected media types with commas between them',
    );
  });

  test('takes each value from its variable', () => {
    const config = readConfig({
      DATABASE_URL,
      EVOLVE_MODE: 'demo',
      PORT: '8080',
      PUBLIC_URL: 'https://evolve.example/',
      REDIS_URL: 'rediss://cache:6379',
      LOG_LEVEL: 'debug',
      SWEEP_MS: '250',
    });
    expect(config).toMatchObject({ mode: 'demo', port: 8080, logLevel: 'debug', sweepMs: 250 });
    expect(config).toMatchObject({
      publicUrl: 'https://evolve.example',
      redisUrl: 'rediss://cache:6379',
    });
  });

  test('takes an empty variable for one that is not set', () => {
    expect(readConfig({ DATABASE_URL, PORT: '', REDIS_URL: ' ' })).toEqual(
      readConfig({ DATABASE_URL }),
    );
    expect(refusal({ DATABASE_URL: '' })).toContain('DATABASE_URL is not set; expected a URL');
  });

  test('names every variable at fault at once, with its value and what is expected', () => {
    const message = refusal({
      EVOLVE_MODE: 'test',
      PORT: '70000',
      SWEEP_MS: '1.5',
      REDIS_URL: 'cache:6379',
    });
    expect(message.split('\n').slice(1)).toEqual([
      '  EVOLVE_MODE is "test"; expected one of demo, production',
      '  PORT is "70000"; expected a whole number from 0 to 65535',
      '  DATABASE_URL is not set; expected a URL that starts with postgresql:// or postgres://',
      '  REDIS_URL is "cache:6379"; expected a URL that starts with redis:// or rediss://',
      '  SWEEP_MS is "1.5"; expected a whole number from 50 to 60000',
    ]);
  });

  test.each([
    ['mysql://evolve:secret@db/evolve', 'mysql://evolve:***@db/evolve'],
    ['postgres//x://evolve:sec@ret@db', 'postgres//x://evolve:***@db'],
    ['mysql://db/evolve?user=a&password=secret', 'mysql://db/evolve?user=a&password=***'],
  ])('never prints the password in %s', (value, shown) => {
    expect(withoutPassword(value)).toBe(shown);
    expect(refusal({ DATABASE_URL: value })).toContain(`DATABASE_URL is "${shown}"`);
    expect(refusal({ DATABASE_URL: value })).not.toMatch(/secret|ret@/);
  });
});
