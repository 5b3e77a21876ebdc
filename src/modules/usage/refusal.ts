/** Why an event does not count; the first group is final whatever happens, the second depends on what is on record. */
export const REFUSALS = [
  'invalid_event',
  'invalid_specversion',
  'invalid_id',
  'invalid_source',
  'invalid_type',
  'invalid_subject',
  'invalid_time',
  'invalid_data',
  'invalid_value',
  'invalid_reason',
  'negative_value',
  'in_the_future',
  'too_late',
  'unknown_subject',
  'unknown_meter',
  'linked_resource',
  'before_creation',
  'after_removal',
  'after_uninstall',
  'uninstalled',
  'not_adjustable',
] as const;

/** One of them. */
export type Refusal = (typeof REFUSALS)[number];
