/** A definition, as far as its roles go. */
type Titled = { roles: Readonly<Record<string, { title: string } | undefined>> };

/**
 * A role as people know it, with the name that machines go by in brackets: Programme manager (PM). A
 * role of no definition keeps its name alone.
 */
export function roleName({ roles }: Titled, role: string): string {
  const title = roles[role]?.title ?? role;
  return title === role ? role : `${title} (${role})`;
}

/** Several roles, any of which will do. */
export const anyRoleName = (definition: Titled, roles: readonly string[]): string =>
  roles.map((role) => roleName(definition, role)).join(' or ');
