import { z } from 'zod';

/** Who you are here, and the roles you hold in each programme you may see. */
export const Me = z
  .object({
    person: z.string(),
    persona: z.string().nullable(),
    title: z.string().nullable(),
    administers: z.boolean(),
    operates: z.boolean(),
    programmes: z.array(
      z.object({
        programme: z.string(),
        roles: z.array(z.object({ role: z.string(), items: z.array(z.string()).nullable() })),
      }),
    ),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;
