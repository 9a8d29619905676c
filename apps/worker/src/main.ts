import { ConfigError, readConfig } from '#config';
import { QueueError } from '#schedule';
import { MigrateError } from '#store';
import { createWorker, type RunningWorker } from './worker.js';

async function main(): Promise<void> {
  let worker: Promise<RunningWorker> | undefined;
  const stop = async () => {
    await (await worker)?.close();
    // A mail server that never answers may still hold a socket.
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
  // Whoever started this process and listens is gone: nobody else would end it.
  process.once('disconnect', () => void stop());
  worker = createWorker(readConfig(process.env));
  await worker;
  process.send?.('ready');
}

main().catch((error: unknown) => {
  const isExpected = [ConfigError, MigrateError, QueueError].some((each) => error instanceof each);
  const message =
    error instanceof Error ? (isExpected ? error.message : error.stack) : String(error);
  process.stderr.write(`${message ?? ''}\n`);
  process.exitCode = 1;
  setTimeout(() => process.exit(), 1000).unref();
});
