import { fits, holds, isEvidence, isText, type Act } from './world.js';

/** A condition of a gate, as plainly as it can be said. */
export type Action = {
  kind: 'action';
  state: 'open' | 'overdue' | 'done' | 'unverified' | 'verified';
  of: string;
  decision: number;
  owner: string;
  due: string;
  doers: string[];
  verifiers: string[];
};

/** The action after an act, or null when the act is refused. */
export function actionAfter(it: Action, { person, payload, type }: Act): Action | null {
  const mayVerify = holds(person, 'PMO', 'PROGRAMME_MANAGER') && !it.doers.includes(person);
  const verifiers = [...it.verifiers, person];
  switch (`${it.state} ${type}`) {
    case 'open DONE':
    case 'overdue DONE':
      if (!holds(person, it.owner) || !fits(payload, { evidence: isEvidence })) return null;
      if (it.verifiers.includes(person)) return null;
      return { ...it, state: 'done', doers: [...it.doers, person] };
    case 'done VERIFY':
    case 'unverified VERIFY':
      return mayVerify && fits(payload, {}) ? { ...it, state: 'verified', verifiers } : null;
    case 'done REJECT_DONE':
    case 'unverified REJECT_DONE':
      if (!mayVerify || !fits(payload, { reason: isText })) return null;
      return { ...it, state: 'open', verifiers };
    default:
      return null;
  }
}

/** What its day does: what is not done by then is overdue, what is not verified by then stays so. */
export function actionSettled(it: Action, today: string): Action {
  if (today <= it.due) return it;
  if (it.state === 'open') return { ...it, state: 'overdue' };
  return it.state === 'done' ? { ...it, state: 'unverified' } : it;
}
