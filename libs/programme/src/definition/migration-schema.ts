import { z } from 'zod';
import { Name, StatePath } from './mark.js';

/**
 * How programmes that run on an earlier version move to this one, where names have changed: each old
 * name with the new one. `states`, `fields` and `duties` are by chart of this version; what has kept its name
 * need not be listed. A state that is mapped takes the states within it along.
 */
export const Migration = z
  .strictObject({
    /** The id of the definition whose programmes it is for. */
    from: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be the id of a definition'),
    states: z.record(Name, z.record(StatePath, StatePath)).default({}),
    items: z.record(Name, Name).default({}),
    fields: z.record(Name, z.record(Name, Name)).default({}),
    duties: z.record(Name, z.record(Name, Name)).optional(),
  })
  .meta({ id: 'Migration' });
export type Migration = z.infer<typeof Migration>;
