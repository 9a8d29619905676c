/** What both sides are told: who sends what to which item, on which day, with what in it. */
export type Sent = {
  item: string;
  type: string;
  person: string;
  /** Days since the event before. */
  later: number;
  /** The day it is said to have happened, counted from the day it is sent; null when unsaid. */
  occurred: number | null;
  payload: { [name: string]: Value };
};
export type Value = string | number | boolean | Value[] | { [name: string]: Value };

/** The persons of the model and all roles each holds. Some hold one, one holds all, one none. */
export const people: { readonly [person: string]: readonly string[] } = {
  'P-LEAD': ['GROUP_LEAD'],
  'P-OFFICE': ['PMO'],
  'P-MANAGER': ['PROGRAMME_MANAGER'],
  'P-SRO': ['SRO'],
  'P-HR': ['HR_LEAD'],
  'P-BOARD': ['BOARD'],
  'P-MEMBER': ['BOARD'],
  'P-REVIEW': ['REVIEWER'],
  'P-SECRETARY': ['BOARD_SECRETARY'],
  'P-AUDITOR': ['AUDITOR'],
  'P-ALL': ['GROUP_LEAD', 'PMO', 'PROGRAMME_MANAGER', 'SRO', 'HR_LEAD', 'BOARD', 'REVIEWER'],
  'P-TWO': ['GROUP_LEAD', 'PMO'],
  'P-NOBODY': [],
};

/** An event with the day on which it is sent worked out, as a model of one kind sees it. */
export type Act = Sent & { today: string; occurredOn: string };

export const holds = (person: string, ...roles: string[]): boolean =>
  roles.some((role) => people[person]?.includes(role) === true);

/** Whether somebody has a part in the programme, other than to read. */
export const isMember = (person: string): boolean =>
  people[person]?.some((role) => role !== 'AUDITOR') === true;

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** What a payload must hold, by name; anything missing, misshapen or beyond that is refused. */
export type Shape = { [name: string]: (value: Value) => boolean };

export function fits(payload: Sent['payload'], shape: Shape, optional: Shape = {}): boolean {
  return (
    Object.entries(shape).every(([name, is]) => name in payload && is(payload[name] ?? '')) &&
    Object.entries(payload).every(([name, value]) => (shape[name] ?? optional[name])?.(value))
  );
}

export function textIn(payload: Sent['payload'], name: string): string {
  const value = payload[name];
  return typeof value === 'string' ? value : '';
}

export const isText = (value: Value): boolean => typeof value === 'string' && value.trim() !== '';
export const isPerson = (value: Value): boolean =>
  typeof value === 'string' && /^P-[A-Z]+$/.test(value);
export const isTrueOrFalse = (value: Value): boolean => typeof value === 'boolean';
export const isDay = (value: Value): boolean =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  new Date(`${value}T00:00:00Z`).toISOString().slice(0, 10) === value;
export const isEvidence = (value: Value): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((each) => typeof each === 'object' && 'title' in each && 'source' in each);
export const isDecision = (value: Value): boolean =>
  typeof value === 'object' && 'body' in value && 'minute' in value;
export const isOneOf =
  (...choices: string[]) =>
  (value: Value): boolean =>
    choices.some((choice) => choice === value);
export const isRole = isOneOf(...Object.values(people).flat());

/** Whether a payload holds a decision of this body, with its quorum present where it names one. */
export function isRecordedBy({ decision }: Sent['payload'], body: string): boolean {
  if (typeof decision !== 'object' || Array.isArray(decision)) return false;
  const [present, quorum] = [decision['present'], decision['quorum']];
  const isQuorate = typeof present !== 'number' || typeof quorum !== 'number' || present >= quorum;
  return decision['body'] === body && isQuorate;
}
