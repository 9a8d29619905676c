import { packAt, verifyAt, type PackOptions } from '../offline/verify-pack.js';
import { Stop } from '../terminal/io.js';
import type { Context } from './context.js';
import { savePack } from './pack-command.js';

/**
 * Takes a pack of the programme from the server, and verifies it here against what is known from
 * elsewhere: the server's own word counts for nothing. The pack is kept.
 */
export async function verifyTaken(
  context: Context,
  options: PackOptions & { out?: string },
): Promise<void> {
  const { out, checkpoint } = options;
  const { path } = await savePack(context, {
    ...(out !== undefined && { out }),
    ...(checkpoint && { checkpoint }),
  });
  const pack = await packAt(context.io, path);
  if (pack === null) throw new Stop(1, `"${path}" was saved, and cannot be read again.`);
  if (options.json !== true) context.io.out(`Saved ${path}.`);
  await verifyAt(context.io, pack, options);
}
