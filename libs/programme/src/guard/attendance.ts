import type { ItemState, Json, JsonObject } from '../model.js';
import { interestsIn } from './interests.js';
import type { Scope } from './scope.js';

/** Who was there when a body decided, and whether they were enough. */
export type Attendance = {
  quorate: boolean;
  words: string;
  counted: number | null;
  quorum: number | null;
};

/**
 * Who counts towards a quorum: those present, without those who stood aside. Whoever has declared an
 * interest stands aside, and the minute says so. Nobody present decides nothing.
 *
 * @param asked each quorum that somebody asks for; the greatest counts
 */
export function attendanceOf(
  decision: JsonObject,
  asked: readonly (Json | undefined)[],
  scope: Scope,
): Attendance {
  const quorums = [decision['quorum'], ...asked].filter((each) => typeof each === 'number');
  const quorum = quorums.length === 0 ? null : Math.max(1, ...quorums);
  const recused = listOf(decision['recused']);
  const members = Array.isArray(decision['members']) ? listOf(decision['members']) : null;
  const present = members?.length ?? decision['present'];
  const aside =
    members === null ? recused.length : members.filter((one) => recused.includes(one)).length;
  const counted = typeof present === 'number' ? Math.max(0, present - aside) : null;
  const known = { counted, quorum };
  const needed = quorum ?? 1;
  if (counted === null) {
    const words = `the quorum is ${needed}: say in "members" who was present`;
    return { ...known, quorate: quorum === null, words };
  }
  const barred = barredBy(members, recused, scope);
  if (barred !== null) return { ...known, quorate: false, words: barred };
  const without = aside === 0 ? '' : `, without ${aside} who stood aside`;
  const words = `${counted} of ${needed} needed for a quorum were present${without}`;
  return { ...known, quorate: counted >= needed, words };
}

/** Who took part although an interest is declared, in words; where only heads are counted, anybody may have. */
function barredBy(members: Json[] | null, recused: Json[], scope: Scope): string | null {
  const interests = interestsIn(aboutOf(scope.item, scope), scope);
  if (members === null) {
    return interests.length === 0
      ? null
      : `an interest in ${scope.item.title} is declared by ${interests.map(({ words }) => words).join(', ')}: say in "members" who was present, and in "recused" who stood aside`;
  }
  const taking = interests.filter(
    ({ person }) => members.includes(person) && !recused.includes(person),
  );
  if (taking.length === 0) return null;
  return `an interest in ${scope.item.title} is declared by ${taking.map(({ words }) => words).join(', ')}, who was present: name them in "recused" once they have stood aside`;
}

/** The item that is decided on, and those that it is about. */
function aboutOf(item: ItemState, { compiled }: Scope): string[] {
  const fields = Object.entries(compiled.charts[item.chart]?.chart.fields ?? {});
  const named = fields.flatMap(([name, { type }]) => {
    const value = type === 'item' ? item.data[name] : null;
    return typeof value === 'string' ? [value] : [];
  });
  return [item.id, ...named];
}

const listOf = (value: Json | undefined): Json[] =>
  Array.isArray(value) ? [...new Set(value)] : [];
