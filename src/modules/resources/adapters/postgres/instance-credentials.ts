import { createHmac, randomBytes } from 'node:crypto';
import { Secret } from '../../../../platform/crypto/index.js';
import { scramVerifier } from './scram-verifier.js';

/** A password and the form in which the server may see it. */
export interface Credential {
  readonly password: Secret;
  readonly verifier: string;
}

/** The same for the same seed and role, whenever and wherever it is asked. */
export async function derivedCredential(seed: Secret, role: string): Promise<Credential> {
  const password = Secret.of(derived(seed, `password:${role}`).toString('base64url'));
  return { password, verifier: await scramVerifier(password, derived(seed, `salt:${role}`).subarray(0, 16)) };
}

/** For one console session. */
export async function randomCredential(): Promise<Credential> {
  const password = Secret.of(randomBytes(32).toString('base64url'));
  return { password, verifier: await scramVerifier(password, randomBytes(16)) };
}

function derived(seed: Secret, purpose: string): Buffer {
  return createHmac('sha256', seed.reveal()).update(`postgres-driver:${purpose}`).digest();
}
