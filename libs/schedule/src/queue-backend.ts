import {
  createPostgresBackend,
  createRedisBackend,
  Queue,
  setDefaultBackendFactory,
  type BackendFactory,
  type ConnectionOptions,
} from 'bullmq';
import { queueOf, type JobName, type QueueName } from './jobs.js';

/** The queue cannot be reached. The message is one line, without any password. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
}

/** Where the queue lives and how to reach it, for those who add jobs and for those who run them. */
export interface QueueBackend {
  readonly kind: 'postgresql' | 'redis';
  /** For people: which server that is, without user and password. */
  readonly place: string;
  /** Fails at once while the queue cannot be reached. */
  readonly producer: ConnectionOptions;
  /** Waits for as long as the queue cannot be reached. */
  readonly consumer: ConnectionOptions;
  /** For BullMQ's constructors. */
  readonly factory: BackendFactory;
}

/** Chooses by configuration alone: Redis or Valkey when its URL is given, else the same PostgreSQL. */
export function queueBackend(config: {
  databaseUrl: string;
  redisUrl: string | undefined;
}): QueueBackend {
  if (config.redisUrl !== undefined) {
    const url = config.redisUrl;
    return {
      kind: 'redis',
      place: `Redis at ${new URL(url).host}`,
      producer: {
        url,
        enableOfflineQueue: false,
        maxRetriesPerRequest: 1,
        connectTimeout: 5000,
        disconnectTimeout: 500,
        retryStrategy: () => 500,
      },
      consumer: { url, maxRetriesPerRequest: null },
      factory: createRedisBackend,
    };
  }
  const connection = {
    connectionString: config.databaseUrl,
    max: 2,
    connectionTimeoutMillis: 5000,
    schema: 'bullmq',
  };
  return {
    kind: 'postgresql',
    place: `PostgreSQL at ${new URL(config.databaseUrl).host}`,
    producer: connection,
    consumer: connection,
    // Boundary: BullMQ types factories by their connection; these two always go together.
    factory: createPostgresBackend as unknown as BackendFactory,
  };
}

/** Makes the backend the one that classes built by a framework use, in this whole process. */
export function useBackend(backend: QueueBackend): void {
  setDefaultBackendFactory(backend.factory);
}

/** The queues, for adding jobs. */
export interface Queues {
  /** The queue of a kind of job. */
  of(job: JobName): Queue;
  /** Removes everything from the queues, running jobs too. Nothing is lost by it. */
  obliterate(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the queues for adding jobs. Rejects with QueueError when the queue cannot be reached within
 * `patience` milliseconds. Later outages reach `onError`, and fail whoever adds a job.
 */
export async function openQueues(
  backend: QueueBackend,
  onError: (error: Error) => void,
  patience = 10_000,
): Promise<Queues> {
  const names: QueueName[] = [...new Set(Object.values(queueOf))];
  let isOpen = false;
  let last: Error | undefined;
  const failed = (error: Error) => {
    last = error;
    // Until then it is one failure, told once at the end, and not one for each attempt.
    if (isOpen) onError(error);
  };
  const queues = new Map(names.map((name) => [name, openQueue(backend, name, failed)]));
  const each = (work: (queue: Queue) => Promise<unknown>) =>
    Promise.all([...queues.values()].map(work));
  // A queue that cannot be reached has nothing left to be told; the others close all the same.
  const close = async () => void (await each((queue) => queue.close().catch(failed)));
  await withPatience(
    each((queue) => queue.waitUntilReady()),
    patience,
    () => unreachable(backend, patience, last),
  ).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  isOpen = true;
  return {
    of: (job) => {
      const queue = queues.get(queueOf[job]);
      if (queue === undefined) throw new Error(`no queue for job "${job}"`);
      return queue;
    },
    obliterate: async () => void (await each((queue) => queue.obliterate({ force: true }))),
    close,
  };
}

function openQueue(backend: QueueBackend, name: QueueName, onError: (error: Error) => void): Queue {
  const options = {
    connection: backend.producer,
    // A job that is over leaves its id free, so that the reconciler can ring for the same row again.
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  };
  const queue = new Queue(name, options, backend.factory);
  queue.on('error', onError);
  // Boundary: the type names the backend behind the queue, of which nothing here makes use.
  return queue as Queue;
}

function unreachable(
  { kind, place }: QueueBackend,
  patience: number,
  last: Error | undefined,
): QueueError {
  const { code } = (last ?? {}) as { code?: string }; // what the system says carries a code
  const why = code ?? last?.message;
  const setting = kind === 'redis' ? 'REDIS_URL' : 'DATABASE_URL';
  return new QueueError(
    `The queue on ${place} did not answer within ${patience} ms${why === undefined ? '' : ` (${why})`}. Is it running, and is ${setting} right?`,
  );
}

async function withPatience(
  work: Promise<unknown>,
  patience: number,
  late: () => Error,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), patience);
  });
  try {
    await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
