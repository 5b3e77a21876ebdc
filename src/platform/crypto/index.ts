export { CryptoModule } from './crypto.module.js';
export { InvalidKeyRing, SealBroken, UnknownSealingKey } from './crypto.errors.js';
export { KeyRing } from './key-ring.js';
export { rotateKeys, type RotationQuery } from './key-rotation.js';
export type { SealBinding } from './seal-binding.js';
export { bindingOf, SealedColumns, type SealedColumn } from './sealed-columns.js';
export { SealedMove } from './sealed-move.js';
export { Sealer, type Sealed } from './sealer.js';
export { Secret } from './secret.js';
