import { newLogger } from './logger.js';

describe('the log', () => {
  it('is one JSON line each, with ids, and without what must stay secret', () => {
    const lines: string[] = [];
    const logger = newLogger('info', { write: (line) => void lines.push(line) });
    logger.debug('not shown');
    logger.info(
      { programme: 'p', headers: { authorization: 'Bearer abc' }, smtp: { password: 'abc' } },
      'said',
    );
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ programme: 'p', msg: 'said' });
    expect(lines[0]).not.toContain('abc');
  });
});
