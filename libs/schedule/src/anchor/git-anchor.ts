import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Anchor } from './anchor.js';
import { putFile } from './folder-anchor.js';

const run = promisify(execFile);

/** A clone of a git repository whose remote somebody else keeps: each checkpoint is a commit, pushed. */
export function gitAnchor(clone: string): Anchor {
  const git = async (...args: string[]): Promise<string> => {
    const { stdout } = await run('git', ['-C', clone, ...args], {
      timeout: 60_000,
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
    });
    return stdout.trim();
  };
  return {
    name: 'git',
    place: clone,
    put: async (checkpoint) => {
      const name = await putFile(clone, checkpoint);
      await git('add', '--', name);
      const staged = await git('diff', '--cached', '--name-only', '--', name);
      if (staged !== '') {
        const who = ['-c', 'user.name=Evolve', '-c', 'user.email=evolve@localhost'];
        const words = `Checkpoint of ${checkpoint.origin}, ${checkpoint.size} entries`;
        await git(...who, 'commit', '--quiet', '--message', words, '--', name);
      }
      // Also when there was nothing to commit: the last push may have failed.
      await git('push', '--quiet');
    },
  };
}
