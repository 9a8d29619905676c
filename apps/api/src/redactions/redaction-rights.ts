import type { Duty } from '../identity/duty.js';

/** Who may ask for texts to be erased, and place a hold; and who may apply the one and lift the other. */
export const askers: Duty = {
  what: 'Redactions and legal holds are',
  roles: ['PROGRAMME_MANAGER', 'PMO', 'SRO'],
  by: 'asked for by the programme manager (PROGRAMME_MANAGER), the programme office (PMO) or the senior responsible owner (SRO)',
};
export const deciders: Duty = {
  what: 'Redactions are applied, and holds lifted,',
  roles: ['SRO'],
  by: 'by the senior responsible owner (SRO)',
};
