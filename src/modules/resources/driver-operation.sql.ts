/** Begins an operation, or finds the one that goes on. */
export const BEGIN_OPERATION = {
  text: `INSERT INTO driver_operations (installation_id, id, resource_id, kind, version, begun_at, due_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (installation_id, resource_id, kind, version) WHERE outcome IS NULL
         DO UPDATE SET version = excluded.version
         RETURNING id`,
};

/** Whose an operation is: a product that reports knows its id alone. */
export const FIND_OPERATION = {
  text: `/* every tenant: a report names nothing but the operation */
         SELECT installation_id AS "installationId", resource_id AS id FROM driver_operations WHERE id = $1`,
};

/** Deletes what has long been over. */
export const FORGET_OPERATIONS = {
  text: `/* every tenant: operations that were due long ago */
         DELETE FROM driver_operations WHERE ctid IN (
           SELECT ctid FROM driver_operations WHERE due_at < $1 LIMIT $2
         ) AND due_at < $1`,
};
