/** An entity with its fields writable: for the entity's own methods, everybody else sees them readonly. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Opens an entity's fields to its own state machine. */
export function mutable<T extends object>(entity: T): Mutable<T> {
  return entity;
}
