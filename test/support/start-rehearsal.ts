import type { LivedProgramme } from './lived-programme.js';
import type { Reply, TestApi } from './test-api.js';

/** A line of the reminder ledger, as far as tests look at it. */
export type Line = {
  item: string;
  key: string;
  kind: string;
  dueAt: string;
  dueLocal: string;
  status: string;
  late: boolean;
  why: string | null;
  cause: { sequence: number; event: string } | null;
  notice: string | null;
  deliveries: { person: string; channel: string; status: string }[];
  detail: Record<string, unknown>;
};

/** The reminder ledger of a programme, narrowed by a query such as `item=M06&kind=reminder`. */
export async function ledgerOf({ read }: Pick<LivedProgramme, 'read'>, query: string) {
  const { status, body, text } = await read(`/reminders?limit=1000&${query}`);
  if (status !== 200) throw new Error(text);
  return body.reminders as Line[]; // as the contract says
}

/** Starts a rehearsal of a published definition with its clock anywhere. */
export async function startRehearsal(
  test: TestApi,
  start: { definition: string; id: string; startAt: string },
): Promise<Pick<LivedProgramme, 'read' | 'moveTo' | 'send'>> {
  const begun = await test.post('/api/v1/programmes', { ...start, clock: 'rehearsal' });
  if (begun.status !== 201) throw new Error(begun.text);
  const at = `/api/v1/programmes/${start.id}`;
  let sent = 0;
  return {
    read: (path, persona) => test.get(`${at}${path}`, persona),
    moveTo: async (to): Promise<Reply> => {
      const moved = await test.post(`${at}/clock`, { to });
      if (moved.status >= 300) throw new Error(moved.text);
      return moved;
    },
    send: (as, item, event, payload = {}, { key = `${start.id}-${(sent += 1)}` } = {}) =>
      test.post(`${at}/events`, { item, event, payload }, { as, key }),
  };
}
