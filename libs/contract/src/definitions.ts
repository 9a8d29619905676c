import { z } from 'zod';
import { Moment } from './json.js';

/** A published version of a definition: immutable, named by the hash of its content. */
const DefinitionSummary = z
  .object({
    hash: z.string(),
    id: z.string(),
    title: z.string(),
    organisation: z.string(),
    publishedAt: Moment,
    publishedBy: z.string(),
  })
  .meta({ id: 'DefinitionSummary' });

export const DefinitionList = z
  .object({ definitions: z.array(DefinitionSummary) })
  .meta({ id: 'DefinitionList' });
export type DefinitionList = z.infer<typeof DefinitionList>;

/** Only the versions of one definition, by its id. */
export const DefinitionQuery = z.strictObject({ id: z.string().min(1).optional() });
export type DefinitionQuery = z.infer<typeof DefinitionQuery>;

/** A definition to publish: the YAML files by path, and which of them is the definition. */
export const NewDefinition = z
  .strictObject({
    entry: z.string().min(1),
    files: z.record(z.string(), z.string()),
  })
  .meta({
    id: 'NewDefinition',
    examples: [
      { entry: 'programme.yaml', files: { 'programme.yaml': 'format: evolve/definition/1\n…' } },
    ],
  });
export type NewDefinition = z.infer<typeof NewDefinition>;

export const DefinitionPublished = z
  .object({
    hash: z.string(),
    id: z.string(),
    title: z.string(),
    /** False when the same content had been published before. */
    created: z.boolean(),
    /** Advice that does not stand in the way. */
    warnings: z.array(z.string()),
  })
  .meta({ id: 'DefinitionPublished' });
export type DefinitionPublished = z.infer<typeof DefinitionPublished>;
