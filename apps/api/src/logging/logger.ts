import { destination, pino, type Logger } from 'pino';
import pretty from 'pino-pretty';

/** Headers and fields that must never reach a log. */
const secrets = [
  'req.headers.authorization',
  'req.headers.cookie',
  'headers.authorization',
  'headers.cookie',
  'password',
  'token',
  '*.password',
  '*.token',
];

/**
 * The process's logger: JSON lines, or coloured text on a terminal.
 *
 * @param level one of pino's levels, or `silent`
 * @param out where lines go; standard output when absent
 */
export function newLogger(level: string, out?: { write(line: string): void }): Logger {
  const options = { level, redact: { paths: secrets, censor: '[hidden]' } };
  if (out !== undefined) return pino(options, out);
  return process.stdout.isTTY
    ? pino(options, pretty({ sync: true, ignore: 'pid,hostname' }))
    : pino(options, destination({ sync: false }));
}
