import { Redis } from 'ioredis';
import { startPostgres, type EmbeddedPostgres } from '#embedded';
import { startRedis, type TestRedis } from '../support/redis.js';

/** A PostgreSQL that can be made to crash. */
export class FaultyPostgres {
  constructor(
    readonly folder: string,
    public server: EmbeddedPostgres,
  ) {}

  static async start(folder: string): Promise<FaultyPostgres> {
    return new FaultyPostgres(folder, await startPostgres({ folder }));
  }

  get url(): string {
    return this.server.url;
  }

  /** Ends every session at once, writes nothing down, and starts again on the same port. */
  async crash(): Promise<void> {
    const { port, pid } = this.server;
    this.server.leave();
    process.kill(pid, 'SIGQUIT'); // PostgreSQL's immediate shutdown
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
    this.server = await startPostgres({ folder: this.folder, port });
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}

/** A Redis that can be made to forget. */
export class FaultyRedis {
  constructor(public server: TestRedis) {}

  static async start(): Promise<FaultyRedis> {
    return new FaultyRedis(await startRedis());
  }

  get url(): string {
    return this.server.url;
  }

  /** Ends it with all that it holds, and after a while starts it again, empty, on the same port. */
  async crash(awayMs: number): Promise<void> {
    const { port } = this.server;
    await this.server.kill();
    await new Promise((resolve) => setTimeout(resolve, awayMs));
    this.server = await startRedis([], port);
  }

  /** Empties it while it runs. */
  async flush(): Promise<void> {
    const client = new Redis(this.url);
    await client.flushall();
    client.disconnect();
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
