import { asksApproval } from './approval-model.js';
import { fits, holds, isDay, isEvidence, isText, type Act } from './world.js';

/** A milestone, as plainly as it can be said. */
export type Milestone = {
  kind: 'milestone';
  state: 'draft' | 'active' | 'claimed' | 'achieved' | 'superseded' | 'cancelled';
  owner: string;
  dependsOn: string[];
  /** The milestone whose achievement is the fact that achieves this one. */
  metBy: string | null;
  preparedBy: string | null;
  overrides: number;
  trend: number;
  /** Persons who have ever prepared, approved, claimed or verified it. */
  preparers: string[];
  approvers: string[];
  claimants: string[];
  verifiers: string[];
  /** Whether it has a date, which in these programmes has escalated from the beginning and is never held. */
  escalates: boolean;
  /** The day planned, where a change may move it. */
  due: string | null;
  /** How often something has happened to it, and how often that changed what is recorded of it. */
  version: number;
  revision: number;
  /** Its version when it was last reopened. */
  reopenedAt: number;
};

/** What a milestone knows of others: which are achieved, and which approvals of it stand. */
export type Around = {
  achieved: (id: string) => boolean;
  mayReopen: boolean;
  isAskedFor: boolean;
};

/** Of what may happen to a milestone, what leaves everything recorded of it as it was. */
const unrevising = ['BASELINE', 'CANCEL', 'VERIFY', 'REQUEST_APPROVAL'];

/** The milestone after an act, or null when the act is refused. */
export function milestoneAfter(it: Milestone, act: Act, around: Around): Milestone | null {
  const next = moved(it, act, around);
  if (next === null) return null;
  // Asking about a milestone leaves it as it is.
  const version = it.version + (act.type === 'REQUEST_APPROVAL' ? 0 : 1);
  const revision = it.revision + (unrevising.includes(act.type) ? 0 : 1);
  return {
    ...next,
    version,
    revision,
    reopenedAt: act.type === 'REOPEN' ? version : it.reopenedAt,
  };
}

function moved(it: Milestone, act: Act, around: Around): Milestone | null {
  const { person, payload } = act;
  const may = (...roles: string[]) => holds(person, ...roles);
  const isOwner = may(it.owner);
  switch (`${it.state} ${act.type}`) {
    case 'draft PREPARE':
      if (!may('PMO', 'PROGRAMME_MANAGER') || !fits(payload, {})) return null;
      if (it.approvers.includes(person)) return null;
      return { ...it, preparedBy: person, preparers: [...it.preparers, person] };
    case 'draft BASELINE':
      if (!may('SRO') || !fits(payload, {})) return null;
      if (it.preparedBy === null || it.preparers.includes(person)) return null;
      return { ...it, state: 'active', approvers: [...it.approvers, person] };
    case 'draft CANCEL':
      return may('PROGRAMME_MANAGER') && fits(payload, {}) ? { ...it, state: 'cancelled' } : null;
    case 'active CLAIM':
      if (!isOwner || !fits(payload, { evidence: isEvidence })) return null;
      if (it.verifiers.includes(person)) return null;
      if (!it.dependsOn.every(around.achieved) && it.overrides === 0) return null;
      return { ...it, state: 'claimed', claimants: [...it.claimants, person] };
    case 'active REFORECAST':
      if (!isOwner && !may('PROGRAMME_MANAGER')) return null;
      return fits(payload, { forecast: isDay, reason: isText })
        ? { ...it, trend: it.trend + 1 }
        : null;
    case 'active ACKNOWLEDGE':
      if (!isOwner && !may('PROGRAMME_MANAGER', 'SRO')) return null;
      return it.escalates && fits(payload, {}) ? it : null;
    case 'active RECORD_CHECK':
      return may('PMO') && fits(payload, { note: isText }) ? it : null;
    case 'active ALLOW_OUT_OF_ORDER':
      if (!may('SRO') || !fits(payload, { reason: isText })) return null;
      return { ...it, overrides: it.overrides + 1 };
    case 'claimed VERIFY':
      if (!may('PMO', 'PROGRAMME_MANAGER') || !fits(payload, {})) return null;
      if (it.claimants.includes(person)) return null;
      return { ...it, state: 'achieved', verifiers: [...it.verifiers, person] };
    case 'claimed REJECT_CLAIM':
      if (!may('PMO', 'PROGRAMME_MANAGER') || !fits(payload, { reason: isText })) return null;
      if (it.claimants.includes(person)) return null;
      return { ...it, state: 'active', verifiers: [...it.verifiers, person] };
    case 'achieved REQUEST_APPROVAL':
      return asksApproval(act) && !around.isAskedFor ? it : null;
    case 'achieved REOPEN':
      if (!may('SRO') || !fits(payload, { reason: isText }) || !around.mayReopen) return null;
      return { ...it, state: 'active' };
    default:
      return null;
  }
}

/** What the system does by itself: a fact claims a milestone; nobody in person has claimed it then. */
export const milestoneSettled = (it: Milestone, achieved: (id: string) => boolean): Milestone =>
  it.state === 'active' && it.metBy !== null && achieved(it.metBy)
    ? { ...it, state: 'claimed', version: it.version + 1, revision: it.revision + 1 }
    : it;

export const draftMilestone = (more: Partial<Milestone>): Milestone => ({
  kind: 'milestone',
  state: 'draft',
  owner: 'GROUP_LEAD',
  dependsOn: [],
  metBy: null,
  preparedBy: null,
  overrides: 0,
  trend: 0,
  preparers: [],
  approvers: [],
  claimants: [],
  verifiers: [],
  escalates: true,
  due: null,
  version: 0,
  revision: 0,
  reopenedAt: 0,
  ...more,
});
