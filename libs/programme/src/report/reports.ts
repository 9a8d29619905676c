import { approvals } from './approvals.js';
import { backdated } from './backdated.js';
import { decisions } from './decisions.js';
import { delegations } from './delegations.js';
import { overrides } from './overrides.js';
import { refusals } from './refusals.js';
import type { Report } from './report.js';
import { rules } from './rules.js';
import { slippage } from './slippage.js';
import { transitions } from './transitions.js';

/** Every report that there is of a programme. */
export const reports: readonly Report[] = [
  transitions,
  decisions,
  approvals,
  slippage,
  overrides,
  backdated,
  refusals,
  delegations,
  rules,
];
