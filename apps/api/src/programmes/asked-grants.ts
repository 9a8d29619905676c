import { personas, type NewGrant } from '#contract';
import type { Definition, Grant } from '#programme';
import { invalidRequest } from '../http/schema.pipe.js';

type Held = Grant & { person: string };

/**
 * Roles asked for when a programme of a demonstration starts. A problem, 400, for every role, persona
 * or item that there is not.
 */
export function askedGrants(definition: Definition, asked: readonly NewGrant[]): Held[] {
  const errors = asked.flatMap((each, index) => problemsOf(definition, each, `#/grants/${index}`));
  if (errors.length > 0) throw invalidRequest(errors);
  return asked.flatMap(({ role, person, items }) => {
    const found = personas.find((each) => each.id === person || each.person === person);
    if (found === undefined) return [];
    return [{ person: found.person, role, items: items ?? null, authority: null }];
  });
}

function problemsOf(definition: Definition, { role, person, items = [] }: NewGrant, at: string) {
  const declared = definition.roles[role];
  const roles = Object.entries(definition.roles).filter(([, each]) => each.relative === undefined);
  const persons = personas.map(({ id }) => id);
  const isPersona = personas.some((each) => each.id === person || each.person === person);
  return [
    ...(declared === undefined
      ? [
          {
            pointer: `${at}/role`,
            detail: unknown(
              'role',
              role,
              roles.map(([name]) => name),
            ),
          },
        ]
      : []),
    ...(declared?.relative === undefined
      ? []
      : [
          {
            pointer: `${at}/role`,
            detail: `"${role}" is held through the item and is never granted; leave it out`,
          },
        ]),
    ...(isPersona
      ? []
      : [{ pointer: `${at}/person`, detail: unknown('persona', person, persons) }]),
    ...items.flatMap((item, index) =>
      definition.items[item] === undefined
        ? [
            {
              pointer: `${at}/items/${index}`,
              detail: unknown('item', item, Object.keys(definition.items)),
            },
          ]
        : [],
    ),
  ];
}

const unknown = (what: string, name: string, known: readonly string[]): string =>
  `there is no ${what} "${name}"; known: ${known.join(', ')}`;
