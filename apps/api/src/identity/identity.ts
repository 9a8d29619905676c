import { personas, type Persona } from '#contract';
import { ProblemError } from '../http/problem-error.js';

/** Who asks. */
export type Identity = {
  person: string;
  persona: Persona | null;
  administers: boolean;
  operates: boolean;
};

const known = () => personas.map((each) => each.id).join(', ');

/**
 * Who sends these headers. In demo mode a persona is named by `Evolve-Persona: sro` or
 * `Authorization: Bearer demo-sro`; in production nobody is believed just for saying so.
 * Throws a problem, 401, saying what to do.
 */
export function identify(
  mode: 'demo' | 'production',
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Identity {
  if (mode !== 'demo') {
    const why = 'This server takes no personas, and no way to sign in is set up.';
    throw new ProblemError('NOT_SIGNED_IN', why);
  }
  const said = headers['evolve-persona'] ?? bearer(headers['authorization']);
  if (typeof said !== 'string' || said === '') {
    const how = `Name a persona in the header Evolve-Persona, or send Authorization: Bearer demo-<persona>. Personas: ${known()}.`;
    throw new ProblemError('NOT_SIGNED_IN', how);
  }
  const persona = personas.find((each) => each.id === said);
  if (persona === undefined) {
    throw new ProblemError('NOT_SIGNED_IN', `There is no persona "${said}". Personas: ${known()}.`);
  }
  const { person, administers, operates } = persona;
  return { person, persona, administers, operates };
}

function bearer(header: string | string[] | undefined): string | undefined {
  const token = typeof header === 'string' ? /^Bearer +(.+)$/i.exec(header)?.[1] : undefined;
  return token === undefined ? undefined : token.replace(/^demo-/, '');
}
