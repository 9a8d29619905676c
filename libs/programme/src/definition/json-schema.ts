import { z } from 'zod';
import { Script } from '../rehearse/script.js';
import { DefinitionFile } from './definition.js';

/** JSON Schema (2020-12) of definition files, or of rehearsal scripts, for editors to check and complete. */
export function editorSchema(of: 'definition' | 'script'): object {
  const schema = of === 'definition' ? DefinitionFile : Script;
  return z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
}
