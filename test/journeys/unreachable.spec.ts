import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';

const database = 'postgresql://evolve:secret@127.0.0.1:1/moved';

/** Starts a process as it is started for real, and waits for its end. */
async function startAndEnd(app: string, env: Record<string, string>) {
  const child = spawn(
    process.execPath,
    [
      '--conditions=source',
      '--import',
      new URL('../support/run-ts.mjs', import.meta.url).href,
      `apps/${app}/src/main.ts`,
    ],
    { env: { PATH: process.env['PATH'] ?? '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, out, err };
}

describe.each(['api', 'worker'])('the %s, started', (app) => {
  it('without a database to reach, ends with one line that says which and what to do', async () => {
    const { code, out, err } = await startAndEnd(app, { DATABASE_URL: database });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(
      'Cannot reach PostgreSQL at 127.0.0.1:1, database "moved" (ECONNREFUSED). Is it running, and is DATABASE_URL right?\n',
    );
  }, 60_000);
});
