import {
  dayAfter,
  fits,
  holds,
  isDay,
  isDecision,
  isEvidence,
  isText,
  isTrueOrFalse,
  textIn,
  type Act,
} from './world.js';

/** A consultation, as plainly as it can be said. */
export type Consultation = {
  kind: 'consultation';
  state: 'planned' | 'open' | 'closed' | 'responded' | 'considered';
  about: 'REDUNDANCY' | 'STAFF_TRANSFER';
  jurisdiction: 'GB' | 'NI';
  headcount: number;
  proposedOn: string;
  decider: string;
  consultees: number;
  openedOn: string;
  closesOn: string;
  /** Whether each representation has been answered. */
  answered: boolean[];
};

/** The law as the tables have it, in days; null where nothing covers the case. */
function shortestPeriod(it: Consultation): number | null {
  if (it.headcount < 20) return null;
  if (it.headcount < 100) return 30;
  return it.jurisdiction === 'NI' || it.proposedOn < '2013-04-06' ? 90 : 45;
}

/** The consultation after an act, or null when the act is refused. */
export function consultationAfter(it: Consultation, act: Act): Consultation | null {
  const { person, payload } = act;
  const may = (...roles: string[]) => holds(person, ...roles);
  const mayRun = may('HR_LEAD', 'PROGRAMME_MANAGER');
  switch (`${it.state} ${act.type}`) {
    case 'planned ADD_CONSULTEE':
    case 'open ADD_CONSULTEE':
      if (!mayRun && !may('PMO')) return null;
      return fits(payload, { title: isText }) ? { ...it, consultees: it.consultees + 1 } : null;
    case 'planned OPEN': {
      if (!mayRun || !fits(payload, { closesOn: isDay })) return null;
      if (it.consultees === 0) return null;
      if (it.about === 'REDUNDANCY' && shortestPeriod(it) === null) return null;
      const closesOn = textIn(payload, 'closesOn');
      return { ...it, state: 'open', openedOn: act.occurredOn, closesOn };
    }
    case 'open EXTEND': {
      if (!mayRun || !fits(payload, { closesOn: isDay })) return null;
      const closesOn = textIn(payload, 'closesOn');
      return closesOn > it.closesOn ? { ...it, closesOn } : null;
    }
    case 'open LOG_REPRESENTATION':
    case 'closed LOG_REPRESENTATION':
      if (!mayRun && !may('PMO')) return null;
      return fits(payload, { consultee: isText, text: isText })
        ? { ...it, answered: [...it.answered, false] }
        : null;
    case 'closed ANSWER': {
      if (!mayRun || !fits(payload, { row: isText, answer: isText })) return null;
      const number = it.answered.findIndex(
        (_, index) => `representations-${index + 1}` === payload['row'],
      );
      return number < 0 ? null : { ...it, answered: it.answered.with(number, true) };
    }
    case 'closed PUBLISH_RESPONSE':
      if (!mayRun || !fits(payload, { evidence: isEvidence })) return null;
      return it.answered.every((each) => each) ? { ...it, state: 'responded' } : null;
    case 'responded CONSIDERED':
      if (!may(it.decider)) return null;
      if (!fits(payload, { decision: isDecision, refersToResponse: isTrueOrFalse })) return null;
      return payload['refersToResponse'] === true ? { ...it, state: 'considered' } : null;
    default:
      return null;
  }
}

/** What time does by itself: it closes, once its day has come and the shortest period is over. */
export function consultationSettled(it: Consultation, today: string): Consultation {
  if (it.state !== 'open' || today < it.closesOn) return it;
  const shortest = it.about === 'REDUNDANCY' ? (shortestPeriod(it) ?? 0) : 0;
  return today < dayAfter(it.openedOn, shortest) ? it : { ...it, state: 'closed' };
}

export const plannedConsultation = (
  more: Partial<Consultation> & Pick<Consultation, 'headcount'>,
): Consultation => ({
  kind: 'consultation',
  state: 'planned',
  about: 'REDUNDANCY',
  jurisdiction: 'GB',
  proposedOn: '2013-04-06',
  decider: 'BOARD',
  consultees: 0,
  openedOn: '',
  closesOn: '',
  answered: [],
  ...more,
});
