import { reference } from '../../../../test/support/reference-programme.js';
import type { Definition } from '../definition/definition.js';
import { checkChecks } from './checks.js';

const messages = (checks: Definition['checks']) => {
  const found: string[] = [];
  checkChecks({ ...reference, checks }, (rule, path, message) => {
    found.push(`${rule} ${path.join('.')}: ${message}`);
  });
  return found;
};

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
      expect.stringContaining('"M06" keeps no register "issues"'),
    ]);
  });
});
