import { Inject, Injectable } from '@nestjs/common';
import type { DecisionList, DecisionQuery, TaskList } from '#contract';
import { stateWords, tasks, type Task } from '#programme';
import { listDecisions, type Store } from '#store';
import type { Access } from '../identity/permit.js';
import { STORE } from '../tokens.js';
import { presentAvailable } from './present-available.js';
import { openingDecisions, presentDecision } from './present-decision.js';
import { ProgrammeReads } from './programme-reads.js';

/** Reads what waits to be decided, and what has been. */
@Injectable()
export class DecisionReads {
  constructor(
    private readonly reads: ProgrammeReads,
    @Inject(STORE) private readonly store: Store,
  ) {}

  async tasks(access: Access): Promise<TaskList> {
    const seen = await this.reads.seen(access);
    const { state, compiled, now } = seen;
    const { own, forOthers } = await this.reads.actors(access, seen);
    const all = [own, ...forOthers].flatMap((actor) => tasks(compiled, state, actor, now));
    return {
      tasks: [...byItem(all).values()].map(({ item, about, events, ...task }) => ({
        ...task,
        item: item.id,
        title: item.title,
        state: stateWords(item.value),
        about: { ...about, title: state.items[about.item ?? '']?.title ?? null },
        events: events.map((each) => presentAvailable(state, each)),
      })),
    };
  }

  async decisions(access: Access, { limit }: DecisionQuery): Promise<DecisionList> {
    const { organisation, programme } = access;
    const { state } = await this.reads.seen(access);
    const rows = await listDecisions(this.store.pool, { organisation, programme, limit });
    const all = [...rows.map(presentDecision), ...openingDecisions(state)];
    return { decisions: all.slice(0, limit) };
  }
}

/** One task an item: what somebody may send for themselves, and for those they act for. */
function byItem(all: readonly Task[]): Map<string, Task> {
  const found = new Map<string, Task>();
  for (const task of all) {
    const known = found.get(task.item.id);
    const open = task.open || known?.open === true;
    const events = [...(known?.events ?? []), ...task.events];
    found.set(task.item.id, { ...task, open, events });
  }
  return found;
}
