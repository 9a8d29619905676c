import type { Definition, Grant } from '#programme';

/** Somebody that a demonstration lets you act as. `person` is the opaque id that history shows. */
export type Persona = {
  readonly id: string;
  readonly title: string;
  readonly person: string;
  readonly roles: readonly PersonaRole[];
  /** May publish definitions and start programmes; no exemption from separation of duties. */
  readonly administers: boolean;
  /** May see queues and failures, and pause a channel; no role in any programme by that. */
  readonly operates: boolean;
};

/** A role, for the whole programme or for those of the items named that it has. */
type PersonaRole = { readonly role: string; readonly items: readonly string[] | null };

const anywhere = (...roles: string[]): PersonaRole[] =>
  roles.map((role) => ({ role, items: null }));

const lead = (...items: string[]): PersonaRole[] => [{ role: 'GROUP_LEAD', items }];

const persona = (
  id: string,
  person: string,
  title: string,
  roles: readonly PersonaRole[],
  { administers = false, operates = false } = {},
): Persona => ({ id, title, person, roles, administers, operates });

/** The personas of demo mode. What each may do follows from the grants of each programme. */
export const personas: readonly Persona[] = [
  persona('programme-manager', 'P-101', 'Programme manager', anywhere('PROGRAMME_MANAGER'), {
    administers: true,
  }),
  persona('sro', 'P-102', 'Senior responsible owner', anywhere('SRO')),
  persona('board-secretary', 'P-103', 'Board secretary', anywhere('BOARD', 'BOARD_SECRETARY')),
  persona('sp-lead', 'P-104', 'Lead, Strategy and Prevention', lead('sp', 'M02')),
  persona('csd-lead', 'P-105', 'Lead, Capability and Service Delivery', lead('csd', 'M03')),
  persona('od-lead', 'P-106', 'Lead, Operational Delivery', lead('od', 'M04')),
  persona('pmo', 'P-107', 'Programme office', anywhere('PMO'), { administers: true }),
  persona('reviewer', 'P-108', 'Gate reviewer', anywhere('REVIEWER')),
  persona('auditor', 'P-109', 'Auditor, reads only', anywhere('AUDITOR')),
  persona('home-office', 'P-110', 'Home Office sponsor', anywhere('HOME_OFFICE_SPONSOR')),
  persona('home-secretary', 'P-111', 'Home Secretary', anywhere('HOME_SECRETARY')),
  persona('hr-lead', 'P-112', 'HR lead', anywhere('HR_LEAD')),
  persona(
    'director-general',
    'P-114',
    'Director General and Accounting Officer',
    anywhere('DIRECTOR_GENERAL', 'ACCOUNTING_OFFICER'),
  ),
  persona('operator', 'P-115', 'Operator of this server', [], { operates: true }),
];

/** The personas as people who can be told: title for a name, and an address that leads nowhere. */
export const personaPeople: readonly { id: string; name: string; email: string }[] = personas.map(
  ({ id, person, title }) => ({ id: person, name: title, email: `${id}@evolve.example` }),
);

/**
 * What the personas hold in a programme of this definition: their roles as far as the definition
 * grants them, for the items it has. Relative roles are held through the item and never granted.
 */
export function personaGrants(definition: Definition): (Grant & { person: string })[] {
  return personas.flatMap(({ person, roles }) =>
    roles.flatMap(({ role: usual, items }) => {
      const role = usual === 'PROGRAMME_MANAGER' ? (definition.manager ?? usual) : usual;
      const declared = definition.roles[role];
      if (declared === undefined || declared.relative !== undefined) return [];
      const held = items?.filter((item) => definition.items[item] !== undefined) ?? null;
      return held?.length === 0 ? [] : [{ person, role, items: held, authority: null }];
    }),
  );
}
