import { z } from 'zod';
import { AvailableEvent } from './available.js';
import { Day } from './json.js';

/** An item that waits for a decision that your roles let you have a part in. */
export const Task = z
  .object({
    item: z.string(),
    title: z.string(),
    state: z.string(),
    /** What it is about, and the event that it would allow. */
    about: z.object({
      item: z.string().nullable(),
      title: z.string().nullable(),
      event: z.string().nullable(),
    }),
    /** What others, and you, have voted. */
    votes: z.array(
      z.object({
        id: z.string(),
        person: z.string(),
        actingFor: z.string().nullable(),
        vote: z.string(),
      }),
    ),
    /** How many votes decide; null where a body does. */
    needed: z.int().nullable(),
    until: Day.nullable(),
    /** Whether you may still vote; if not, the events say why. */
    open: z.boolean(),
    events: z.array(AvailableEvent),
  })
  .meta({ id: 'Task' });
export type Task = z.infer<typeof Task>;

export const TaskList = z.object({ tasks: z.array(Task) }).meta({ id: 'TaskList' });
export type TaskList = z.infer<typeof TaskList>;
