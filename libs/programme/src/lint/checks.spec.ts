import { reference } from '../../../../test/support/reference-programme.js';
import type { Chart } from '../definition/chart-schema.js';
import type { Definition } from '../definition/definition.js';
import { checkChecks } from './checks.js';

/** What is wrong with the reference programme when this stands in it instead. */
const messagesOf = (more: Partial<Definition>) => {
  const found: string[] = [];
  checkChecks({ ...reference, ...more }, (rule, path, message) => {
    found.push(`${rule} ${path.join('.')}: ${message}`);
  });
  return found;
};
const messages = (checks: Definition['checks']) => messagesOf({ checks });

/** The same with this in one of its charts. */
function withChart(name: string, more: Partial<Chart>): string[] {
  const chart = reference.charts[name];
  if (chart === undefined) throw new Error(`there is no chart ${name}`);
  return messagesOf({ charts: { ...reference.charts, [name]: { ...chart, ...more } } });
}

describe('the register of the daily check', () => {
  it('is one that keeps issues, or none', () => {
    expect(messages({ time: '07:00', issues: 'issues' })).toEqual([]);
    expect(messages({ time: '07:00' })).toEqual([]);
    expect(messages(undefined)).toEqual([]);
  });

  it('is refused when there is no such item, with the one there is', () => {
    expect(messages({ time: '07:00', issues: 'isues' })).toEqual([
      'unknown-name checks.issues: there is no item "isues"; did you mean "issues"?',
    ]);
  });

  it('is refused when the item keeps no issues', () => {
    expect(messages({ time: '07:00', issues: 'M06' })).toEqual([
      expect.stringContaining(
        '"M06" keeps no issues: its chart "milestone" does not say where they stand',
      ),
    ]);
  });
});

describe('who manages, and who is told what the daily check finds', () => {
  it('are roles of the definition', () => {
    expect(messagesOf({ manager: 'PMO' })).toEqual([]);
    expect(messages({ time: '07:00', tells: ['SRO'], owner: 'PMO' })).toEqual([]);
  });

  it('are refused by the key under which no such role stands', () => {
    expect(messagesOf({ manager: 'PM' })).toEqual([
      expect.stringContaining('unknown-name manager: there is no role "PM"'),
      expect.stringContaining('unknown-name checks.owner: there is no role "PM"'),
    ]);
    expect(messages({ time: '07:00', tells: ['SRO', 'PMOO'], owner: 'PMMO' })).toEqual([
      expect.stringContaining('unknown-name checks.tells.1: there is no role "PMOO"'),
      expect.stringContaining('unknown-name checks.owner: there is no role "PMMO"'),
    ]);
  });
});

describe('what a chart says of its issues and posts', () => {
  const issues = reference.charts['issue-register']?.issues;
  const posts = reference.charts['post-register']?.posts;
  if (issues === undefined || posts === undefined) throw new Error('the kinds say nothing of them');

  it.each([
    ['a register', { rows: 'isues' }, 'issues.rows: the chart has no field "isues"'],
    ['a column', { status: 'state' }, 'issues: register "issues" has no field "state"'],
    ['another column', { cells: { sort: 'X' } }, 'issues: register "issues" has no field "sort"'],
    ['an open status', { open: 'OPENED' }, 'wrong-value charts.issue-register.issues.open'],
    ['a closed one', { resolved: 'DONE' }, 'wrong-value charts.issue-register.issues.resolved'],
    ['a cell', { cells: { severity: 'DIRE' } }, 'issues.cells.severity: column "severity": "DIRE"'],
  ])('is refused where it names %s that is not there', (_words, more, message) => {
    expect(withChart('issue-register', { issues: { ...issues, ...more } }).join('\n')).toContain(
      message,
    );
    expect(withChart('issue-register', { issues })).toEqual([]);
  });

  it.each([
    ['a register', { rows: 'post' }, 'posts.rows: the chart has no field "post"'],
    ['a column', { leads: 'heads' }, 'posts: register "posts" has no field "heads"'],
    ['a status', { vacant: 'EMPTY' }, 'wrong-value charts.post-register.posts.vacant'],
  ])('is refused where it names %s of posts that is not there', (_words, more, message) => {
    expect(withChart('post-register', { posts: { ...posts, ...more } }).join('\n')).toContain(
      message,
    );
    expect(withChart('post-register', { posts })).toEqual([]);
  });
});
