import { anyRoleName, roleName } from './role-name.js';

const roles = { SRO: { title: 'Senior responsible owner' }, PMO: { title: 'PMO' } };

describe('a role in words', () => {
  test('is its title with its name in brackets, unless they are the same', () => {
    expect(roleName({ roles }, 'SRO')).toBe('Senior responsible owner (SRO)');
    expect(roleName({ roles }, 'PMO')).toBe('PMO');
    expect(anyRoleName({ roles }, ['SRO', 'PMO'])).toBe('Senior responsible owner (SRO) or PMO');
  });

  test('keeps its name alone where the definition knows no such role', () => {
    expect(roleName({ roles }, 'SYSTEM')).toBe('SYSTEM');
  });
});
