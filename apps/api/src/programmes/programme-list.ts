import { Logger } from '@nestjs/common';
import { z } from 'zod';
import type { ProgrammeList } from '#contract';
import type { Engine } from '#engine';
import { listChecks, type Store } from '#store';
import { isOutage } from '../http/problem-of.js';
import { presentColours } from './present-morning.js';
import { presentSummary } from './present-programme.js';

type Named = { readonly organisation: string; readonly programme: string };

const log = new Logger('programmes');

/** Summaries of programmes. One that cannot be read is named with its problem and hides no other. */
export async function programmeList(
  engine: Engine,
  store: Store,
  named: readonly Named[],
): Promise<ProgrammeList> {
  const list: ProgrammeList = { programmes: [], unreadable: [] };
  const found = await Promise.allSettled(
    named.map(({ organisation, programme }) => engine.view(organisation, programme)),
  );
  const checks = await listChecks(store.pool, named);
  for (const [index, { organisation, programme }] of named.entries()) {
    const each = found[index];
    if (each?.status === 'fulfilled') {
      if (each.value === null) continue;
      const check = checks.find(
        (row) => row.organisation === organisation && row.programme === programme,
      );
      list.programmes.push({ ...presentSummary(each.value), morning: presentColours(check) });
      continue;
    }
    // Without a database nothing can be read, and that is no problem of one programme.
    if (isOutage(each?.reason)) throw each?.reason;
    log.error(each?.reason);
    list.unreadable.push({ id: programme, organisation, problem: problemOf(each?.reason) });
  }
  return list;
}

function problemOf(reason: unknown): string {
  if (reason instanceof z.ZodError) {
    return `Its definition does not fit this release: ${z.prettifyError(reason)}`;
  }
  return `It cannot be read: ${reason instanceof Error ? reason.message : String(reason)}`;
}
