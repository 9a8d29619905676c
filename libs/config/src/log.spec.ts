import { openLog, type LogOut } from './log.js';

/** What a log writes to an output of that kind. */
function logged(isTTY: boolean): string[] {
  const lines: string[] = [];
  const out: LogOut = { isTTY, write: (line) => void lines.push(line) };
  const log = openLog('info', 'worker', out);
  log.debug('not shown');
  log.info(
    { programme: 'p', headers: { authorization: 'Bearer abc' }, smtp: { password: 'abc' } },
    'said',
  );
  return lines;
}

describe('the log', () => {
  it('is one JSON line each, with ids, and without what must stay secret', () => {
    const lines = logged(false);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      process: 'worker',
      programme: 'p',
      msg: 'said',
    });
    expect(lines[0]).not.toContain('abc');
  });

  it('is text for people on a terminal, and keeps the same secrets', () => {
    const text = logged(true).join('');
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(text).toMatch(/INFO.*said/);
    expect(text).toMatch(/programme.*: "p"/);
    expect(text).not.toContain('abc');
  });
});
