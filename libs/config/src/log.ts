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

/** Where lines go. */
export type LogOut = { write(line: string): void; readonly isTTY?: boolean };

/**
 * The log of a process: coloured text on a terminal, one JSON object a line everywhere else.
 *
 * @param level one of pino's levels, or `silent`
 * @param process which of ours speaks: `api`, `worker`
 * @param out where lines go; standard output when absent
 */
export function openLog(level: string, process: string, out?: LogOut): Logger {
  const base = { process, pid: globalThis.process.pid };
  const options = { level, base, redact: { paths: secrets, censor: '[hidden]' } };
  const isTerminal = (out ?? globalThis.process.stdout).isTTY === true;
  if (isTerminal) return pino(options, forPeople(out));
  return pino(options, out ?? destination({ sync: false }));
}

function forPeople(out: LogOut | undefined) {
  const text = pretty.prettyFactory({ ignore: 'pid', colorize: true });
  const to = out ?? globalThis.process.stdout;
  return { write: (line: string) => void to.write(text(line)) };
}
