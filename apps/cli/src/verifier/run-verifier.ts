import { Command, CommanderError } from 'commander';
import { packAt, verifyAt, type PackOptions } from '../offline/verify-pack.js';
import { Stop, type ExitCode, type Io } from '../terminal/io.js';

const about = `Verifies an evidence pack of Evolve: whether anything in it was changed, removed,
reordered or cut off, and where. It asks no server and opens no connection.

Get the fingerprint, or a checkpoint, from elsewhere than the pack: without
either, all that can be told is that the pack agrees with itself.`;

/** The verifier by itself, as auditors have it in one file. Exit codes as those of evolve verify. */
export async function runVerifier(
  args: readonly string[],
  io: Io,
  version: string,
): Promise<ExitCode> {
  const program = new Command('verify.mjs')
    .description(about)
    .version(version)
    .argument('<pack>', 'a zip, or the folder that it was unpacked to')
    .option('--key <fingerprint>', 'a key that you know the log signs with', collect)
    .option('--checkpoint <file>', 'a checkpoint that you kept', collect)
    .option('--json', 'the result for programs')
    .addHelpText('after', '\nExit code 0 anchored, 4 signer unknown, 1 broken, 2 wrong usage.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trimEnd()),
    })
    .action(async (path: string, options: PackOptions) => {
      const pack = await packAt(io, path);
      if (pack !== null) return await verifyAt(io, pack, options);
      throw new Stop(
        2,
        `There is no evidence pack in "${path}": a zip, or a folder with manifest.json.`,
      );
    });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof Stop) {
      if (args.includes('--json')) io.out(JSON.stringify(error.json, null, 2));
      else io.err(error.message);
      return error.exitCode;
    }
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

/** An option that may be given several times. */
const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
