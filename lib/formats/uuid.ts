const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text is a UUID as Espalier writes it. PostgreSQL refuses to compare anything else with one. */
export function isUuid(text: string): boolean {
  return shape.test(text);
}
