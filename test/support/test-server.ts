import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedError, startPostgres } from '#embedded';

// One PostgreSQL for all tests of this checkout: the first test that needs it starts it, the last
// Jest run to end stops it (global-teardown.mjs). Its cluster and the migrated template stay.
const folder = join(process.cwd(), '.evolve/test/pg');

// Nothing in a test database must survive a power cut.
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
};

let address: Promise<string> | undefined;

/** The server's URL with the database `postgres`, starting it unless it runs. */
export function testServerUrl(): Promise<string> {
  address ??= findServer();
  return address;
}

/** Only one process holds the cluster, for the moment it takes to start or find the server. */
async function findServer(): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const server = await startPostgres({ folder, settings });
      server.leave();
      return server.url;
    } catch (error) {
      const isTaken = error instanceof EmbeddedError && error.message.includes('already running');
      if (!isTaken || attempt === 600) throw error;
      await sleep(50);
    }
  }
}
