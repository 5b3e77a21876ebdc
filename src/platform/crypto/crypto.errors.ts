/** `faults` names what is wrong by the position of the entry; neither ids nor keys are in it. */
export class InvalidKeyRing extends Error {
  override readonly name = 'InvalidKeyRing';
  readonly code = 'invalid_key_ring';

  constructor(readonly faults: readonly string[]) {
    super(faults.join('; '));
  }
}

/** A row names a key that the ring does not hold: the key was dropped before the rotation had ended. */
export class UnknownSealingKey extends Error {
  override readonly name = 'UnknownSealingKey';
  readonly code = 'unknown_sealing_key';

  constructor(readonly keyId: string) {
    super('the key that sealed this value is not in ENCRYPTION_KEYS');
  }
}

/** The envelope was changed, or belongs to another table, row, column or tenant. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  readonly code = 'seal_broken';

  constructor(table: string, column: string) {
    super(`a sealed value of ${table}.${column} does not open where it stands`);
  }
}
