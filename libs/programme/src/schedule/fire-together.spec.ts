import type { Timer } from '../model.js';
import { fireTogether, toldBy } from './fire-together.js';

const timer = (item: string, key: string, kind: Timer['kind'] = 'reminder'): Timer => ({
  item,
  kind,
  key,
  dueAt: '2026-03-02T09:00:00.000Z',
  detail: { deadline: '2026-03-09', ...(kind === 'catchUp' && { missed: ['T-60', 'T-20'] }) },
});
const told = (due: Timer[]) =>
  fireTogether(due).map((each) => [each.timer.item, each.timer.key, toldBy(each)]);

describe('timers that are due together', () => {
  it('become one of each item, which names the others', () => {
    expect(
      told([
        timer('M1', 'T-5@d'),
        timer('M2', 'T-5@d'),
        timer('M1', 'T-1@d'),
        timer('M1', 'T+1@d'),
      ]),
    ).toEqual([
      ['M1', 'T+1@d', ['T-5', 'T-1', 'T+1']],
      ['M2', 'T-5@d', ['T-5']],
    ]);
  });

  it('count in what a late plan had missed before', () => {
    expect(told([timer('M1', 'T-5@d'), timer('M1', 'catch-up@d', 'catchUp')])).toEqual([
      ['M1', 'T-5@d', ['T-60', 'T-20', 'T-5']],
    ]);
  });

  it('stay apart when they are wakes or checks, or of another deadline', () => {
    const moved = { ...timer('M1', 'T-1@e'), detail: { deadline: '2026-04-09' } };
    const due = [
      timer('M1', 'w1', 'wake'),
      timer('M1', 'c1', 'check'),
      timer('M1', 'T-1@d'),
      moved,
    ];
    expect(fireTogether(due).map(({ missed }) => missed)).toEqual([[], [], [], []]);
  });
});
